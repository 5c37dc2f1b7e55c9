import { finding, type Finding } from '../../findings/report.js'
import { readJsonObject, readUtf8 } from '../../text/json.js'
import { member, sameJson } from '../../text/read.js'
import { decodeBase64url } from '../../text/values.js'
import type { JsonObject } from '../../types.js'
import { algorithmState, JWS_ALGORITHMS, verifyJws } from '../jws.js'
import { canonicalTexts, type Suite } from './rdfc.js'
import { joinedHashes } from './signed-hashes.js'

/** @see https://w3c-ccg.github.io/lds-ed25519-2018/ */
export const ed25519Signature2018: Suite = detachedJws('EdDSA')

/** @see https://w3c-ccg.github.io/ld-cryptosuite-registry/#ecdsasecp256k1signature2019 */
export const ecdsaSecp256k1Signature2019: Suite = detachedJws('ES256K')

/** The kind of key decides the algorithm. @see https://w3c-ccg.github.io/lds-jws2020/ */
export const jsonWebSignature2020: Suite = detachedJws(
  ...['EdDSA', 'ES256', 'ES384', 'ES256K', 'PS256'],
)

const PATH = 'proof.jws'

/** The suites before Data Integrity: a JWS without its payload, which is the two SHA-256 hashes as they are. */
function detachedJws(...algorithms: readonly string[]): Suite {
  return {
    keyTypes: algorithms.map((alg) => JWS_ALGORITHMS.get(alg)!.type),
    member: 'jws',
    signs: 'statements',
    readProofValue: (jws) => readDetached(jws, algorithms),
    verify: async (secured, key) => {
      const texts = await canonicalTexts(secured, 'sha256', 'jws')
      if (texts.problem) return texts.problem
      const [first] = String(secured.proof.jws).split('.') as [string]
      const signingInput = Buffer.concat([
        Buffer.from(`${first}.`),
        joinedHashes('sha256', texts.value),
      ])
      const jws = { header: readHeader(first)!, signingInput, signatureCanonical: true }
      return verifyJws({ ...jws, signature: secured.signature }, key, 'proof')[0]!
    },
  }
}

function readDetached(jws: string, algorithms: readonly string[]): Buffer | Finding {
  const [first, payload, last, ...more] = jws.split('.')
  const header = readHeader(first!)
  if (!header || payload !== '' || last === undefined || more.length > 0)
    return finding('proof_malformed', { path: PATH, found: jws })
  const alg = member(header, 'alg')
  if (!algorithms.some((one) => one === alg)) return otherAlgorithm(alg)
  // RFC 7797: unencoded, and said to be critical
  if (header.b64 !== false || !sameJson(header.crit, ['b64']))
    return finding('jws_header_bad', { path: PATH, found: header })
  return decodeBase64url(last) ?? finding('proof_invalid', { path: PATH, found: last })
}

function otherAlgorithm(alg: unknown): Finding {
  const code = algorithmState(alg) === 'unsupported' ? 'alg_unsupported' : 'signature_alg'
  return finding(code, { path: PATH, found: alg === undefined ? 'no alg' : alg })
}

function readHeader(part: string): JsonObject | null {
  const bytes = decodeBase64url(part)
  try {
    return bytes && readJsonObject(readUtf8(bytes))
  } catch {
    return null
  }
}
