import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  CONTEXT_FILES,
  EARLIER_EDITIONS,
  SCHEMA_FILES,
} from '../../../src/openbadges/jsonld/bundle.js'
import {
  bundledContext,
  bundledSchema,
  canonicalContextUrl,
} from '../../../src/openbadges/jsonld/contexts.js'

const FOLDER = 'src/openbadges/jsonld/contexts'

/** The published documents as they were taken over; a new edition is a deliberate change here. */
const SHA256: Record<string, string> = {
  'clr-v2p0-2.0.1.json': '880f1902d4158f2f33ce06af41b90719977cd1ea337a9de2e41edb3ff5e543d6',
  'clr-v2p0.json': 'e198d7b517d74c5036434ce495086f67b10244709e9a3df9dcb7f8b1579b6167',
  'credentials-status-v1.json': 'fd08cbf28ddd829ab2f1978c48f43ab07a112c1c90245a0cfac7ba721c65170c',
  'credentials-v1.json': '00d7dd6d3ad8b920e3e550dd3a3d9090bffcac84cdbf943da6924b3e0a5c8bb8',
  'credentials-v2.json': '8a9f494a89ecc51db093e90e84713e07e84d6d9204364a9b3c7868b21751236f',
  'data-integrity-v1.json': 'b5d829bd09aa7c42abc6efa0c8ed7635313b5487f37ccfce3ecd149ca9418554',
  'data-integrity-v2.json': '0f77743daf5b4e8fc067fc5ba5b21044283053aa717fc6b0219843bed3b00363',
  'did-configuration-v1.json': 'a72455e2a489b997ec3a3e1fdcd8950591be86b1500c80ccf2c99b374a7acaf1',
  'did-v1.json': '62c1054bf404d6dd3a4b26b64f830fd72095f6a26edc4469908c94351352ce5f',
  'ed25519-2018-v1.json': '166c6abb9e08176cee5f6c87c9c1bbfefa5717da391bcac525e5437f93eab809',
  'ed25519-2020-v1.json': 'b9e1ab971fd8bf2c7553e0c4a9438e0b9450afde1ea1ca5b2492368b9f549588',
  'extension-accessibilityExtension-3.0.0.json':
    'a864fd0e3b08fdfb6d9445468796e040f76f90d510557e2ab467dbe42370846f',
  'extension-accessibilityExtension.json':
    '00efc7274f50b2ceda952090414004bb83bbf59ce8622036840a345e35dfa525',
  'extension-applyLinkExtension-3.0.0.json':
    'ff51b0bfb7474e8a91b74b3203cc9883110febb0dc094e4f08768bf865d9e5de',
  'extension-applyLinkExtension.json':
    '2ec7e81e41ffae9455e0617c8532dac17fe6634bc6918b68035448ba145a6154',
  'extension-assessmentExtension-v2p0.json':
    '5e0df1382d4e4914f10245dcda4f654649c3118b2fdb34b00155cadbe2910b59',
  'extension-assessmentExtension.json':
    '46b2e9c907acf78494a77f88ea66f01a436bda1cc9e5167c15c86b39b1d3d914',
  'extension-endorsement.json': '85b3cd56e0ab06120a7a51c59f02d0114c84ca94dfb5e84494bfde7b2888941d',
  'extension-exampleExtension.json':
    '5827540679c457f11ff12697f3009287dcd193db34c87c5faf922a4a21055fff',
  'extension-extraDescription.json':
    '6dbc58d5eed32634576a101f10e4231d0e1cc23a46d8dfc5c37a70be96d8ddea',
  'extension-geoCoordinatesExtension-3.0.0.json':
    '2a0224ba6bc621fdfbc2118fced31448eaa4fc4dbb0301ed99bbab3d91775993',
  'extension-geoCoordinatesExtension.json':
    'c0348b3b4d01897cd224051d564e18fa1c57131af98db6dc373fed4ac16e4b80',
  'extension-issuerAccreditationExtension-v2p0.json':
    'f72471e90fcf8ee5a0103df239927317aad1b6b2cbd0365f7784a71ac87b5ea7',
  'extension-issuerAccreditationExtension.json':
    '5cf2c8dbf69e8023c298b0b255c0339a8217c54ef7c4294409a2165a26347b31',
  'extension-licenseExtension-3.0.0.json':
    '0d32012cfe2182d7d9dbf53c0be66ae8414ef957b260f9d31c74f7aa25fd653e',
  'extension-licenseExtension.json':
    'ef1144d991310feb4b16f24fad45b41b7ab38f7224499807a7aa2876aedf374d',
  'extension-originalCreatorExtension.json':
    '96bd22c0ac4e908c0990c6213a7d5a8f60ff2aeeadf735e6fe8cb49428eb6fe4',
  'extension-recipientProfile.json':
    'fcca57a73e976c280b41e6dcd9cc6e2a91e89340e390d4db619b99e6be813399',
  'jws-2020-v1.json': 'd648e05ddc6577827ca2bfd5e931f53e9ebc6e52a57a8da81df4ec8c46ffcd1e',
  'learncard-boostIDs-1.0.0.json':
    'e0c2f93e000d39335b930a9bf2d9f9f5dbe7d2c884311631fa6723ae7a9c751f',
  'learncard-boosts-1.0.0.json': '6f8e96263e9cf535ac975daea5920bc3333db39940267003d157689220379379',
  'learncard-boosts-1.0.1.json': '6200ca4131ecfc2f551e59da8d1166ed903b56eb5e3de1cb2ea4c8398c0879ee',
  'learncard-boosts-1.0.2.json': '6f5a115f036cace53844876c0c8611d06058a68fa55cb812517c44d8193e1883',
  'learncard-boosts-1.0.3.json': '66965be33f3a0bb5d781bb180bd0287ef9cc3016b13356c20fa092e9c81b691a',
  'multikey-v1.json': 'c5f3806f8286920573221938917988a18a4cc5a09e968d29649613c7a1c2b1f6',
  'openbadges-legacy-v1.json': '43b1b387cae8d65b16182d2c89ff1e8e90c221d2f88a2164d324978ba8930db9',
  'openbadges-v1.json': '406ec07d0e758a41e84bac6361d29e391188492eb25f7efc51bfa19d8b2db810',
  'openbadges-v2.json': '3c0c25a0e581c64cbe632197377c4f334c6c0b95f0d90e3b74449781612b153d',
  'openbadges-v3p0-3.0.1.json': 'd582f3564282fb3b709136d28412e78e70b678b4dbc2f0221f67d84932748355',
  'openbadges-v3p0-3.0.2.json': '00666ad080ba407687ed1846b7f5e7495f5019042b202a727de47c48a1755c53',
  'openbadges-v3p0-3.0.3-2026.json':
    '3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84',
  'openbadges-v3p0-3.0.3.json': 'ef2fa9c7846dce233cc166b43639027278be4ee44f00bb1d45c75de2dd0cd761',
  'openbadges-v3p0-extensions.json':
    '2d013f981d1f4516081a6a04e55468ba2b071d4153b794f19a79715c45a89a5e',
  'openbadges-v3p0.json': 'b077fa134d909d92c1dcd1c153f2af1b244aeb415967fdc1467d7fc5dd48ac10',
  'secp256k1-2019-v1.json': '8452efdde151151539b78d240f55cee7d9cc985bf078123ce310aa7ae04763b4',
  'security-v1.json': 'e2d146cd556f6fa5f14996c6f1749667d5a14073fa30f0643990068e2c0b1bac',
  'security-v2.json': '4cb186bc29c08af6e40c58178c22dd84d542f2871a063afed6e648b47abc3cf6',
  'status-list-2021-v1.json': '634d71c159289f068c96012e4511c657fdf82ac4231900081bda3ba24e2e1160',
  'undefined-terms-v2.json': '82dab514ba44eb18f5d1b0f638c5e140c6a556fbfb5089601bdc0fa5eb8b2581',
  'schemas/extension-accessibilityExtension.json':
    'b2b90d575a3cfa6db9d8e28729e35cee7f411ecb04406c8a84fbe40f1171a954',
  'schemas/extension-applyLinkExtension.json':
    '39e4037bb2c123aaa85e749389c333ae6cabb60086b3493fc00e9ed2b02176d6',
  'schemas/extension-assessmentExtension.json':
    '07d4619111dd855cd6c4b6ed4271fde58155b7438b954e12d49f7bd93f9b3f89',
  'schemas/extension-endorsement.json':
    'dcfd52d42cf1f61ff13ba5ee3131b6a6b23a2bdfabbbf7034bed22b31f49e75c',
  'schemas/extension-exampleExtension.json':
    'c91c87a653cbe3e1c401dd08839e335bbb92910d0925f2d23b1c68765c61cb40',
  'schemas/extension-extraDescription.json':
    '705c2de48d4818e05fce6abef627c96fb21f31d2ac3bf2e6545416ff7433bb9b',
  'schemas/extension-geoCoordinatesExtension.json':
    '462de0753c81c1df04e753f24429fc38cefe4a83646e92a13cd0f997716a507e',
  'schemas/extension-issuerAccreditationExtension.json':
    '782d4bcb779ef769d7391540efa0d172ac42cd0f8fc9b744337620e9e9b14f98',
  'schemas/extension-licenseExtension.json':
    '9bcb5f002427ef84adde3a73e78b5e6c7c0359e26384926c54e48f8770ead53e',
  'schemas/extension-originalCreatorExtension.json':
    'dedb270a39ad27ff8527c0a39638df50d709e3a062e3c99e2de8dac8c49b78dd',
  'schemas/extension-recipientProfile.json':
    'cf7ca411562828469170d2f21d8fc2b0315efcef1f1ed694431dbe8ad43a5387',
  'schemas/openbadges-v0-assertion.json':
    'c128b792ac19bc4af0f654a7b1480fba7a8af9a558cfac5a72d02301ed6baa4c',
  'schemas/openbadges-v1-assertion.json':
    'adffd97b9caae6bab188c167b95c892ce21fad08712a0bd9bef659bd94fda111',
  'schemas/openbadges-v1-badgeclass.json':
    'c4aa66b075ae966ac6fc992c51881a7b174ecc3f487251f80f1edc3b565ce934',
  'schemas/openbadges-v1-extension.json':
    'd99721c449d9c4f5837f6060dc9efc6c2460e1263619c23c16809d9b4f41db68',
  'schemas/openbadges-v1-issuer.json':
    'c6f244b0d0ccfa42dac7ae110ff494a7608443a7d08e436e6e7392dba7e1fd93',
  'schemas/openbadges-v3p0-achievementcredential-schema.json':
    '859e405b592d93c3261fe899362f4128801140d4d20c01502a066b3540483d95',
}

