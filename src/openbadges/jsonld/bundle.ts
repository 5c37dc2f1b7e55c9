const W3ID = 'https://w3id.org/openbadges/'
const OB3 = 'https://purl.imsglobal.org/spec/ob/v3p0/'
const CLR = 'https://purl.imsglobal.org/spec/clr/v2p0/'

/** Extensions of 1EdTech's repository; each has a context and a schema. */
const EXTENSIONS = [
  'accessibilityExtension',
  'applyLinkExtension',
  'assessmentExtension',
  'endorsement',
  'exampleExtension',
  'extraDescription',
  'geoCoordinatesExtension',
  'issuerAccreditationExtension',
  'licenseExtension',
  'originalCreatorExtension',
  'recipientProfile',
]

/** Those of them that have a context for 3.0 as well, by the path of its newest edition. */
const EXTENSIONS_OF_3: [path: string, file: string][] = [
  ['accessibilityExtension/context-3.0.0.json', 'accessibilityExtension-3.0.0.json'],
  ['applyLinkExtension/context-3.0.0.json', 'applyLinkExtension-3.0.0.json'],
  ['geoCoordinatesExtension/context-3.0.0.json', 'geoCoordinatesExtension-3.0.0.json'],
  ['licenseExtension/context-3.0.0.json', 'licenseExtension-3.0.0.json'],
  ['assessmentExtension/v1p0/context.json', 'assessmentExtension.json'],
  ['assessmentExtension/v2p0/context.json', 'assessmentExtension-v2p0.json'],
  ['issuerAccreditationExtension/v1p0/context.json', 'issuerAccreditationExtension.json'],
  ['issuerAccreditationExtension/v2p0/context.json', 'issuerAccreditationExtension-v2p0.json'],
]

/** Published URL of each bundled context → its file in `contexts/`, unmodified. */
export const CONTEXT_FILES: ReadonlyMap<string, string> = new Map([
  ['https://www.w3.org/2018/credentials/v1', 'credentials-v1.json'],
  ['https://www.w3.org/ns/credentials/v2', 'credentials-v2.json'],
  ['https://www.w3.org/ns/credentials/undefined-terms/v2', 'undefined-terms-v2.json'],
  ['https://www.w3.org/ns/credentials/status/v1', 'credentials-status-v1.json'],
  ['https://www.w3.org/ns/did/v1', 'did-v1.json'],
  ['https://w3id.org/vc/status-list/2021/v1', 'status-list-2021-v1.json'],
  ['https://w3id.org/security/v1', 'security-v1.json'],
  ['https://w3id.org/security/v2', 'security-v2.json'],
  ['https://w3id.org/security/data-integrity/v1', 'data-integrity-v1.json'],
  ['https://w3id.org/security/data-integrity/v2', 'data-integrity-v2.json'],
  ['https://w3id.org/security/multikey/v1', 'multikey-v1.json'],
  ['https://w3id.org/security/suites/ed25519-2020/v1', 'ed25519-2020-v1.json'],
  ['https://identity.foundation/.well-known/did-configuration/v1', 'did-configuration-v1.json'],
  ['https://w3id.org/security/suites/ed25519-2018/v1', 'ed25519-2018-v1.json'],
  ['https://w3id.org/security/suites/jws-2020/v1', 'jws-2020-v1.json'],
  ['https://w3id.org/security/suites/secp256k1-2019/v1', 'secp256k1-2019-v1.json'],
  [`${OB3}context.json`, 'openbadges-v3p0.json'],
  [`${OB3}context-3.0.1.json`, 'openbadges-v3p0-3.0.1.json'],
  [`${OB3}context-3.0.2.json`, 'openbadges-v3p0-3.0.2.json'],
  [`${OB3}context-3.0.3.json`, 'openbadges-v3p0-3.0.3-2026.json'],
  [`${OB3}extensions.json`, 'openbadges-v3p0-extensions.json'],
  [`${CLR}context.json`, 'clr-v2p0.json'],
  [`${CLR}context-2.0.1.json`, 'clr-v2p0-2.0.1.json'],
  ...['boosts/1.0.0', 'boosts/1.0.1', 'boosts/1.0.2', 'boosts/1.0.3', 'boostIDs/1.0.0'].map(
    learnCard,
  ),
  [`${W3ID}v2`, 'openbadges-v2.json'],
  [`${W3ID}v1`, 'openbadges-v1.json'],
  [`${W3ID}legacy-v1`, 'openbadges-legacy-v1.json'],
  ...EXTENSIONS.map((name) => row(`extensions/${name}/context.json`, `extension-${name}.json`)),
  ...EXTENSIONS_OF_3.map(([path, file]) => row(`extensions/${path}`, `extension-${file}`)),
])

/**
 * Contexts that grew in place: their URL → the edition that badges of earlier years were signed under. The two
 * differ where a badge gives a meaning of its own to a word that the newer edition defines.
 */
export const EARLIER_EDITIONS: ReadonlyMap<string, string> = new Map([
  [`${OB3}context-3.0.3.json`, 'openbadges-v3p0-3.0.3.json'],
])

/** Published URL of each bundled schema → its file in `contexts/schemas/`, unmodified. */
export const SCHEMA_FILES: ReadonlyMap<string, string> = new Map([
  row('v0/schema/assertion.json', 'openbadges-v0-assertion.json'),
  row('v1/schema/assertion.json', 'openbadges-v1-assertion.json'),
  row('v1/schema/badgeclass.json', 'openbadges-v1-badgeclass.json'),
  row('v1/schema/extension.json', 'openbadges-v1-extension.json'),
  row('v1/schema/issuer.json', 'openbadges-v1-issuer.json'),
  ...EXTENSIONS.map((name) => row(`extensions/${name}/schema.json`, `extension-${name}.json`)),
  // published under both names
  ...['json', 'json-ld'].map(credentialSchema),
])

/** Other names of bundled documents, beside the general ones of `canonicalUrl`. */
export const ALIASES: ReadonlyMap<string, string> = new Map([
  [`${OB3}context/ob_v3p0.jsonld`, `${OB3}context.json`],
  [`${W3ID}v1/context.json`, `${W3ID}v1`],
  [`${W3ID}v2/context.json`, `${W3ID}v2`],
  // 2.1 has the data model of 2.0; its own file describes the interface alone
  ['https://purl.imsglobal.org/spec/ob/v2p1/context/ob_v2p1.jsonld', `${W3ID}v2`],
  ['https://purl.imsglobal.org/spec/ob/v2p1/ob_v2p1.jsonld', `${W3ID}v2`],
  schemaAlias('ob-assessment', 'assessmentExtension'),
  schemaAlias('ob-exdesc', 'extraDescription'),
  schemaAlias('ob-accred', 'issuerAccreditationExtension'),
])

function row(path: string, file: string): [string, string] {
  return [`${W3ID}${path}`, file]
}

function schemaAlias(specification: string, name: string): [string, string] {
  return [
    `https://purl.imsglobal.org/spec/${specification}/v1p0/schema/`,
    `${W3ID}extensions/${name}/schema.json`,
  ]
}

function learnCard(name: string): [string, string] {
  return [`https://ctx.learncard.com/${name}.json`, `learncard-${name.replace('/', '-')}.json`]
}

function credentialSchema(folder: string): [string, string] {
  const name = 'ob_v3p0_achievementcredential_schema.json'
  return [`${OB3}schema/${folder}/${name}`, 'openbadges-v3p0-achievementcredential-schema.json']
}
