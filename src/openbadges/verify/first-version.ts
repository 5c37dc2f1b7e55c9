import type { Award, Judgement } from '../formats/award.js'
import { parseOb05 } from '../formats/ob1/parse.js'
import { checkOb1Assertion } from '../formats/ob1/structure.js'
import { objectOf, stringOf } from '../formats/read.js'
import { hostedAddress, hostedProof, type HostedCopy } from './checks/hosted.js'
import { checkImages, type Picture } from './checks/image.js'
import { checkOriginScope } from './checks/issuer-scope.js'
import { readingFindings } from './reading.js'
import { finding, type Finding } from './report.js'
import type { Run } from './run.js'

/**
 * Judges an assertion of 0.5, whose class and issuer lie inside it: its own address is all the proof there is.
 * @param copy what that address answered; null when none is known
 */
export async function judgeFirstVersion(
  award: Award,
  copy: HostedCopy | null,
  run: Run,
): Promise<Judgement> {
  const { format, proofKind, value, text } = award
  const hosted = copy && copy.award === award ? copy : null
  const structure = copy?.revoked ? [] : checkOb1Assertion(value, format)
  const credential = parseOb05(value, copy?.address ?? hostedAddress(award, null))
  const place = hosted && !hosted.revoked ? standing(award, hosted) : []
  const findings = [
    ...award.findings,
    ...structure,
    ...place,
    ...(await checkImages(pictures(award), false, run)),
    ...readingFindings(credential),
  ]
  const proof = hosted && hostedProof(hosted, place)
  return { format, proofKind, findings, proof, credential, awardText: text }
}

function standing({ value }: Award, copy: HostedCopy): Finding[] {
  const stands = finding('not_revoked', { evidence: [copy.document] })
  return [...checkOriginScope(value, copy), stands]
}

function pictures({ value }: Award): Picture[] {
  const badge = objectOf(value, 'badge')
  if (!badge) return []
  const base = stringOf(objectOf(badge, 'issuer') ?? {}, 'origin')
  return [{ of: 'badge-class', holder: badge, path: 'badge.image', base }]
}
