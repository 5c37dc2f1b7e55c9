import { createHash, sign } from 'node:crypto'
import { canonize } from '../../src/openbadges/jsonld/jsonld.js'
import type { JsonObject } from '../../src/openbadges/types.js'
import { multibaseOf, type TestKey } from './keys.js'

/** The school of the tests: its https document and its DID document list the same keys. */
export const SCHOOL = 'https://school.example/issuer'
export const SCHOOL_DID = 'did:web:school.example'
export const SCHOOL_DID_URL = 'https://school.example/.well-known/did.json'
export const EVIL = 'https://evil.example/issuer'

export const VC2 = 'https://www.w3.org/ns/credentials/v2'
export const VC1 = 'https://www.w3.org/2018/credentials/v1'
export const OB3 = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'
const ED25519_2020 = 'https://w3id.org/security/suites/ed25519-2020/v1'

const SUITES = {
  Ed25519: 'eddsa-rdfc-2022',
  'P-256': 'ecdsa-rdfc-2019',
  'P-384': 'ecdsa-rdfc-2019',
} as const
const HASHES = {
  Ed25519: null,
  'P-256': 'sha256',
  'P-384': 'sha384',
  'P-521': 'sha512',
  secp256k1: 'sha256',
  RSA: 'sha256',
}

/** A whole 3.0 badge without proof. */
export function unsignedBadge(issuerId: string, changes: JsonObject = {}): JsonObject {
  return {
    '@context': [VC2, OB3],
    id: 'urn:uuid:3d2f8a3e-0a53-4b3a-9f3c-0c7c8f6d2a11',
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: 'Welding, basic',
    issuer: { id: issuerId, type: 'Profile', name: 'School' },
    validFrom: '2025-01-01T00:00:00Z',
    credentialSubject: {
      id: 'did:example:earner',
      type: 'AchievementSubject',
      achievement: {
        id: 'https://school.example/badges/welding',
        type: 'Achievement',
        name: 'Welding',
        description: 'Can weld steel of 3 mm.',
        criteria: { narrative: 'Passed the test in the workshop.' },
      },
    },
    ...changes,
  }
}

export interface DiOptions {
  /** `verificationMethod`; the key's own did:key method otherwise. */
  method?: string
  /** Members that replace those of the proof before signing; undefined leaves one out. */
  proof?: JsonObject
  /** Members that replace those of the badge before signing. */
  badge?: JsonObject
  contexts?: ReadonlyMap<string, unknown>
  /** Sign under the earlier editions of contexts that grew in place. */
  earlier?: boolean
}

/** A 3.0 badge of this issuer, signed with this key by an embedded proof. */
export async function diBadge(
  issuerId: string,
  key: TestKey,
  options: DiOptions = {},
): Promise<JsonObject> {
  return signDi(unsignedBadge(issuerId, options.badge), key, options)
}

/** Any credential with an embedded proof by this key. */
export async function signDi(
  credential: JsonObject,
  key: TestKey,
  options: DiOptions = {},
): Promise<JsonObject> {
  const proof = withoutUndefined({ ...freshProof(key, options), ...options.proof })
  const proofValue = await proofValueOf(credential, proof, key, options)
  return { ...credential, proof: { ...proof, proofValue } }
}

function withoutUndefined(object: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(object)) as JsonObject
}

/** Value that makes a proof of these options; nothing is asked about them. */
export async function proofValueOf(
  credential: JsonObject,
  options: JsonObject,
  key: TestKey,
  { contexts = new Map<string, unknown>(), earlier }: DiOptions = {},
): Promise<string> {
  const digest = key.type === 'P-384' ? 'sha384' : 'sha256'
  const texts = [{ ...options, '@context': credential['@context'] }, credential]
  const hashes: Buffer[] = []
  for (const text of texts) {
    const { value, problem } = await canonize(text, { contexts, earlier }, digest)
    if (value === null) throw new Error(`Cannot sign: ${problem?.code} ${problem?.found}`)
    hashes.push(createHash(digest).update(value).digest())
  }
  return multibaseOf(signBytes(Buffer.concat(hashes), key))
}

function freshProof(key: TestKey, { method }: DiOptions): JsonObject {
  return {
    type: 'DataIntegrityProof',
    cryptosuite: SUITES[key.type as keyof typeof SUITES],
    created: '2025-01-01T00:00:00Z',
    verificationMethod: method ?? `${key.didKey}#${key.multibase}`,
    proofPurpose: 'assertionMethod',
  }
}

/** Members of a badge and proof that use the older suite. */
export const SUITE_2020 = {
  badge: { '@context': [VC2, OB3, ED25519_2020] },
  proof: { type: 'Ed25519Signature2020', cryptosuite: undefined },
}

export interface JwtOptions {
  header?: JsonObject
  claims?: JsonObject
  badge?: JsonObject
}

/** A 3.0 badge as VC-JWT with the claims it should have; an undefined member is left out. */
export function jwtBadge(issuerId: string, key: TestKey, options: JwtOptions = {}): string {
  return signVcJwt(unsignedBadge(issuerId, options.badge), key, options)
}

/** Any credential as VC-JWT, data model 2.0. */
export function signVcJwt(
  credential: JsonObject,
  key: TestKey,
  { header, claims }: JwtOptions = {},
): string {
  const issuer = credential.issuer as JsonObject | string
  const subject = credential.credentialSubject as JsonObject
  const registered: JsonObject = {
    iss: typeof issuer === 'string' ? issuer : issuer.id,
    sub: subject.id,
    jti: credential.id,
    nbf: Math.floor(Date.parse(String(credential.validFrom)) / 1000),
  }
  return signJws({ ...credential, ...registered, ...claims }, key, header)
}

/** A compact JWS over this payload. */
export function signJws(payload: JsonObject, key: TestKey, header: JsonObject = {}): string {
  const input = [{ alg: key.alg, typ: 'JWT', ...header }, payload].map(encoded).join('.')
  return `${input}.${signBytes(Buffer.from(input), key).toString('base64url')}`
}

/** Base64url of a JSON value. */
export function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

/** As JOSE and Data Integrity have it: the kind of key decides the hash. */
export function signBytes(bytes: Buffer, key: TestKey): Buffer {
  return sign(HASHES[key.type], bytes, { key: key.privateKey, dsaEncoding: 'ieee-p1363' })
}

/** A verification method as a document lists it: Multikey, or JWK for RSA. */
export function methodOf(key: TestKey, id: string, changes: JsonObject = {}): JsonObject {
  const material = key.multibase
    ? { type: 'Multikey', publicKeyMultibase: key.multibase }
    : { type: 'JsonWebKey', publicKeyJwk: key.jwk }
  return { id, controller: id.split('#')[0], ...material, ...changes }
}

/** A controller document that lists keys `#key-0`, `#key-1`… for signing badges. */
export function controllerDocument(
  id: string,
  keys: readonly TestKey[],
  changes: JsonObject = {},
): JsonObject {
  const methods = keys.map((key, index) => methodOf(key, `${id}#key-${index}`))
  const assertionMethod = methods.map((method) => method.id)
  return { id, verificationMethod: methods, assertionMethod, ...changes }
}

/** Both documents of the school, listing these keys as `#key-0`… */
export function schoolDocuments(...keys: TestKey[]): Record<string, JsonObject> {
  return {
    [SCHOOL]: { ...controllerDocument(SCHOOL, keys), type: 'Profile', name: 'School' },
    [SCHOOL_DID_URL]: controllerDocument(SCHOOL_DID, keys),
  }
}
