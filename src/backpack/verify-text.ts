import {
  canParse,
  verify,
  type DocumentLoader,
  type Finding,
  type VerificationReport,
  type VerifyOptions,
} from '../openbadges/index.js'
import { resolvePage } from './resolve/resolve-page.js'

/**
 * Verifies the text of a badge. Where the issuer shows a page for people at the address of the award, and that page
 * leads to the award on the same site, what lies there counts as the answer of that address.
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
  if (!('text' in found) || !isBeside(found.text, page)) return report
  const loadDocument = answeringFor(page, found.text, options.loadDocument)
  const behind = await verify(text, { ...options, loadDocument }, findings)
  return behind.credential?.id === report.credential?.id ? behind : report
}

function pageInPlaceOf({ checks, credential }: VerificationReport): string | null {
  if (!credential) return null
  const findings = checks.flatMap((check) => check.findings)
  const page = findings.find(({ code }) => code === 'hosted_not_json')
  return page?.evidence[0]?.url ?? null
}

/** Only the site itself may say where else it keeps an award. */
function isBeside(address: string, page: string): boolean {
  return canParse(address) && address !== page && new URL(address).origin === new URL(page).origin
}

/** The document keeps the address that answered in the end, as after a redirect. */
function answeringFor(page: string, address: string, load: DocumentLoader): DocumentLoader {
  return async (url, accept) =>
    url === page ? { ...(await load(address, accept)), url: page } : load(url, accept)
}
