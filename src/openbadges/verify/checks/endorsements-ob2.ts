import type { LoadedDocument } from '../../findings/documents.js'
import {
  type IssuerProof,
  type Proof,
  proven,
  type ProvenFindings,
  unproven,
} from '../../findings/proof.js'
import { finding, type Finding, verdictOf } from '../../findings/report.js'
import type { Run } from '../../findings/run.js'
import { inOb2Words } from '../../formats/ob2/normalise.js'
import { checkOb2Object } from '../../formats/ob2/structure.js'
import { textOf } from '../../formats/parts.js'
import { verificationKind } from '../../formats/recognise.js'
import { join } from '../../formats/rules.js'
import { type Jws, splitJws } from '../../proofs/jws.js'
import { isToCome, readDate } from '../../text/dates.js'
import { asList, idOf, isMissing, isObject, member, objectOf, stringOf } from '../../text/read.js'
import { isHttpUrl, sameUrl } from '../../text/values.js'
import type { Endorsement, JsonObject } from '../../types.js'
import { ACCEPT_BADGES, isAnswer, isRevoked, jsonObjectOf } from '../answers.js'
import { followIssuer, type Linked, NOTHING } from '../linked.js'
import { proveIssuer } from '../prove-issuer.js'
import { type EndorsementStanding, endorsementStanding } from './endorsement-standing.js'
import { checkPolicyScope } from './issuer-scope.js'
import { checkIssuersList } from './revocation-lists.js'
import { checkSignature } from './signature.js'

/** Something that may be endorsed: assertion, badge class or issuer. */
interface EndorsedNode {
  value: JsonObject | null
  id: string | null
  path: string
  document: LoadedDocument | null
}

/** Endorsements looked at in one badge. */
const MAX_ENDORSEMENTS = 20

/**
 * Each endorsement of a 2.x badge, verified like an assertion of its own issuer; only warnings come of it.
 * @see https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/index.html#Endorsement
 */
export async function checkOb2Endorsements(
  nodes: readonly EndorsedNode[],
  run: Run,
): Promise<{ findings: Finding[]; endorsements: Endorsement[] }> {
  const references = nodes.flatMap((node) =>
    asList(node.value && member(node.value, 'endorsement'))
      .filter((reference) => !isMissing(reference))
      .map((reference) => ({ node, reference })),
  )
  const findings: Finding[] = []
  const endorsements: Endorsement[] = []
  // one after the other, so that the order of the documents never depends on the network
  for (const { node, reference } of references.slice(0, MAX_ENDORSEMENTS)) {
    const verified = await verify(reference, node, run)
    findings.push(...verified.findings)
    endorsements.push(verified.endorsement)
  }
  return { findings, endorsements }
}

interface VerifiedEndorsement {
  findings: Finding[]
  endorsement: Endorsement
}

async function verify(
  reference: unknown,
  node: EndorsedNode,
  run: Run,
): Promise<VerifiedEndorsement> {
  const url = idOf(reference)
  const copy = isHttpUrl(url) ? await fetchEndorsement(url, run) : null
  const value = copy?.value ?? (isObject(reference) ? reference : {})
  // without an address of its own nothing proves it
  const { found, proof, issuer } = copy?.value
    ? await verifyCopy(copy, run)
    : { found: copy?.findings ?? [finding('linked_unreachable')], proof: null, issuer: null }
  const name = textOf(issuer?.value ?? {}, 'name') ?? idOf(member(value, 'issuer')) ?? 'somebody'
  const standing = endorsementStanding(found, proof)
  const endorsement: Endorsement = {
    id: url,
    about: idOf(member(value, 'claim')) ?? node.id,
    issuer: name,
    comment: textOf(objectOf(value, 'claim') ?? {}, 'endorsementComment'),
    outcome: standing.outcome,
    proven: await provenOf(copy, { found, proof, issuer }, run),
    ...(standing.date && { date: standing.date }),
  }
  return { endorsement, findings: tell(endorsement, standing, node, copy?.document ?? null) }
}

function provenOf(
  copy: Copy | null,
  { found, proof, issuer }: { found: Finding[]; proof: Proof | null; issuer: Linked | null },
  run: Run,
): Promise<IssuerProof> {
  const isProven = copy && proof && issuer && verdictOf(found, proof) === 'valid'
  const who = { id: issuer?.id ?? null, url: stringOf(issuer?.value ?? {}, 'url') }
  const claim = isProven && { issuer: who, proof, id: copy.address, text: null, findings: found }
  // the profile that vouches was asked already
  return proveIssuer(claim || null, run, { left: 0 })
}

