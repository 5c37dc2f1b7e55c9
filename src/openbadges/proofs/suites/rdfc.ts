import { createHash, verify, type KeyObject } from 'node:crypto'
import { withoutMembers } from '../../formats/read.js'
import type { JsonObject } from '../../types.js'
import { finding, type Finding } from '../../verify/report.js'
import { inItsContexts } from '../context-rules.js'
import { canonize } from '../jsonld.js'
import { decodeMultibase } from '../multibase.js'
import type { Digest, Secured, Suite } from './suite.js'

/**
 * eddsa-rdfc-2022, and Ed25519Signature2020, which computes the same.
 * @see https://www.w3.org/TR/vc-di-eddsa/#eddsa-rdfc-2022
 */
export const eddsaRdfc: Suite = {
  keyTypes: ['Ed25519'],
  readProofValue: (proofValue) => readSignature(proofValue, [64]),
  verify: (secured, { key }) =>
    verifyHashes(secured, 'sha256', 'sha256', (signed) =>
      verify(null, signed, key, secured.signature),
    ),
}

/**
 * ecdsa-rdfc-2019: the curve decides the hash, within RDFC-1.0 too.
 * @see https://www.w3.org/TR/vc-di-ecdsa/#ecdsa-rdfc-2019
 */
export const ecdsaRdfc: Suite = {
  keyTypes: ['P-256', 'P-384'],
  readProofValue: (proofValue) => readSignature(proofValue, [64, 96]),
  verify: async (secured, { key, type }) => {
    const digest = type === 'P-384' ? 'sha384' : 'sha256'
    if (secured.signature.length !== (digest === 'sha256' ? 64 : 96)) return false
    const fits = (signed: Buffer): boolean => verifyEcdsa(digest, signed, key, secured.signature)
    const result = await verifyHashes(secured, digest, digest, fits)
    // widely used signers keep SHA-256 within RDFC-1.0 for P-384 too; it binds the same statements
    return result === false && digest === 'sha384'
      ? verifyHashes(secured, 'sha256', digest, fits)
      : result
  },
}

/** The proof without its value, in the contexts of the document and its own: what is signed beside the document. */
export function proofOptions({ proof, document }: Secured): JsonObject {
  return inItsContexts(withoutMembers(proof, ['proofValue']), document)
}

async function verifyHashes(
  secured: Secured,
  inner: Digest,
  outer: Digest,
  fits: (signed: Buffer) => boolean,
): Promise<boolean | Finding> {
  const document = await secured.canonical(inner)
  if (document.problem) return document.problem
  const options = await canonize(proofOptions(secured), secured.run, inner)
  if (options.problem) return options.problem
  return fits(Buffer.concat([hash(outer, options.value), hash(outer, document.value)]))
}

function hash(digest: Digest, text: string): Buffer {
  return createHash(digest).update(text).digest()
}

function verifyEcdsa(digest: Digest, signed: Buffer, key: KeyObject, signature: Buffer): boolean {
  return verify(digest, signed, { key, dsaEncoding: 'ieee-p1363' }, signature)
}

function readSignature(proofValue: string, lengths: number[]): Buffer | Finding {
  const bytes = decodeMultibase(proofValue, 'z')
  if (!bytes) return finding('proof_malformed', { path: 'proof.proofValue', found: proofValue })
  if (!lengths.includes(bytes.length))
    return finding('proof_invalid', { path: 'proof.proofValue', found: `${bytes.length} bytes` })
  return bytes
}
