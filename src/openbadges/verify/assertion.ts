import { type ProvenFindings, unproven } from '../findings/proof.js'
import { finding, type Finding } from '../findings/report.js'
import type { Run } from '../findings/run.js'
import type { Award, PlanResult } from '../formats/award.js'
import { parseOb05 } from '../formats/ob1/parse.js'
import { checkOb1Assertion } from '../formats/ob1/structure.js'
import { inOwnWords } from '../formats/ob2/normalise.js'
import { type ParsedPart, parseOb2 } from '../formats/ob2/parse.js'
import { verificationKind } from '../formats/recognise.js'
import { member, objectOf, stringOf, text } from '../text/read.js'
import { isHttpUrl } from '../text/values.js'
import type { Credential, JsonObject } from '../types.js'
import { isRevoked, reasonOf } from './answers.js'
import { checkAssertionParts } from './assertion-structure.js'
import { checkOb2Endorsements } from './checks/endorsements-ob2.js'
import { checkExtensions } from './checks/extensions.js'
import { hostedAddress, type HostedCopy, hostedProof } from './checks/hosted.js'
import { checkImages, type BadgePicture } from './checks/image.js'
import { checkHostScope, checkOriginScope, checkPolicyScope } from './checks/issuer-scope.js'
import { readingFindings } from './checks/results.js'
import { checkIssuersList } from './checks/revocation-lists.js'
import { checkSignature } from './checks/signature.js'
import { type Chain, followLinks, type Linked } from './linked.js'

/** An assertion of 0.5 to 2.x, and how it came to us. */
interface AssertionSubject {
  /** The one that is verified. */
  award: Award
  /** What the issuer's address answered; null for signed badges and where no address is known. */
  copy: HostedCopy | null
  /** A JWS that claims to be a hosted badge: its signature counts when the issuer names a key. */
  signedFile: Award | null
}

/** An assertion with its members by published names, and what it links to. */
export interface Assertion extends AssertionSubject {
  family: '1.x' | '2.x'
  value: JsonObject
  chain: Chain
  /** Is it the issuer's own copy that is verified? */
  isHosted: boolean
}

/**
 * Verifies one assertion with its badge class and issuer: everything but the dates and the recipient.
 * Every check runs, also after a failure.
 */
export async function verifyAssertion(subject: AssertionSubject, run: Run): Promise<PlanResult> {
  const { award, copy } = subject
  if (award.format === 'ob0.5') return verifyFirstVersion(award, copy, run)
  const family = award.format === 'ob2.0' ? '2.x' : '1.x'
  const named = await inOwnWords(award.value, award.format, run)
  const isHosted = copy !== null && copy.award === award
  const chain = await followLinks(named.value, award.format, isHosted ? copy.document : null, run)
  const assertion = { ...subject, family, value: named.value, chain, isHosted } as const
  const place = scopeFindings(assertion)
  const signature = await signatureOf(assertion, run)
  const findings = [
    ...award.findings,
    ...named.findings,
    ...checkAssertionParts(assertion, run),
    ...chain.badge.findings,
    ...chain.issuer.findings,
    ...place,
    ...signature.findings,
    ...(await revocationFindings(assertion, run)),
  ]
  const proof = award.jws ? signature.proof : isHosted ? hostedProof(copy, place) : null
  return finish(assertion, { findings, proof }, run)
}

async function finish(
  assertion: Assertion,
  { findings, proof }: ProvenFindings,
  run: Run,
): Promise<PlanResult> {
  const { award, family } = assertion
  // parts that look like extensions belong to the rules that prove it, where these are not ours
  const isOther = verificationKind(award.value, award.format) === 'other'
  const extended = award.format === 'ob1.0' || isOther ? [] : extensionParts(assertion)
  const extensions = await checkExtensions(extended, run)
  const images = await checkImages(pictures(assertion), family === '2.x', run)
  const nodes = family === '2.x' ? endorsedNodes(assertion) : []
  const { endorsements, findings: praise } = await checkOb2Endorsements(nodes, run)
  const credential: Credential = { ...parse(assertion), endorsements }
  return {
    format: award.format,
    proofKind: award.proofKind,
    findings: [...findings, ...extensions, ...images, ...praise, ...readingFindings(credential)],
    proof,
    credential,
    awardText: award.text,
  }
}

/** Where it lies, against what the issuer allows. */
function scopeFindings({ copy, isHosted, family, chain, value }: Assertion): Finding[] {
  if (!copy || !isHosted) return []
  const placed = { ...copy, id: stringOf(value, 'id') }
  return family === '2.x' ? checkPolicyScope(placed, chain) : checkHostScope(placed, chain)
}

