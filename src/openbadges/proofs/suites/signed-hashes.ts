import { createHash, type KeyObject, verify } from 'node:crypto'
import { finding, type Finding } from '../../findings/report.js'
import type { Processed } from '../../jsonld/jsonld.js'
import { decodeMultibase } from '../multikey.js'
import type { Digest, Secured, Suite } from './rdfc.js'

/** How a suite makes texts: that of the proof's options, then that of the document. */
export interface Transformation {
  signs: Suite['signs']
  texts(secured: Secured, digest: Digest): Promise<Processed<[options: string, document: string]>>
}

/** EdDSA over SHA-256 of both texts. @see https://www.w3.org/TR/vc-di-eddsa/#algorithms */
export function eddsa({ signs, texts }: Transformation): Suite {
  return {
    keyTypes: ['Ed25519'],
    member: 'proofValue',
    signs,
    readProofValue: (proofValue) => readSignature(proofValue, [64]),
    verify: async (secured, { key }) =>
      verifyHashes('sha256', await texts(secured, 'sha256'), (signed) =>
        verify(null, signed, key, secured.signature),
      ),
  }
}

/** ECDSA: the curve decides the hash. @see https://www.w3.org/TR/vc-di-ecdsa/#algorithms */
export function ecdsa({ signs, texts }: Transformation): Suite {
  return {
    keyTypes: ['P-256', 'P-384'],
    member: 'proofValue',
    signs,
    readProofValue: (proofValue) => readSignature(proofValue, [64, 96]),
    verify: async (secured, { key, type }) => {
      const digest = type === 'P-384' ? 'sha384' : 'sha256'
      if (secured.signature.length !== (digest === 'sha256' ? 64 : 96)) return false
      const fits = (signed: Buffer): boolean => verifyEcdsa(digest, signed, key, secured.signature)
      const result = verifyHashes(digest, await texts(secured, digest), fits)
      // widely used signers keep SHA-256 within RDFC-1.0 for P-384 too; it binds the same statements
      return result === false && digest === 'sha384'
        ? verifyHashes(digest, await texts(secured, 'sha256'), fits)
        : result
    },
  }
}

/** The bytes that are signed: the hash of the options, then that of the document. */
export function joinedHashes(digest: Digest, texts: readonly string[]): Buffer {
  return Buffer.concat(texts.map((text) => createHash(digest).update(text).digest()))
}

function verifyHashes(
  digest: Digest,
  texts: Processed<[string, string]>,
  fits: (signed: Buffer) => boolean,
): boolean | Finding {
  return texts.problem ?? fits(joinedHashes(digest, texts.value))
}

/** Does the signature, r and s side by side, fit? */
export function verifyEcdsa(
  digest: Digest,
  signed: Buffer,
  key: KeyObject,
  signature: Buffer,
): boolean {
  return verify(digest, signed, { key, dsaEncoding: 'ieee-p1363' }, signature)
}

function readSignature(proofValue: string, lengths: number[]): Buffer | Finding {
  const bytes = decodeMultibase(proofValue, 'z')
  if (!bytes) return finding('proof_malformed', { path: 'proof.proofValue', found: proofValue })
  if (!lengths.includes(bytes.length))
    return finding('proof_invalid', { path: 'proof.proofValue', found: `${bytes.length} bytes` })
  return bytes
}