describe('bundled contexts and schemas', () => {
  it('are unmodified, every file of them', () => {
    const files = readdirSync(FOLDER, { recursive: true }).map(String)
    const found = Object.fromEntries(
      files.filter((file) => file.endsWith('.json')).map((file) => [file, sha256(file)]),
    )
    assert.deepEqual(found, SHA256)
  })

  it('are all reachable by their published URL', () => {
    const named = new Set([
      ...CONTEXT_FILES.values(),
      ...EARLIER_EDITIONS.values(),
      ...[...SCHEMA_FILES.values()].map((f) => `schemas/${f}`),
    ])
    assert.deepEqual([...named].toSorted(), Object.keys(SHA256).toSorted())
    for (const url of CONTEXT_FILES.keys()) assert.ok(bundledContext(url)?.['@context'], url)
    for (const url of SCHEMA_FILES.keys()) assert.ok(bundledSchema(url)?.$schema, url)
  })

  it('equal the published files where those are at hand', function () {
    const published = '../shared/contexts'
    if (!existsSync(published)) this.skip()
    const index = JSON.parse(readFileSync(join(published, 'index.json'), 'utf8')) as Record<
      string,
      string
    >
    for (const [url, file] of Object.entries(index)) {
      // 2.1 is read with the context of 2.0
      if (url.includes('/ob/v2p1/')) continue
      const bundled = bundledContext(url) ?? bundledSchema(url)
      assert.deepEqual(bundled, JSON.parse(readFileSync(join(published, file), 'utf8')), url)
    }
  })

  for (const [alias, url] of [
    ['http://w3id.org/openbadges/v2', 'https://w3id.org/openbadges/v2'],
    ['https://openbadgespec.org/v2/context.json', 'https://w3id.org/openbadges/v2'],
    ['http://openbadgespec.org/v1/context.json', 'https://w3id.org/openbadges/v1'],
    [
      'https://purl.imsglobal.org/spec/ob/v2p1/context/ob_v2p1.jsonld',
      'https://w3id.org/openbadges/v2',
    ],
    [
      'https://purl.imsglobal.org/spec/ob/v3p0/context/ob_v3p0.jsonld',
      'https://purl.imsglobal.org/spec/ob/v3p0/context.json',
    ],
    [
      'https://openbadgespec.org/extensions/applyLinkExtension/schema.json',
      'https://w3id.org/openbadges/extensions/applyLinkExtension/schema.json',
    ],
    [
      'http://purl.imsglobal.org/spec/ob-accred/v1p0/schema/',
      'https://w3id.org/openbadges/extensions/issuerAccreditationExtension/schema.json',
    ],
  ] as const)
    it(`go by other names: ${alias}`, () => {
      assert.equal(canonicalContextUrl(alias), url)
      assert.ok(bundledContext(alias) ?? bundledSchema(alias))
    })

  for (const url of [
    'http://www.w3.org/ns/credentials/v2',
    'https://www.w3.org/ns/credentials/v2/',
    'https://WWW.w3.org/ns/credentials/v2',
    'https://imsglobal.github.io/openbadges-specification/context.json',
    'https://w3id.org/openbadges/v2#x',
    '__proto__',
    '',
  ])
    it(`do not go by look-alikes: "${url}"`, () => {
      assert.equal(bundledContext(url), null)
      assert.equal(bundledSchema(url), null)
      assert.equal(canonicalContextUrl(url), url)
    })

  it('cannot be changed by those who read them', () => {
    const context = bundledContext('https://w3id.org/openbadges/v2')!
    assert.throws(() => (context['@context'] = {}), TypeError)
    assert.throws(() => ((context['@context'] as Record<string, unknown>).name = 'x'), TypeError)
  })
})

function sha256(file: string): string {
  return createHash('sha256')
    .update(readFileSync(join(FOLDER, file)))
    .digest('hex')
}