async function signatureOf(assertion: Assertion, run: Run): Promise<ProvenFindings> {
  const { award, signedFile, value, chain } = assertion
  if (award.jws)
    return checkSignature({ jws: award.jws, value, format: award.format }, chain.issuer, run)
  if (award.proofKind === 'signed') return unproven([finding('signature_missing')])
  if (!signedFile?.jws) return unproven([])
  const loose = finding('property_sloppy', { path: 'verification.type', found: 'hosted' })
  if (!namesKey(chain.issuer)) return unproven([loose])
  const signed = { jws: signedFile.jws, value: signedFile.value, format: signedFile.format }
  const { findings } = await checkSignature(signed, chain.issuer, run)
  return unproven([loose, ...findings])
}

function namesKey({ value, counts }: Linked): boolean {
  return value !== null && counts && Object.hasOwn(value, 'publicKey')
}

async function revocationFindings(assertion: Assertion, run: Run): Promise<Finding[]> {
  const { award, value, chain, copy, isHosted } = assertion
  if (copy?.revoked) return []
  if (isRevoked(value) && award.jws)
    return [finding('revoked_flag', { values: { reason: reasonOf(value) } })]
  const listed = {
    format: award.format,
    id: stringOf(value, 'id'),
    uid: text(member(value, 'uid')),
  }
  const list = await checkIssuersList(listed, chain.issuer, isHosted, run)
  const said = list.some((f) => f.code === 'not_revoked' || f.code === 'revoked_list')
  if (!isHosted || said) return list
  return [finding('not_revoked', { evidence: [copy!.document] }), ...list]
}

function extensionParts({ award, chain }: Assertion) {
  return [
    { original: award.value, path: '' },
    { original: chain.badge.original, path: 'badge' },
    { original: chain.issuer.original, path: 'badge.issuer' },
  ]
}

function pictures(assertion: Assertion): BadgePicture[] {
  const { value, chain } = assertion
  const own = { of: 'assertion', holder: value, path: 'image', base: addressOf(assertion) } as const
  const { badge } = chain
  if (!badge.value) return [own]
  const base = badge.document?.url ?? null
  return [own, { of: 'badge-class', holder: badge.value, path: 'badge.image', base }]
}

function endorsedNodes({ value, copy, chain }: Assertion) {
  const document = copy?.document ?? null
  const own = { value, id: stringOf(value, 'id') ?? copy?.address ?? null, path: '', document }
  return [own, chain.badge, chain.issuer]
}

function parse(assertion: Assertion): Credential {
  const { award, value, chain } = assertion
  const address = addressOf(assertion)
  const id = stringOf(value, 'id') ?? address
  return parseOb2({
    format: award.format,
    proofKind: award.proofKind,
    assertion: { value, original: award.value, id, address },
    badge: toPart(chain.badge),
    issuer: toPart(chain.issuer),
  })
}

/** Where it lies, as far as that is known: completes paths. */
function addressOf({ copy, value }: Assertion): string | null {
  const id = stringOf(value, 'id')
  return copy?.address ?? (isHttpUrl(id) ? id : null)
}

function toPart({ value, original, id, document }: Linked): ParsedPart {
  return { value, original, id, address: document?.url ?? (isHttpUrl(id) ? id : null) }
}

/**
 * Verifies an assertion of 0.5, whose class and issuer lie inside it: its own address is all the proof there is.
 * @param copy what that address answered; null when none is known
 */
async function verifyFirstVersion(
  award: Award,
  copy: HostedCopy | null,
  run: Run,
): Promise<PlanResult> {
  const { format, proofKind, value, text } = award
  const hosted = copy && copy.award === award ? copy : null
  const structure = copy?.revoked ? [] : checkOb1Assertion(value, format)
  const credential = parseOb05(value, copy?.address ?? hostedAddress(award, null))
  const place = hosted && !hosted.revoked ? standing(award, hosted) : []
  const findings = [
    ...award.findings,
    ...structure,
    ...place,
    ...(await checkImages(picturesAtFirst(award), false, run)),
    ...readingFindings(credential),
  ]
  const proof = hosted && hostedProof(hosted, place)
  return { format, proofKind, findings, proof, credential, awardText: text }
}

function standing({ value }: Award, copy: HostedCopy): Finding[] {
  const stands = finding('not_revoked', { evidence: [copy.document] })
  return [...checkOriginScope(value, copy), stands]
}

function picturesAtFirst({ value }: Award): BadgePicture[] {
  const badge = objectOf(value, 'badge')
  if (!badge) return []
  const base = stringOf(objectOf(badge, 'issuer') ?? {}, 'origin')
  return [{ of: 'badge-class', holder: badge, path: 'badge.image', base }]
}
