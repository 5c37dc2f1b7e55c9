import { answersOf, stateOf, type VerificationReport } from '../openbadges/index.js'
import { isNotWithdrawn, type Told } from './told.js'

type Reported = Pick<VerificationReport, 'checks' | 'proof' | 'issuer' | 'credential' | 'format'>

/** What the words are made of for anybody who had a badge checked just now. @param now a day that has come counts */
export function toldToVisitor(report: Reported, now: Date): Told {
  const answers = answersOf(report, now)
  const { credential, proof, format } = report
  return {
    answers,
    state: stateOf(answers),
    proof,
    format: credential?.format ?? format,
    issuerName: credential?.issuer.name ?? '',
    reader: 'visitor',
    address: null,
    confirmedBy: '',
    isNotWithdrawn: isNotWithdrawn(report.checks),
    areDatesHidden: false,
    provenAt: null,
    heardAt: null,
  }
}
