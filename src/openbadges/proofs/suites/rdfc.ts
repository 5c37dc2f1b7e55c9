import { createHash, verify, type KeyObject } from 'node:crypto'
import { withMembers, withoutMembers } from '../../formats/read.js'
import type { JsonObject } from '../../types.js'
import { finding, type Finding } from '../../verify/report.js'
import { canonize } from '../jsonld.js'
import type { PublicKey } from '../keys.js'
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
    verifyHashes(secured, 'sha256', (signed) => verify(null, signed, key, secured.signature)),
}

/**
 * ecdsa-rdfc-2019: the curve decides the hash, within RDFC-1.0 too.
 * @see https://www.w3.org/TR/vc-di-ecdsa/#ecdsa-rdfc-2019
 */
export const ecdsaRdfc: Suite = {
  keyTypes: ['P-256', 'P-384'],
  readProofValue: (proofValue) => readSignature(proofValue, [64, 96]),
  verify: async (secured, key) => {
    const digest = digestOf(key)
    if (secured.signature.length !== (digest === 'sha256' ? 64 : 96)) return false
    const { key: keyObject } = key
    return verifyHashes(secured, digest, (signed) =>
      verifyEcdsa(digest, signed, keyObject, secured.signature),
    )
  },
}

/** The proof without its value, in the contexts of the document: what is signed beside the document. */
export function proofOptions({ proof, document }: Secured): JsonObject {
  return withMembers(withoutMembers(proof, ['proofValue']), { '@context': document['@context'] })
}

async function verifyHashes(
  secured: Secured,
  digest: Digest,
  fits: (signed: Buffer) => boolean,
): Promise<boolean | Finding> {
  const document = await secured.canonical(digest)
  if (document.problem) return document.problem
  const options = await canonize(proofOptions(secured), secured.run, digest)
  if (options.problem) return options.problem
  return fits(Buffer.concat([hash(digest, options.value), hash(digest, document.value)]))
}

function hash(digest: Digest, text: string): Buffer {
  return createHash(digest).update(text).digest()
}

function verifyEcdsa(digest: Digest, signed: Buffer, key: KeyObject, signature: Buffer): boolean {
  return verify(digest, signed, { key, dsaEncoding: 'ieee-p1363' }, signature)
}

function digestOf({ type }: PublicKey): Digest {
  return type === 'P-384' ? 'sha384' : 'sha256'
}

function readSignature(proofValue: string, lengths: number[]): Buffer | Finding {
  const bytes = decodeMultibase(proofValue, 'z')
  if (!bytes) return finding('proof_malformed', { path: 'proof.proofValue', found: proofValue })
  if (!lengths.includes(bytes.length))
    return finding('proof_invalid', { path: 'proof.proofValue', found: `${bytes.length} bytes` })
  return bytes
}
