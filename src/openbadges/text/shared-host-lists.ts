/**
 * Hosts where the path tells the tenant, with the number of leading segments that do; 0 means that no address there
 * shows whose it is. Issuing platforms (api.badgr.io, credly.com and the like) are not listed: they speak for their
 * issuers, and what is proven then is the platform's host, which is shown as such.
 */
export const SHARED_HOSTS: readonly (readonly [RegExp, number])[] = [
  [/^(raw|media)\.githubusercontent\.com$/, 2],
  [/^gist\.github(usercontent)?\.com$/, 1],
  [/^(github|gitlab)\.com$/, 2],
  [/^(bitbucket|codeberg)\.org$/, 2],
  [/^huggingface\.co$/, 2],
  // buckets by path, at whatever store
  [/^s3([.-][a-z0-9.-]+)?\.amazonaws\.com(\.cn)?$/, 1],
  [
    /^s3[.-].*\.(backblazeb2\.com|wasabisys\.com|scw\.cloud|io\.cloud\.ovh\.net)$|^s3\.wasabisys/,
    1,
  ],
  [/^[a-z]+\d\.(digitaloceanspaces|linodeobjects|vultrobjects|your-objectstorage)\.com$/, 1],
  [/^f\d+\.backblazeb2\.com$/, 2],
  [/^storage\.(googleapis|cloud\.google)\.com$/, 1],
  [/^firebasestorage\.googleapis\.com$/, 3],
  [/^objectstorage\..*\.oraclecloud\.com$/, 4],
  [/^res\.cloudinary\.com$/, 1],
  [/^(drive|docs|script)\.google\.com$/, 0],
  [/^sites\.google\.com$/, 2],
  [/^w3id\.org$/, 1],
  [/^purl\.(org|archive\.org|oclc\.org|imsglobal\.org)$/, 1],
  [/^archive\.org$/, 2],
  [/^arweave\.net$/, 1],
]

/** Domains that the private part of the Public Suffix List leaves out, below which every name is another stranger's. */
export const SHARED_DOMAINS: readonly string[] = [
  ...['netlify.com', 'glitch.me', 'stackblitz.io', 'webcontainer.io', 'gitpod.io', 'gitpod.dev'],
  ...['core.windows.net', 'cloudapp.azure.com', 'amazonaws.com', 'googleapis.com', 'run.app'],
  ...['aliyuncs.com', 'myqcloud.com', 'scw.cloud', 'oraclecloud.com', 'cloudflarestorage.com'],
  ...['backblazeb2.com', 'wasabisys.com', 'firebaseio.com', 'imgix.net', 'b-cdn.net', 'kxcdn.com'],
  ...['wordpress.com', 'tumblr.com', 'medium.com', 'substack.com', 'ghost.io', 'hashnode.dev'],
  ...['write.as', 'livejournal.com', 'dreamwidth.org', 'fc2.com', 'edublogs.org', 'home.blog'],
  ...['weebly.com', 'squarespace.com', 'wix.com', 'webnode.page', 'strikingly.com', 'tilda.ws'],
  ...['jimdosite.com', 'jimdofree.com', 'godaddysites.com', 'mystrikingly.com', 'webador.com'],
  ...['canva.site', 'super.site', 'softr.app', 'hubspotpagebuilder.com', 'mailchimpsites.com'],
  ...['beehiiv.com', 'sharepoint.com', 'force.com', 'my.site.com', 'wpengine.com', 'tiiny.site'],
  ...['neocities.org', 'rf.gd', '000webhostapp.com', 'infinityfreeapp.com', 'byethost.com'],
  ...['epizy.com', 'tripod.com', 'angelfire.com', 'ucoz.net', 'x10.mx', 'kinsta.cloud'],
  ...['railway.app', 'koyeb.app', 'pockethost.io', 'cyclic.app', 'deta.dev', 'adaptable.app'],
  ...['modal.run', 'gradio.live', 'zapier.app', 'pipedream.net', 'shinyapps.io', 'quarto.pub'],
  ...['loca.lt', 'lhr.life', 'serveo.net', 'devtunnels.ms', 'github.dev', 'nip.io', 'sslip.io'],
  ...['w3s.link', 'nftstorage.link', '4everland.app', 'fleek.co', 'arweave.net', 'ar.io'],
  ...['wikidot.com', 'fandom.com', 'miraheze.org', 'pbworks.com', 'itch.io', 'fastly.net'],
]

