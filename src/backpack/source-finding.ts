import type { Credential, Verdict } from '../openbadges/index.js'
import type { SourceFinding } from '../store/sources.js'
import { awardFactsOf, awardKeyOf } from './award-facts.js'
import type { Candidate } from './examine.js'

/** What is found out about a source whenever it is verified. */
export function verifiedAs(credential: Credential, verdict: Verdict) {
  return { awardKey: awardKeyOf(credential), facts: awardFactsOf(credential), verdict }
}

/** What is kept with a source of what was found out about it. */
export function findingOf({ identity, report }: Candidate): SourceFinding {
  return { identity, ...verifiedAs(report.credential, report.verdict) }
}
