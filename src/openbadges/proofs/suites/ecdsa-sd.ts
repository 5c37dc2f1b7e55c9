import '../jsonld-shield.js'
import '../jsonld-speed.js'
import { createVerifyCryptosuite } from '@digitalbazaar/ecdsa-sd-2023-cryptosuite'
import { finding, type Finding } from '../../verify/report.js'
import { contextSource } from '../jsonld-loader.js'
import type { PublicKey } from '../keys.js'
import { decodeMultibase } from '../multibase.js'
import { canonicalTexts } from './rdfc.js'
import type { Secured, Suite } from './suite.js'

/** Letters of a proof value: a thousand disclosed statements; more would cost more than they tell. */
const MAX_PROOF_VALUE = 100_000

const BASE_PROOF = 'd95d00'
const DERIVED_PROOF = 'd95d01'

/**
 * ecdsa-sd-2023, derived proofs: what the earner chose to disclose, still signed by the issuer.
 * @see https://www.w3.org/TR/vc-di-ecdsa/#verify-derived-proof-ecdsa-sd-2023
 */
export const ecdsaSd: Suite = {
  keyTypes: ['P-256'],
  member: 'proofValue',
  signs: 'statements',
  readProofValue,
  verify: verifyDerived,
}

function readProofValue(proofValue: string): Buffer | Finding {
  const path = 'proof.proofValue'
  if (proofValue.length > MAX_PROOF_VALUE)
    return finding('canonical_budget', { path, found: `${proofValue.length} letters` })
  const bytes = decodeMultibase(proofValue, 'u')
  const kind = bytes?.subarray(0, 3).toString('hex')
  if (kind === BASE_PROOF)
    return finding('proof_suite_unsupported', { path, found: 'ecdsa-sd-2023 base proof' })
  if (!bytes || kind !== DERIVED_PROOF)
    return finding('proof_malformed', { path, found: proofValue })
  return bytes
}

async function verifyDerived(secured: Secured, key: PublicKey): Promise<boolean | Finding> {
  // the suite has no limits and tells no errors apart, so both texts go through ours first
  const { problem } = await canonicalTexts(secured, 'sha256')
  if (problem) return problem
  return verifyWithSuite(secured, key)
}

async function verifyWithSuite(secured: Secured, { key }: PublicKey): Promise<boolean> {
  const cryptosuite = createVerifyCryptosuite()
  const publicKeyJwk = { ...key.export({ format: 'jwk' }), key_ops: ['verify'] }
  const { documentLoader } = contextSource(secured.run)
  const proof = { ...secured.proof, '@context': secured.document['@context'] }
  try {
    const verifier = await cryptosuite.createVerifier({ verificationMethod: { publicKeyJwk } })
    const statement = { cryptosuite, document: secured.document, proof, documentLoader }
    const signed = await cryptosuite.createVerifyData(statement)
    return await verifier.verify({ data: signed })
  } catch {
    return false
  }
}
