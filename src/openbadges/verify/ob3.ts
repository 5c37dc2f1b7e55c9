import type { Finding } from '../findings/report.js'
import type { Run } from '../findings/run.js'
import type { Award, PlanResult } from '../formats/award.js'
import { nodes } from '../formats/ob3/parse-achievement.js'
import { parseOb3 } from '../formats/ob3/parse.js'
import { checkOb3Structure } from '../formats/ob3/structure.js'
import { typeTermFindings } from '../formats/ob3/type-terms.js'
import { verifyProofs } from '../proofs/credential-proof.js'
import { idOf, member, objectOf, plainForm, unwrapped, withoutMembers } from '../text/read.js'
import type { Credential, JsonObject } from '../types.js'
import { checkOb3Endorsements } from './checks/endorsements-ob3.js'
import { checkImages, type BadgePicture } from './checks/image.js'
import { checkRefresh } from './checks/refresh.js'
import { checkResults, readingFindings } from './checks/results.js'
import { checkSchema } from './checks/schema.js'
import { checkStatus } from './checks/status.js'

/**
 * Verifies a 3.0 badge: data model, proof and key, status, schema, picture, endorsements. Every check runs,
 * whatever another one found. Dates against the clock and the recipient are verified from the credential.
 * @see https://www.imsglobal.org/spec/ob/v3p0/#verification
 */
export async function verifyOb3(award: Award, run: Run): Promise<PlanResult> {
  const verified = await verify(award, run)
  if (!run.refresh || !verified.credential || !verified.proof) return verified
  const { credential, findings } = verified
  const original = { award, credential, verify: (newer: Award) => verify(newer, run) }
  return { ...verified, findings: [...findings, ...(await checkRefresh(original, run))] }
}

async function verify(award: Award, run: Run): Promise<PlanResult> {
  const { value, jws, format, proofKind, text } = award
  const issuerId = idOf(unwrapped(member(value, 'issuer')))
  // read as the statements have it, whatever lists and nulls the text wraps them in
  const plain = plainForm(value) as JsonObject
  const structure = await structureFindings(value, run)
  const proofs = await verifyProofs({ value, jws, issuerId }, run)
  const status = await checkStatus({ value: plain, issuerId }, run)
  const pictures = await checkImages(picturesOf(plain), false, run)
  const praise = await checkOb3Endorsements(value, run)
  const credential: Credential = {
    ...parseOb3(value, { proofKind, validUntil: proofs.validUntil }),
    endorsements: praise.endorsements,
  }
  const findings = [
    ...award.findings,
    ...structure,
    ...checkResults(plain),
    ...readingFindings(credential),
    ...proofs.findings,
    ...status,
    ...(await checkSchema(value)),
    ...pictures,
    ...praise.findings,
  ]
  return { format, proofKind, findings, proof: proofs.proof, credential, awardText: text }
}

/** Members whose words others may invent; what they do for a badge is verified where they are read. */
const OPEN_ENDED = ['credentialSchema', 'credentialStatus', 'refreshService', 'termsOfUse', 'proof']

async function structureFindings(value: JsonObject, run: Run): Promise<Finding[]> {
  const terms = await typeTermFindings(withoutMembers(value, OPEN_ENDED), run)
  return [
    ...checkOb3Structure(value),
    // whether the words that JSON-LD stumbles over matter is for the proof to say
    ...terms.filter(({ check }) => check === 'structure'),
  ]
}

/** The badge's own pictures; those of others in it are not asked for. */
function picturesOf(value: JsonObject): BadgePicture[] {
  const [subject] = nodes(value, 'credentialSubject')
  const achievement = (subject && objectOf(subject, 'achievement')) ?? {}
  const places: [path: string, holder: JsonObject][] = [
    ['image', value],
    ['credentialSubject.achievement.image', achievement],
    ['issuer.image', objectOf(value, 'issuer') ?? {}],
  ]
  return places.map(([path, holder]) => ({ of: 'badge-class', holder, path, base: null }))
}