/** Blogs under national names of one platform, and content that a gateway names by its hash. */
export const SHARED_PATTERNS = /\.blogspot\.(co\.|com\.)?[a-z]{2,3}$|\.ip[fn]s\./

/** Zones of a country's universities and authorities, which the list calls private because of who runs them. */
export const PUBLIC_ZONES = /(^|\.)((ac|edu|gov|mil)\.ru|edu\.krd)$/

/**
 * Domains, with all names below them, that give back what somebody sent, stored without a name or asked for
 * elsewhere. What answers there is nobody's own word.
 */
export const RELAYS: readonly string[] = [
  // translators, proxies and caches
  ...['translate.goog', 'translate.google.com', 'translatetheweb.com', 'ampproject.org', 'wp.com'],
  ...['r.jina.ai', 'allorigins.win', 'corsproxy.io', 'corsproxy.org', 'cors.sh', 'cors.lol'],
  ...['cors-anywhere.herokuapp.com', 'cors.eu.org', 'cors.io', 'bridged.cc', 'crossorigin.me'],
  ...['thingproxy.freeboard.io', 'codetabs.com', 'whateverorigin.org', 'jsonp.afeld.me'],
  ...['12ft.io', 'weserv.nl', 'wsrv.nl', 'external-content.duckduckgo.com', 'scraperapi.com'],
  ...['yacdn.org', 'ghproxy.com', 'ghproxy.net', 'gh-proxy.com', 'gitmirror.com', 'fastgit.org'],
  // archives
  ...['web.archive.org', 'wayback.archive-it.org', 'archive.ph', 'archive.today', 'archive.is'],
  ...['archive.li', 'archive.vn', 'archive.md', 'archive.fo', 'perma.cc', 'ghostarchive.org'],
  ...['arquivo.pt', 'mementoweb.org', 'webcitation.org', 'megalodon.jp', 'cc.bingj.com'],
  // echoes, and answers that anybody may set up
  ...['httpbin.org', 'httpbin.dev', 'httpbingo.org', 'httpbun.com', 'httpbun.org', 'nghttp2.org'],
  ...['postman-echo.com', 'echo.hoppscotch.io', 'echo.zuplo.io', 'beeceptor.com', 'reqres.in'],
  ...['webhook.site', 'mockbin.org', 'mockbin.io', 'mocky.io', 'mockapi.io', 'dummyjson.com'],
  ...['jsonbin.io', 'npoint.io', 'jsonblob.com', 'jsonkeeper.com', 'jsonstorage.net', 'kvdb.io'],
  ...['extendsclass.com', 'getpantry.cloud', 'requestcatcher.com'],
  // resolvers of DIDs, which compute or copy a document
  ...['uniresolver.io', 'godiddy.com', 'plc.directory', 'resolver.identity.foundation'],
  ...['resolver.cheqd.net', 'did.ink'],
  // copies of packages and code
  ...['esm.sh', 'esm.run', 'statically.io', 'jsdelivr.net', 'unpkg.com', 'jspm.io', 'jspm.dev'],
  ...['skypack.dev', 'cdnjs.cloudflare.com', 'githack.com', 'gitcdn.link', 'gitcdn.xyz'],
  ...['rawgit.com', 'registry.npmjs.org', 'deno.land', 'pythonhosted.org', 'bundle.run'],
  // files and texts of strangers under one name
  ...['githubusercontent.com', 'googleusercontent.com', 'dropboxusercontent.com'],
  ...['kaggleusercontent.com', 'api.github.com', 'codeload.github.com', 'discordapp.com'],
  ...['discordapp.net', 'dropbox.com', 'onedrive.live.com', '1drv.ms', '1drv.com', 'box.com'],
  ...['imgur.com', 'imgbb.com', 'ibb.co', 'catbox.moe', 'file.io', 'transfer.sh', '0x0.st'],
  ...['tmpfiles.org', 'gofile.io', 'ucarecdn.com', 'filestackcontent.com', 'mediafire.com'],
  ...['pastebin.com', 'rentry.co', 'paste.ee', 'hastebin.com', 'dpaste.com', 'dpaste.org'],
  ...['paste.rs', 'ix.io', 'sprunge.us', 'termbin.com', 'controlc.com', 'justpaste.it', 'bpa.st'],
  ...['telegra.ph', 'paste.debian.net', 'pastes.io', 'paste.gg'],
  // short names for any address
  ...['bit.ly', 'tinyurl.com', 't.co', 'is.gd', 'v.gd', 'goo.gl', 'ow.ly', 'rebrand.ly', 'cutt.ly'],
]
