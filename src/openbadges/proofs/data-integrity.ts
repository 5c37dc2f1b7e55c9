import { listedAt, proven, type ProvenFindings, unproven } from '../findings/proof.js'
import { finding, type Finding } from '../findings/report.js'
import type { Run } from '../findings/run.js'
import { contextFindings, inItsContexts } from '../jsonld/context-rules.js'
import { canonize, type Processed } from '../jsonld/jsonld.js'
import { isToCome, readDate } from '../text/dates.js'
import {
  asList,
  idOf,
  member,
  stringOf,
  unwrapped,
  withMembers,
  withoutMembers,
} from '../text/read.js'
import type { JsonObject } from '../types.js'
import { findIssuerKey } from './issuer-key.js'
import { type Method, readMethod } from './key-documents.js'
import { suiteOf } from './suites/index.js'
import type { Digest, Secured, Suite } from './suites/rdfc.js'

/** Seconds a clock may lie behind before `created` counts as future. */

/** What the proofs of a document are about. */
export interface SecuredDocument {
  /** The credential without `proof`. */
  document: JsonObject
  issuerId: string | null
  canonical: Secured['canonical']
  run: Run
}

/** Prepares a credential for verifying its proofs; its canonical text is made at most once per digest. */
export function securedDocument(
  value: JsonObject,
  issuerId: string | null,
  run: Run,
): SecuredDocument {
  const document = withoutMembers(value, ['proof'])
  const made = new Map<Digest, Promise<Processed<string>>>()
  const canonical = (digest: Digest): Promise<Processed<string>> => {
    const known = made.get(digest) ?? canonize(document, run, digest)
    made.set(digest, known)
    return known
  }
  return { document, issuerId, canonical, run }
}

/**
 * Verifies one embedded proof: its form, its key and whether that is the issuer's, its mathematics.
 * @param earlier proofs it names in `previousProof`, which it covers as well
 * @returns findings of `proof` and `issuer-key`; a proof without error findings is good
 * @see https://www.w3.org/TR/vc-data-integrity/#verify-proof
 */
export async function verifyProof(
  proof: JsonObject,
  secured: SecuredDocument,
  earlier: JsonObject[] = [],
): Promise<ProvenFindings> {
  const suite = suiteOf(proof)
  if (!suite) return unproven([unsupported(proof)])
  const { method, findings } = readProof(proof, suite, secured.run.now)
  findings.push(...(await wordFindings(proof, suite, secured)))
  if (!method) return unproven(findings)
  const signature = suite.readProofValue(stringOf(proof, suite.member) ?? '')
  if (!Buffer.isBuffer(signature)) findings.push(signature)
  const { key, findings: keyFindings } = await findIssuerKey(method, secured)
  findings.push(...keyFindings)
  if (!Buffer.isBuffer(signature)) return unproven(findings)
  const { document, canonical, run } = earlier.length > 0 ? chained(secured, earlier) : secured
  const parts = { document, proof, signature, canonical, run }
  if (key) {
    const named = { id: method.text, thumbprint: key.thumbprint }
    const algorithm = suiteName(proof)
    const all = [...findings, await compute(suite, parts, key)]
    return proven(all, { kind: 'embedded', algorithm, key: named, url: listedAt(keyFindings) })
  }
  const problem = suite.signs === 'statements' ? (await canonical('sha256')).problem : null
  return unproven([...findings, problem ?? finding('proof_unchecked', { found: method.text })])
}

async function compute(
  suite: Suite,
  parts: Secured,
  key: Parameters<Suite['verify']>[1],
): Promise<Finding> {
  const mayVerify = key.keyOps === null || key.keyOps.includes('verify')
  if (!mayVerify || !suite.keyTypes.includes(key.type))
    return finding('signature_alg', { check: 'proof', found: key.type })
  const fits = await suite.verify(parts, key)
  if (typeof fits === 'object') return fits
  return finding(fits ? 'proof_ok' : 'proof_invalid')
}

/** Its own words mean what is published, and hide nothing: an end, a purpose. */
async function wordFindings(proof: JsonObject, suite: Suite, { document, run }: SecuredDocument) {
  const options = withoutMembers(proof, [suite.member])
  const signsStatements = suite.signs === 'statements'
  // a proof over the text repeats the contexts of the document, which its suite compares
  const worded = signsStatements
    ? inItsContexts(options, document)
    : withMembers(options, { '@context': document['@context'] })
  const found = await contextFindings({ document: worded, signsStatements }, run)
  return found.map((one) => ({ ...one, path: one.path ? `proof.${one.path}` : 'proof' }))
}

/** The proof's own members: all there, for badges, in time. No method: nothing more can be done. */
function readProof(
  proof: JsonObject,
  suite: Suite,
  now: Date,
): { method: Method | null; findings: Finding[] } {
  const reference = idOf(member(proof, 'verificationMethod'))
  const purpose = stringOf(proof, 'proofPurpose')
  const findings = [...missing(proof, suite, reference), ...timeFindings(proof, now)]
  if (purpose !== null && purpose !== 'assertionMethod')
    findings.push(finding('proof_purpose', { path: 'proof.proofPurpose', found: purpose }))
  const method = reference === null ? null : readMethod(reference)
  if (reference !== null && !method)
    findings.push(finding('method_bad', { path: 'proof.verificationMethod', found: reference }))
  return { method, findings }
}

function missing(proof: JsonObject, suite: Suite, reference: string | null): Finding[] {
  const absent = ['proofPurpose', suite.member].filter((name) => stringOf(proof, name) === null)
  if (reference === null) absent.push('verificationMethod')
  return absent.map((name) =>
    finding('proof_malformed', { path: `proof.${name}`, found: member(proof, name) }),
  )
}

function timeFindings(proof: JsonObject, now: Date): Finding[] {
  const findings: Finding[] = []
  const created = readDate(unwrapped(member(proof, 'created')), '3.0', 'start')
  const expires = readDate(unwrapped(member(proof, 'expires')), '3.0', 'end')
  for (const [name, date] of Object.entries({ created, expires }))
    if (date.iso === null && date.state !== 'absent')
      findings.push(
        finding('proof_malformed', { path: `proof.${name}`, found: member(proof, name) }),
      )
  if (created.iso && isToCome(created.iso, now))
    findings.push(finding('proof_created_future', { values: { date: created.iso } }))
  if (expires.iso && new Date(expires.iso) < now)
    findings.push(finding('proof_expired', { values: { date: expires.iso } }))
  return findings
}

// a chained proof signs the document together with the proofs it follows
function chained(secured: SecuredDocument, earlier: JsonObject[]): SecuredDocument {
  const document = withMembers(secured.document, { proof: earlier })
  const canonical = (digest: Digest): Promise<Processed<string>> =>
    canonize(document, secured.run, digest)
  return { ...secured, document, canonical }
}

function suiteName(proof: JsonObject): string | null {
  const type = stringOf(proof, 'type')
  return type === 'DataIntegrityProof' ? stringOf(proof, 'cryptosuite') : type
}

function unsupported(proof: JsonObject): Finding {
  const name = suiteName(proof)
  const purpose = member(proof, 'proofPurpose')
  if (name === null)
    return finding('proof_malformed', { path: 'proof.type', found: member(proof, 'type') })
  if (typeof purpose === 'string' && purpose !== 'assertionMethod')
    return finding('proof_purpose', { path: 'proof.proofPurpose', found: purpose })
  return finding('proof_suite_unsupported', { found: name })
}

/** Ids in `previousProof`. */
export function previousProofs(proof: JsonObject): string[] {
  return asList(member(proof, 'previousProof')).map((id) => String(id))
}
