import { constants, verify } from 'node:crypto'
import { OpenBadgesError } from '../errors.js'
import { finding, type Finding } from '../findings/report.js'
import { refuseTooLong } from '../text/json-limits.js'
import { readJsonObject, readUtf8 } from '../text/json.js'
import { member } from '../text/read.js'
import { decodeBase64url } from '../text/values.js'
import type { JsonObject } from '../types.js'
import type { KeyType, PublicKey } from './jwk.js'

/** A compact JWS taken apart; nothing of it is verified yet. */
export interface Jws {
  text: string
  header: JsonObject
  payload: JsonObject
  payloadText: string
  /** Header and payload as they were signed, with the dot between. */
  signingInput: string
  signature: Buffer
  /** Is the third part exactly the encoding of its bytes? If not, the signature never counts. */
  signatureCanonical: boolean
  /** Of an SD-JWT, whose payload is what it discloses: what its disclosures break. Null for any other JWS. */
  disclosed: Finding[] | null
}

/** What a signature is checked with; the payload of a detached one may be bytes that are no text. */
type SignedParts = Pick<Jws, 'header' | 'signature' | 'signatureCanonical'> & {
  signingInput: string | Buffer
}

/** The check a JWS belongs to: `signature` in 1.x and 2.x, `proof` in 3.0. */
type JwsCheck = 'signature' | 'proof'

/**
 * Takes a compact JWS apart: three parts, header and payload in canonical base64url, both JSON objects.
 * @throws {OpenBadgesError} BADGE_MALFORMED, also for a detached payload; BADGE_TOO_LARGE
 * @see https://www.rfc-editor.org/rfc/rfc7515#section-7.1
 */
export function splitJws(text: string): Jws {
  refuseTooLong(text)
  const parts = text.split('.', 4)
  if (parts.length !== 3) throw malformed('It does not have three parts.')
  const [header, payload, signature] = parts as [string, string, string]
  const payloadText = readPart(payload, 'payload')
  const signatureBytes = decodeBase64url(signature)
  return {
    text,
    header: readJsonObject(readPart(header, 'header')),
    payload: readJsonObject(payloadText),
    payloadText,
    signingInput: `${header}.${payload}`,
    signature: signatureBytes ?? Buffer.from(signature, 'base64url'),
    signatureCanonical: signatureBytes !== null,
    disclosed: null,
  }
}

function readPart(part: string, name: string): string {
  const bytes = decodeBase64url(part)
  if (!bytes || bytes.length === 0) throw malformed(`Its ${name} is not base64url.`, part)
  return readUtf8(bytes)
}

function malformed(message: string, part = ''): OpenBadgesError {
  return new OpenBadgesError('BADGE_MALFORMED', `The signed text (JWS) is damaged. ${message}`, {
    reason: 'token-damaged',
    seen: part.slice(0, 40),
  })
}

/** Header members that bring keys along or point to them: never followed, never trusted. */
const KEY_MEMBERS = ['jku', 'x5u', 'x5c', 'x5t', 'x5t#S256']
const PLAIN_TYPES = ['jwt', 'vc+jwt', 'vc+ld+jwt', 'vc+ld+json+jwt']

/**
 * What the header alone says: a forbidden or unknown algorithm, `crit` or `b64`, a token of another type,
 * keys brought along; and what the disclosures of an SD-JWT break. Empty when there is nothing to say.
 * @see https://www.rfc-editor.org/rfc/rfc8725
 */
export function jwsHeaderFindings({ header, disclosed }: Jws, check: JwsCheck): Finding[] {
  const critical = ['crit', 'b64'].filter((name) => Object.hasOwn(header, name))
  const ignored = KEY_MEMBERS.concat(check === 'signature' ? 'jwk' : []).filter((name) =>
    Object.hasOwn(header, name),
  )
  return [
    ...algorithmFindings(member(header, 'alg'), check),
    ...critical.map((name) => headerFinding('jws_header_bad', name, header, check)),
    ...typeFindings(header, check, disclosed !== null),
    ...disclosureFindings(disclosed, check),
    ...ignored.map((name) => headerFinding('jws_header_ignored', name, header, check)),
  ]
}

function algorithmFindings(alg: unknown, check: JwsCheck): Finding[] {
  const state = algorithmState(alg)
  if (state === 'known') return []
  const code = state === 'unsupported' ? 'alg_unsupported' : 'signature_alg'
  return [finding(code, { check, path: 'alg', found: alg === undefined ? 'no alg' : alg })]
}

/** Only 3.0 knows of tokens that disclose a part. */
function disclosureFindings(disclosed: Jws['disclosed'], check: JwsCheck): Finding[] {
  if (!disclosed) return []
  return check === 'proof' ? disclosed : [finding('disclosure_bad', { check, path: 'SD-JWT' })]
}

