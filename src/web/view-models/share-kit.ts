import type { OpenLink, SharedPage } from '../../backpack/sharing/open-link.js'
import type { SharedBadge } from '../../backpack/sharing/redact.js'
import { frameCode, listCode } from '../../publishing/embed.js'
import { type FeedLink, feedLinks } from '../../publishing/feed-links.js'
import { linkedInProfileUrl } from '../../publishing/linkedin.js'
import type { PublishedBadge } from '../../publishing/published.js'
import { type Resume, resumeOf } from '../../publishing/resume.js'
import { type Signature, signatureOf } from '../../publishing/signature.js'
import { issuerPair, pairText } from '../../words/issuer.js'
import type { TemplateFunctions } from '../template-functions.js'
import { canBeFramed, embedView, frameSize } from './embed.js'
import { publishedBadge } from './published.js'
import { counted } from '../../words/language.js'

/** Ways to show a link elsewhere, for its owner. */
export interface ShareKit {
  /** Of the collection or badge. */
  subjectTitle: string
  url: string
  code: { svg: string; png: string }
  /** Null for a link with a password: other sites and networks cannot type it. */
  open: OpenKit | null
  list: string
  paper: { href: string; words: string }
  signature: Signature
  resume: Resume
  profiles: ProfileLine[]
}

/** What needs a link without a password. */
export interface OpenKit {
  frame: string
  picture: string
  feeds: FeedLink[]
}

/** A badge that can be added to a profile. */
export interface ProfileLine {
  title: string
  issuer: string
  href: string
}

export interface KitOptions {
  link: OpenLink
  /** Absolute address of the link. */
  url: string
  times: Pick<TemplateFunctions, 'date' | 'time' | 'ago' | 'now'>
}

export function shareKit(page: SharedPage, { link, url, times }: KitOptions): ShareKit {
  const published = page.badges.map((shared) => publishedBadge(shared, url, times))
  const title = page.collection?.title ?? published[0]?.title ?? ''
  const isOpen = canBeFramed(link)
  return {
    subjectTitle: title,
    url,
    code: { svg: `${url}/qr.svg`, png: `${url}/qr.png` },
    open: isOpen ? openKit(page, title, { url, times }) : null,
    list: listCode(title, page.earner, url, published),
    paper: paperOf(page, url),
    signature: signatureFor(page, published, { url, isOpen }),
    resume: resumeOf(published),
    profiles: page.badges.map((shared, index) => profileLine(shared, published[index]!)),
  }
}

function openKit(
  page: SharedPage,
  title: string,
  { url, times }: Pick<KitOptions, 'url' | 'times'>,
): OpenKit {
  const size = frameSize(embedView(page, undefined, { url, dates: times }))
  return {
    frame: frameCode(`${url}/embed`, title, size),
    picture: `${url}/picture.png`,
    feeds: feedLinks(postText(page, title), url),
  }
}

/** What somebody else reads before the link: a badge never without its issuer. */
function postText({ collection, badges }: SharedPage, title: string): string {
  const [first] = badges
  if (collection || !first) return title
  const { issuerProof, issuerName, state } = first.badge
  return `${title}, ${pairText(issuerPair(issuerProof, issuerName, state))}`
}

function paperOf({ collection, badges }: SharedPage, url: string): ShareKit['paper'] {
  if (collection) return { href: `${url}/collection.pdf`, words: 'The collection as PDF' }
  return { href: `${url}/badges/${badges[0]?.badge.id}/badge.pdf`, words: 'The badge as PDF' }
}

/** A collection is named with the number of its badges; a badge with its issuer and picture. */
function signatureFor(
  { collection, earner, badges }: SharedPage,
  published: readonly PublishedBadge[],
  { url, isOpen }: { url: string; isOpen: boolean },
): Signature {
  const [first] = published
  const count = counted(badges.length, 'badge')
  if (collection) return signatureOf({ title: collection.title, issuer: count, url }, earner, null)
  const hasPicture = isOpen && badges[0]?.badge.imageHash
  const picture = hasPicture ? `${url}/badges/${badges[0]!.badge.id}/small.png` : null
  return signatureOf(
    { title: first?.title ?? '', issuer: first?.issuer ?? '', url },
    earner,
    picture,
  )
}

/** One field there is for a name, so what is proven stands in it too. */
function profileLine({ badge }: SharedBadge, published: PublishedBadge): ProfileLine {
  const { title } = published
  const issuer = pairText(issuerPair(badge.issuerProof, badge.issuerName, badge.state))
  const certificateId = badge.credential.licenseNumber ?? badge.id
  return { title, issuer, href: linkedInProfileUrl({ ...published, issuer }, certificateId) }
}
