import { finding, type Finding } from '../../findings/report.js'
import { isToCome } from '../../text/dates.js'
import type { Credential } from '../../types.js'

/**
 * Does the clock lie between the badge's own dates? Nothing to say when it has no end and has begun.
 * Instants are compared, never texts.
 * @see https://www.imsglobal.org/spec/ob/v3p0/#verification
 */
export function checkExpiry({ validFrom, validUntil }: Credential, now: Date): Finding[] {
  const findings: Finding[] = []
  if (validFrom && isToCome(validFrom, now))
    findings.push(dated('not_yet_valid', 'validFrom', validFrom))
  if (validUntil && now.getTime() > Date.parse(validUntil))
    findings.push(dated('expired', 'validUntil', validUntil))
  else if (validUntil) findings.push(dated('expiry_ok', 'validUntil', validUntil))
  return findings
}

function dated(
  code: 'expired' | 'not_yet_valid' | 'expiry_ok',
  path: string,
  date: string,
): Finding {
  return finding(code, { path, found: date, values: { date } })
}
