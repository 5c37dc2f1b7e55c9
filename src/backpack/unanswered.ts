import type { LoadedDocument, SilenceCause, VerificationReport } from '../openbadges/index.js'

/**
 * Why an address gave no badge: what happened there, and what to do.
 * @param report of a text that is an address, with no credential read
 */
export function explainUnanswered(report: VerificationReport): string {
  const document = report.documents[0]
  if (!document) return 'This address cannot be used. Copy it again from the page of the badge.'
  const last =
    report.documents.findLast((one) => one.cause !== null || one.body.length > 0) ?? document
  return last.cause ? SILENCE[last.cause](last) : explainAnswer(last, report)
}

const site = ({ url, finalUrl }: LoadedDocument) => hostOf(finalUrl) ?? hostOf(url) ?? 'The site'

function hostOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).host : null
}

const SILENCE: Record<SilenceCause, (document: LoadedDocument) => string> = {
  dns: (d) => `There is no site called ${site(d)}. Check the address for typing mistakes.`,
  'refused-address': (d) =>
    `${site(d)} is an address inside a private network. We only visit public sites. Download the badge and upload the file instead.`,
  'bad-url': () =>
    'This is not an address we can visit. It must begin with https:// or http:// and hold no password.',
  connection: (d) =>
    `${site(d)} does not answer. Try again later, or upload the file of the badge.`,
  tls: (d) =>
    `${site(d)} has no valid security certificate, so we cannot trust what it says. Tell the issuer, or upload the file of the badge.`,
  timeout: (d) =>
    `${site(d)} took too long to answer. Try again later, or upload the file of the badge.`,
  'too-large': (d) =>
    `${site(d)} sent more than a badge can hold. Copy the address of the badge itself, not of a file or a page.`,
  'redirect-loop': (d) =>
    `${site(d)} sends us from one address to the next without end. Copy the address again from the issuer's page.`,
  'redirect-insecure': (d) =>
    `${site(d)} sends us on to an unprotected address, which we do not follow. Upload the file of the badge instead.`,
  offline: () =>
    'This copy of Haversack is not allowed to visit other sites. Upload the file of the badge instead.',
  budget: () => 'This badge points at too many other addresses to be read.',
}

function explainAnswer(document: LoadedDocument, { verdict }: VerificationReport): string {
  const where = site(document)
  if (verdict === 'revoked' || document.status === 410)
    return `${where} says that this badge was withdrawn. Ask the issuer why.`
  if (document.status !== 200) return `${where} ${statusWords(document.status ?? 0)}`
  if (isPage(document))
    return `${where} shows a web page at this address, not a badge. Look on that page for a link to the badge file, or download the badge and upload it.`
  return `What ${where} sends from this address is not a badge. Look there for a link to the badge itself, or upload its file.`
}

function statusWords(status: number): string {
  if (status === 404) return 'has nothing at this address. Check it for typing mistakes.'
  if (status === 401 || status === 403)
    return 'does not show this badge without signing in. Make the badge public there, or upload its file.'
  if (status === 429) return 'asks us to come back later. Try again in a few minutes.'
  if (status >= 500) return `is in trouble (its answer was ${status}). Try again later.`
  return `gave an answer we cannot use (${status}). Upload the file of the badge instead.`
}

function isPage({ type, body }: LoadedDocument): boolean {
  const start = Buffer.from(body.subarray(0, 512)).toString('utf8')
  return /html/i.test(type ?? '') || /^\s*(<!doctype html|<html)/i.test(start)
}
