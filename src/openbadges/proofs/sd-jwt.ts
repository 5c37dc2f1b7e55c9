import { createHash } from 'node:crypto'
import { OpenBadgesError } from '../errors.js'
import { finding, type Finding } from '../findings/report.js'
import { readJsonObject } from '../text/json.js'
import { isObject, member, stringOf } from '../text/read.js'
import type { JsonObject } from '../types.js'
import { disclosedPayload } from './disclosures.js'
import { type Jws, splitJws, verifyJws } from './jws.js'
import { keyFromJwk } from './jwk.js'

/** Names of the registry of hash functions, as node:crypto calls them. */
const HASHES: ReadonlyMap<unknown, string> = new Map([
  ['sha-256', 'sha256'],
  ['sha-384', 'sha384'],
  ['sha-512', 'sha512'],
])

/**
 * Takes an SD-JWT apart: `JWT~disclosure~…~`, then a key binding JWT or nothing. Its payload is what is disclosed,
 * and nothing else of it is ever read; what its disclosures break stands in `disclosed`.
 * @throws {OpenBadgesError} BADGE_MALFORMED: its JWT cannot be read, or the disclosed payload breaks a limit of JSON
 * @see https://www.rfc-editor.org/rfc/rfc9901#section-7.1
 */
export function splitSdJwt(text: string): Jws {
  const [token, ...rest] = text.split('~') as [string, ...string[]]
  const binding = rest.pop()
  if (binding === undefined)
    throw new OpenBadgesError('BADGE_MALFORMED', 'The SD-JWT has no end (~).', {
      reason: 'token-damaged',
    })
  const jws = splitJws(token)
  const named = member(jws.payload, '_sd_alg') ?? 'sha-256'
  const algorithm = HASHES.get(named)
  // digests that cannot be computed leave open what they stand for
  const unknown = algorithm ? [] : [finding('alg_unsupported', { path: '_sd_alg', found: named })]
  const digest = (part: string): string => digestOf(algorithm ?? 'sha256', part)
  const { payload, problems } = disclosedPayload(jws.payload, algorithm ? rest : [], digest)
  const payloadText = JSON.stringify(payload)
  const bound =
    binding === '' ? [] : bindingFindings(binding, jws.payload, digestOfRest(text, digest))
  const disclosed = [...unknown, ...problems, ...bound]
  return { ...jws, text, payload: readJsonObject(payloadText), payloadText, disclosed }
}

function digestOfRest(text: string, digest: (part: string) => string): string {
  return digest(text.slice(0, text.lastIndexOf('~') + 1))
}

function digestOf(algorithm: string, part: string): string {
  return createHash(algorithm).update(part).digest('base64url')
}

/**
 * A key binding says who showed the token to whom, which proves nothing of the badge; yet one that is wrong shows
 * that somebody put it together. Without a key in `cnf` there is nothing to hold it against.
 * @see https://www.rfc-editor.org/rfc/rfc9901#section-7.3
 */
function bindingFindings(binding: string, payload: JsonObject, digest: string): Finding[] {
  const jws = splitJws(binding)
  const confirmation = member(payload, 'cnf')
  const jwk = isObject(confirmation) ? member(confirmation, 'jwk') : null
  if (!isObject(jwk)) return []
  const { key } = keyFromJwk(jwk)
  const holds =
    stringOf(jws.header, 'typ') === 'kb+jwt' &&
    stringOf(jws.payload, 'sd_hash') === digest &&
    key !== null &&
    verifyJws(jws, key, 'proof').every(({ code }) => code === 'proof_ok')
  return holds ? [] : [finding('disclosure_bad', { path: 'key binding' })]
}
