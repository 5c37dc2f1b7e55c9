import {
  verify,
  type Finding,
  type VerificationReport,
  type VerifyOptions,
} from '../openbadges/index.js'
import { resolvePage } from './resolve/resolve-page.js'

/**
 * Verifies the text of a badge. Where the issuer shows a page for people at the address of the award, the award is
 * looked for behind that page, as anybody would; it counts when it is the same award.
 * @throws {OpenBadgesError} as `verify`
 */
export async function verifyText(
  text: string,
  options: VerifyOptions,
  findings?: readonly Finding[],
): Promise<VerificationReport> {
  const report = await verify(text, options, findings)
  const page = pageInPlaceOf(report)
  if (page === null) return report
  const found = await resolvePage(options, page)
  if (!('text' in found) || found.text === page) return report
  const behind = await verify(found.text, options, findings)
  return isBetter(behind, report) ? behind : report
}

function pageInPlaceOf({ checks, credential }: VerificationReport): string | null {
  if (!credential) return null
  const findings = checks.flatMap((check) => check.findings)
  const page = findings.find(({ code }) => code === 'hosted_not_json')
  return page?.evidence[0]?.url ?? null
}

function isBetter(behind: VerificationReport, before: VerificationReport): boolean {
  const isSame = behind.credential !== null && behind.credential.id === before.credential?.id
  return isSame && behind.verdict !== 'unverifiable' && behind.verdict !== 'invalid'
}
