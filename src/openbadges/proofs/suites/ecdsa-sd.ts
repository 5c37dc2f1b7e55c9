import { verify } from 'node:crypto'
import { finding, type Finding } from '../../findings/report.js'
import { decodeMultibase } from '../multikey.js'
import { type PublicKey } from '../jwk.js'
import { type DerivedProof, readDerivedProof } from './derived-proof.js'
import { canonicalTexts, type Secured, type Suite } from './rdfc.js'
import { joinedHashes, verifyEcdsa } from './signed-hashes.js'

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
  const proof = readDerivedProof(secured.signature.subarray(3))
  if (!proof) return finding('proof_malformed', { path: 'proof.proofValue' })
  const { value: texts, problem } = await canonicalTexts(secured, 'sha256')
  if (problem) return problem
  const statements = relabelled(texts[1], proof.labels)
  return statements !== null && (await fits(proof, key, { options: texts[0], statements }))
}

/**
 * The canonical statements under the names that their nodes had when they were signed, in the order of then.
 * @returns null when a node has no such name
 * @see https://www.w3.org/TR/vc-di-ecdsa/#createverifydata
 */
function relabelled(canonical: string, labels: DerivedProof['labels']): string[] | null {
  let isComplete = true
  const rename = (part: string, number: string | undefined): string => {
    if (number === undefined) return part
    const label = labels.get(Number(number))
    isComplete &&= label !== undefined
    return label ?? part
  }
  const lines = canonical.match(/(?<=^|\n)[^\n]+\n/g) ?? []
  const statements = lines.map((line) => line.replace(NODES, rename)).sort()
  return isComplete ? statements : null
}

/** Texts and IRIs stay as they are, whatever they hold. */
const NODES = /"(?:[^"\\]|\\.)*"|<[^>]*>?|_:c14n(\d+)/g

async function fits(
  { baseSignature, statementKey, statementKeyBytes, signatures, mandatory }: DerivedProof,
  key: PublicKey,
  { options, statements }: { options: string; statements: string[] },
): Promise<boolean> {
  const due = statements.filter((_, place) => mandatory.has(place))
  const others = statements.filter((_, place) => !mandatory.has(place))
  if (due.length !== mandatory.size || others.length !== signatures.length) return false
  const [optionsHash, dueHash] = [options, due.join('')].map((text) =>
    joinedHashes('sha256', [text]),
  )
  const base = Buffer.concat([optionsHash!, statementKeyBytes, dueHash!])
  if (!verifyEcdsa('sha256', base, key.key, baseSignature)) return false
  const results = await Promise.all(
    others.map((one, place) => verifyStatement(one, statementKey, signatures[place]!)),
  )
  return results.every((fit) => fit)
}

/** One of many, so beside the main thread. */
function verifyStatement(text: string, { key }: PublicKey, signature: Buffer): Promise<boolean> {
  const options = { key, dsaEncoding: 'ieee-p1363' as const }
  return new Promise((resolve, reject) =>
    verify('sha256', Buffer.from(text), options, signature, (error, fit) =>
      error ? reject(error) : resolve(fit),
    ),
  )
}
