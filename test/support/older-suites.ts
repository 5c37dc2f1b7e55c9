import { constants, createHash, sign } from 'node:crypto'
import { canonize } from '../../src/openbadges/jsonld/jsonld.js'
import { canonicalJson } from '../../src/openbadges/proofs/suites/jcs.js'
import type { JsonObject } from '../../src/openbadges/types.js'
import { encoded } from './issuer-ob3.js'
import { multibaseOf, type TestKey } from './keys.js'

const ALGORITHMS: Record<TestKey['type'], [alg: string, hash: string | null]> = {
  Ed25519: ['EdDSA', null],
  'P-256': ['ES256', 'sha256'],
  'P-384': ['ES384', 'sha384'],
  'P-521': ['ES512', 'sha512'],
  secp256k1: ['ES256K', 'sha256'],
  RSA: ['PS256', 'sha256'],
}

function options(key: TestKey, changes: JsonObject): JsonObject {
  return {
    created: '2025-01-01T00:00:00Z',
    verificationMethod: `${key.didKey}#${key.multibase}`,
    proofPurpose: 'assertionMethod',
    ...changes,
  }
}

/** The badge with a proof whose value is a detached JWS, as before Data Integrity. */
export async function signedDetached(
  badge: JsonObject,
  key: TestKey,
  proof: JsonObject,
  header: JsonObject = {},
): Promise<JsonObject> {
  const own = options(key, proof)
  const hashes: Buffer[] = []
  for (const text of [{ ...own, '@context': badge['@context'] }, badge]) {
    const { value, problem } = await canonize(text, { contexts: new Map() })
    if (value === null) throw new Error(`Cannot sign: ${problem.code} ${problem.found}`)
    hashes.push(createHash('sha256').update(value).digest())
  }
  const [alg] = ALGORITHMS[key.type]
  const head = encoded({ alg, b64: false, crit: ['b64'], ...header })
  const signature = signBytes(Buffer.concat([Buffer.from(`${head}.`), ...hashes]), key)
  return { ...badge, proof: { ...own, jws: `${head}..${signature.toString('base64url')}` } }
}

/** The badge with a proof over its canonical JSON. */
export function signedJcs(badge: JsonObject, key: TestKey, changes: JsonObject = {}): JsonObject {
  const cryptosuite = key.type === 'Ed25519' ? 'eddsa-jcs-2022' : 'ecdsa-jcs-2019'
  const proof = options(key, {
    type: 'DataIntegrityProof',
    cryptosuite,
    '@context': badge['@context'],
    ...changes,
  })
  const digest = key.type === 'P-384' ? 'sha384' : 'sha256'
  const hashes = [proof, badge].map((one) => createHash(digest).update(canonicalJson(one)).digest())
  const proofValue = multibaseOf(signBytes(Buffer.concat(hashes), key))
  return { ...badge, proof: { ...proof, proofValue } }
}

function signBytes(bytes: Buffer, key: TestKey): Buffer {
  const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }
  const scheme = key.type === 'RSA' ? padding : { dsaEncoding: 'ieee-p1363' as const }
  return sign(ALGORITHMS[key.type][1], bytes, { key: key.privateKey, ...scheme })
}