function typeFindings(header: JsonObject, check: JwsCheck, discloses: boolean): Finding[] {
  const typ = member(header, 'typ')
  if (typ === undefined) return []
  if (typeof typ !== 'string') return [headerFinding('jws_header_bad', 'typ', header, check)]
  const type = typ.toLowerCase().replace(/^application\//, '')
  if (PLAIN_TYPES.includes(type) || (check === 'signature' && type === 'jose')) return []
  if (discloses && /(?:^|\+)sd-jwt$/.test(type)) return []
  const otherToken = type.endsWith('sd-jwt') || (type.endsWith('+jwt') && !type.startsWith('vc'))
  const code = otherToken ? 'jws_header_bad' : 'jws_header_ignored'
  return [headerFinding(code, 'typ', header, check)]
}

function headerFinding(
  code: 'jws_header_bad' | 'jws_header_ignored',
  name: string,
  header: JsonObject,
  check: JwsCheck,
): Finding {
  return finding(code, { check, path: name, found: header[name] })
}

/**
 * Verifies the signature with this key: one finding, `…_ok`, `…_invalid`, or `signature_alg` when the
 * algorithm of the header does not fit the key or what the key allows. The header's other members are
 * verified by `jwsHeaderFindings`, and whose key it is by the caller.
 * @see https://www.rfc-editor.org/rfc/rfc7515#section-5.2
 */
export function verifyJws(jws: SignedParts, key: PublicKey, check: JwsCheck): Finding[] {
  const alg = member(jws.header, 'alg')
  if (!fits(alg, key)) return [finding('signature_alg', { check, path: 'alg', found: alg ?? '' })]
  return [finding(holds(jws, key, alg as string) ? `${check}_ok` : `${check}_invalid`, { check })]
}

function fits(alg: unknown, key: PublicKey): boolean {
  const algorithm = JWS_ALGORITHMS.get(alg)
  if (algorithm?.type !== key.type) return false
  const ownAlgorithm = key.alg === null || key.alg === alg || sameEdwards(key.alg, alg as string)
  const use = key.use === null || key.use === 'sig'
  return ownAlgorithm && use && (key.keyOps === null || key.keyOps.includes('verify'))
}

/** RFC 9864 gave EdDSA with this curve a name of its own. */
function sameEdwards(a: string, b: string): boolean {
  return ['EdDSA', 'Ed25519'].includes(a) && ['EdDSA', 'Ed25519'].includes(b)
}

function holds(jws: SignedParts, { key }: PublicKey, alg: string): boolean {
  const { hash, pss, length } = JWS_ALGORITHMS.get(alg)!
  if (!jws.signatureCanonical || (length !== null && jws.signature.length !== length)) return false
  const padding = pss
    ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
    : {}
  const options = { key, dsaEncoding: 'ieee-p1363' as const, ...padding }
  const { signingInput } = jws
  const signed = typeof signingInput === 'string' ? Buffer.from(signingInput) : signingInput
  return verify(hash, signed, options, jws.signature)
}

interface JwsAlgorithm {
  /** The only kind of key it goes with. */
  type: KeyType
  /** Name for node:crypto; null where the scheme hashes by itself. */
  hash: string | null
  pss: boolean
  /** Bytes of a signature; null where the key decides. */
  length: number | null
}

function rsa(bits: number, pss: boolean): JwsAlgorithm {
  return { type: 'RSA', hash: `sha${bits}`, pss, length: null }
}

function ec(type: KeyType, bits: number, length: number): JwsAlgorithm {
  return { type, hash: `sha${bits}`, pss: false, length }
}

const EDWARDS: JwsAlgorithm = { type: 'Ed25519', hash: null, pss: false, length: 64 }

/** The closed list of algorithms that count (RFC 7518, RFC 8037, RFC 8812, RFC 9864). */
export const JWS_ALGORITHMS: ReadonlyMap<unknown, JwsAlgorithm> = new Map([
  ['RS256', rsa(256, false)],
  ['RS384', rsa(384, false)],
  ['RS512', rsa(512, false)],
  ['PS256', rsa(256, true)],
  ['PS384', rsa(384, true)],
  ['PS512', rsa(512, true)],
  ['ES256', ec('P-256', 256, 64)],
  ['ES384', ec('P-384', 384, 96)],
  ['ES512', ec('P-521', 512, 132)],
  ['ES256K', ec('secp256k1', 256, 64)],
  ['EdDSA', EDWARDS],
  ['Ed25519', EDWARDS],
])

/** Registered names of asymmetric signatures that this library cannot check. */
const OTHER_REGISTERED =
  /^(?:Ed448|ESP(?:256|384|512)|ESB(?:256|320|384|512)|(?:ML|SLH|FN)-DSA-[\w-]+)$/

/** `forbidden`: none, HMAC, missing, no text, wrong case, unregistered. `unsupported`: registered, not ours. */
export function algorithmState(alg: unknown): 'known' | 'unsupported' | 'forbidden' {
  if (JWS_ALGORITHMS.has(alg)) return 'known'
  return typeof alg === 'string' && OTHER_REGISTERED.test(alg) ? 'unsupported' : 'forbidden'
}
