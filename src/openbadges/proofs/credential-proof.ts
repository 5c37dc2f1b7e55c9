import type { ProvenFindings } from '../findings/proof.js'
import { finding, type Finding } from '../findings/report.js'
import type { Run } from '../findings/run.js'
import { contextFindings } from '../jsonld/context-rules.js'
import { hasEarlierContext } from '../jsonld/contexts.js'
import { movedWords } from '../jsonld/moved-words.js'
import { asList, isObject, member, withoutMembers } from '../text/read.js'
import type { JsonObject } from '../types.js'
import { securedDocument } from './data-integrity.js'
import type { Jws } from './jws.js'
import { expiryOfClaims } from './jwt-claims.js'
import { verifyProofSet } from './proof-set.js'
import { suiteOf } from './suites/index.js'
import type { Suite } from './suites/rdfc.js'
import { verifyVcJwt } from './vc-jwt.js'

/** A credential whose proof is asked about: a badge, a status list, an endorsement. */
interface ProofSubject {
  value: JsonObject
  /** The token it came in; null for an embedded proof. */
  jws: Jws | null
  /** `issuer`, or its `id`. */
  issuerId: string | null
  /** Where the credential stands in the badge, put before the paths of the findings. */
  path?: string
}

interface ProofAnswer extends ProvenFindings {
  /** End set by the claim `exp`, ISO 8601 in UTC; null when nothing but the credential sets it. */
  validUntil: string | null
}

/**
 * Was the credential signed, unchanged, with a key its issuer vouches for? Where one of its contexts grew in
 * place, a signature made under the earlier edition counts too: then that edition alone says what its words mean.
 * @see https://www.imsglobal.org/spec/ob/v3p0/#verification
 */
export async function verifyProofs(subject: ProofSubject, run: Run): Promise<ProofAnswer> {
  const answer = await verifyEdition(subject, run)
  if (isGood(answer) || !hasEarlierContext(subject.value)) return answer
  const earlier = await verifyEdition(subject, { ...run, earlier: true })
  return isGood(earlier) ? earlier : answer
}

function isGood({ findings }: ProofAnswer): boolean {
  return findings.every(({ severity }) => severity !== 'error')
}

async function verifyEdition(subject: ProofSubject, run: Run): Promise<ProofAnswer> {
  const { value, jws, issuerId } = subject
  const document = withoutMembers(value, ['proof'])
  const signed = jws ? (['text'] as const) : signedBy(member(value, 'proof'))
  const contexts = await wordFindings(document, signed, run)
  const proofs = jws
    ? await tokenFindings(subject, jws, run)
    : await verifyProofSet(member(value, 'proof'), securedDocument(value, issuerId, run))
  const told = jws ? contexts.map(softenUnknown) : contexts
  const news = proofs.findings.filter((one) => !told.some((known) => isSame(known, one)))
  const findings = [...told, ...news]
  return {
    findings: subject.path ? findings.map((one) => below(subject.path!, one)) : findings,
    proof: proofs.proof,
    validUntil: jws ? expiryOfClaims(jws.payload) : null,
  }
}

/** What its proofs sign; one of an unknown suite may sign the statements alone. */
function signedBy(proof: unknown): Suite['signs'][] {
  const suites = asList(proof).filter(isObject).map(suiteOf)
  const signed = new Set(suites.map((suite) => suite?.signs ?? 'statements'))
  return signed.size > 0 ? [...signed] : ['statements']
}

/** Statements may be written in other words and at other places without breaking their signature; a text may not. */
async function wordFindings(
  document: JsonObject,
  signed: readonly Suite['signs'][],
  run: Run,
): Promise<Finding[]> {
  const findings = await Promise.all(
    signed.map((what) =>
      contextFindings({ document, signsStatements: what === 'statements' }, run),
    ),
  )
  return [...findings.flat(), ...(signed.includes('statements') ? movedWords(document) : [])]
}

/** The token decides; proofs embedded in its credential are verified too, and only warned of. */
async function tokenFindings(
  { value, issuerId }: ProofSubject,
  jws: Jws,
  run: Run,
): Promise<ProvenFindings> {
  const token = await verifyVcJwt(jws, value, issuerId, run)
  if (member(value, 'proof') == null) return token
  const embedded = await verifyProofSet(
    member(value, 'proof'),
    securedDocument(value, issuerId, run),
  )
  return { ...token, findings: [...token.findings, ...embeddedWarnings(embedded.findings)] }
}

function embeddedWarnings(findings: Finding[]): Finding[] {
  const errors = findings.filter(({ severity }) => severity === 'error')
  const failed = errors.find(({ outcome }) => outcome === 'failed')
  if (errors.length === 0) return []
  const code = failed ? 'proof_other_failed' : 'proof_ignored'
  return [finding(code, { path: 'proof', found: (failed ?? errors[0]!).code })]
}

// the signature of a token covers its text, whatever the words in it mean
function softenUnknown(one: Finding): Finding {
  return one.code === 'context_unknown' ? { ...one, outcome: 'passed', severity: 'warning' } : one
}

function isSame(a: Finding, b: Finding): boolean {
  return a.code === b.code && a.found === b.found
}

function below(path: string, one: Finding): Finding {
  return { ...one, path: one.path ? `${path}.${one.path}` : path }
}