function tell(
  { about, id, issuer }: Endorsement,
  standing: EndorsementStanding,
  node: EndorsedNode,
  document: LoadedDocument | null,
): Finding[] {
  const detail = {
    path: join(node.path, 'endorsement'),
    values: { name: issuer ?? '', ...(standing.date && { date: standing.date }) },
    evidence: document ? [document] : [],
  }
  const why = { ...standing.detail, found: standing.detail.found ?? id ?? undefined }
  const told = finding(standing.code, { ...detail, ...why })
  if (about === null || sameUrl(about, node.id)) return [told]
  return [told, finding('endorsement_about_other', { ...detail, found: about })]
}

/** An endorsement as its address has it. */
interface Copy {
  value: JsonObject | null
  jws: Jws | null
  address: string
  document: LoadedDocument
  findings: Finding[]
}

async function fetchEndorsement(url: string, run: Run, again = true): Promise<Copy> {
  const document = await run.load(url, ACCEPT_BADGES)
  const evidence = [document]
  const none = { value: null, jws: null, address: url, document }
  const body = jsonObjectOf(document)
  if (document.status === 410) return { ...none, findings: [finding('revoked_410', { evidence })] }
  if (isRevoked(body)) return { ...none, findings: [finding('revoked_flag', { evidence })] }
  const jws = body || !isAnswer(document) ? null : signedText(document)
  const value = jws?.payload ?? body
  if (!isAnswer(document) || !value)
    return { ...none, findings: [finding('linked_unreachable', { found: url, evidence })] }
  const declared = idOf(value)
  if (jws || declared === null || sameUrl(declared, url))
    return { ...none, value, jws, findings: [] }
  if (again && isHttpUrl(declared)) return fetchEndorsement(declared, run, false)
  return { ...none, findings: [finding('hosted_id_loop', { found: declared, evidence })] }
}

function signedText({ body }: LoadedDocument): Jws | null {
  try {
    return splitJws(new TextDecoder().decode(body).trim())
  } catch {
    return null
  }
}

async function verifyCopy(
  copy: Copy,
  run: Run,
): Promise<{ found: Finding[]; proof: Proof | null; issuer: Linked }> {
  const original = copy.value!
  const { value, findings } = await inOb2Words(original, run)
  const subject = { expected: ['Endorsement'], path: '', around: null }
  const link = {
    path: 'issuer',
    format: 'ob2.0',
    around: copy.jws ? null : copy.document,
  } as const
  const issuer = await followIssuer(member(value, 'issuer'), link, run)
  const { findings: proofs, proof } = copy.jws
    ? await checkSignature({ jws: copy.jws, value, format: 'ob2.0' }, issuer, run)
    : hosted(copy, checkPolicyScope({ ...copy, id: idOf(value) }, { badge: NOTHING, issuer }))
  const listed = {
    format: 'ob2.0',
    id: stringOf(value, 'id'),
    uid: stringOf(value, 'uid'),
  } as const
  const found = [
    ...findings,
    ...checkOb2Object(value, original, subject, run.contexts),
    ...(copy.jws ? [] : missingSignature(value)),
    ...issuer.findings,
    ...proofs,
    ...(await checkIssuersList(listed, issuer, !copy.jws, run)),
    ...dateFindings(value, run.now),
  ]
  return { found, proof, issuer }
}

function hosted({ address }: Copy, place: Finding[]): ProvenFindings {
  const lies = place.some(({ code }) => code === 'scope_ok')
  const proof = { kind: 'hosted', algorithm: null, key: null, url: address } as const
  return lies ? proven(place, proof) : unproven(place)
}

function missingSignature(value: JsonObject): Finding[] {
  return verificationKind(value, 'ob2.0') === 'signed' ? [finding('signature_missing')] : []
}

function dateFindings(value: JsonObject, now: Date): Finding[] {
  const issued = readDate(member(value, 'issuedOn'), '2.x', 'start').iso
  const until = readDate(member(value, 'expires'), '2.x', 'end').iso
  const early = issued !== null && isToCome(issued, now)
  return [
    ...(early ? [finding('not_yet_valid', { values: { date: issued } })] : []),
    ...(until !== null && new Date(until) < now
      ? [finding('expired', { values: { date: until } })]
      : []),
  ]
}
