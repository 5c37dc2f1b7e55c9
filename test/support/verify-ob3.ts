import type { Finding } from '../../src/openbadges/findings/report.js'
import { type VerificationReport, verify } from '../../src/openbadges/index.js'
import type { JsonObject } from '../../src/openbadges/types.js'
import { type Answer, CLOCK, documents } from './documents.js'

export interface Verified {
  verdict: VerificationReport['verdict']
  /** Codes that are neither a pass without remark nor a note. */
  codes: string[]
  findings: Finding[]
  report: VerificationReport
  asked: string[]
}

/** The whole verification of a 3.0 badge, JSON or token, over these answers. */
export async function verifyBadge(
  badge: JsonObject | string,
  answers: Record<string, Answer> = {},
  now = CLOCK,
  refresh = false,
): Promise<Verified> {
  const asked: string[] = []
  const text = typeof badge === 'string' ? badge : JSON.stringify(badge)
  const report = await verify(text, { loadDocument: documents(answers, asked), now, refresh })
  const findings = report.checks.flatMap((check) => check.findings)
  const told = findings.filter(({ severity }) => severity !== 'note')
  return { verdict: report.verdict, codes: told.map(({ code }) => code), findings, report, asked }
}
