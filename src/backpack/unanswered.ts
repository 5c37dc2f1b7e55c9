import type { LoadedDocument, SilenceCause, VerificationReport } from '../openbadges/index.js'

/**
 * Why an address gave no badge: what happened there, and what to do.
 * @param report of a text that is an address, with no credential read
 * @param isInside does the address stand in an uploaded picture, rather than in the box?
 */
export function explainUnanswered(report: VerificationReport, isInside: boolean): string {
  const [what, next] = reasonOf(report)
  if (!isInside) return `${what} ${next}`
  const later = report.verdict === 'revoked' ? next : 'Keep the file, and try again later.'
  return `This file holds no more than the address of its badge. ${what} ${later}`
}

type Reason = readonly [what: string, next: string]

function reasonOf(report: VerificationReport): Reason {
  const document = answerOf(report)
  if (!document)
    return ['This address cannot be used.', 'Copy it again from the page of the badge.']
  return document.cause ? SILENCE[document.cause](siteOf(document)) : answered(document, report)
}

/** The last one asked: an answer may have pointed on to another address. */
function answerOf({ documents }: VerificationReport): LoadedDocument | null {
  return (
    documents.findLast((one) => one.cause !== null || one.status !== 200) ?? documents[0] ?? null
  )
}

function siteOf({ url, finalUrl }: LoadedDocument): string {
  const address = [finalUrl, url].find((one) => URL.canParse(one))
  return address ? new URL(address).host : 'The site'
}

const UPLOAD = 'Upload the file of the badge instead.'
const LATER = 'Try again later, or upload the file of the badge.'

const SILENCE: Record<SilenceCause, (site: string) => Reason> = {
  dns: (site) => [`There is no site called ${site}.`, 'Check the address for typing mistakes.'],
  'refused-address': (site) => [
    `${site} lies in a private network, and we only visit public sites.`,
    UPLOAD,
  ],
  'bad-url': (site) => [
    `${site} is not an address we visit: it must begin with https:// or http://, name no password and no unusual port.`,
    'Check it for typing mistakes.',
  ],
  connection: (site) => [`${site} does not answer.`, LATER],
  tls: (site) => [
    `${site} has no valid security certificate, so we cannot trust what it says.`,
    'Tell the issuer, or upload the file of the badge.',
  ],
  'certificate-expired': (site) => [
    `The security certificate of ${site} has expired, so we cannot trust what it says.`,
    'Tell the issuer, or upload the file of the badge.',
  ],
  timeout: (site) => [`${site} took too long to answer.`, LATER],
  'too-large': (site) => [
    `${site} sent more than a badge can hold.`,
    'Copy the address of the badge itself, not of a page or another file.',
  ],
  'redirect-loop': (site) => [
    `${site} sends us from one address to the next without end.`,
    'Copy the address again from the issuer’s page.',
  ],
  'redirect-insecure': (site) => [
    `${site} sends us on to an unprotected address, which we do not follow.`,
    UPLOAD,
  ],
  offline: () => ['This copy of Haversack may not visit other sites.', UPLOAD],
  budget: () => ['This badge points at too many other addresses to be read.', UPLOAD],
}

function answered(document: LoadedDocument, { verdict }: VerificationReport): Reason {
  const site = siteOf(document)
  if (verdict === 'revoked' || document.status === 410)
    return [`${site} says that this badge was withdrawn.`, 'Ask the issuer why.']
  if (document.status !== 200) return refusal(site, document.status ?? 0)
  if (isPage(document))
    return [
      `${site} shows a web page at this address, not a badge.`,
      'Look on that page for a link to the badge, or download the badge there and upload the file.',
    ]
  return [
    `What ${site} sends from this address is not a badge.`,
    'Look there for a link to the badge itself, or upload its file.',
  ]
}

function refusal(site: string, status: number): Reason {
  if (status === 404)
    return [`${site} has nothing at this address.`, 'Check it for typing mistakes.']
  if (status === 401 || status === 403)
    return [
      `${site} does not show this badge without signing in.`,
      'Make the badge public there, or upload its file.',
    ]
  if (status === 429) return [`${site} asks us to come back later.`, 'Try again in a few minutes.']
  if (status >= 500) return [`${site} is in trouble (its answer was ${status}).`, LATER]
  return [`${site} gave an answer we cannot use (${status}).`, UPLOAD]
}

function isPage({ type, body }: LoadedDocument): boolean {
  const start = Buffer.from(body.subarray(0, 512)).toString('utf8')
  return /html/i.test(type ?? '') || /^\s*(<!doctype html|<html)/i.test(start)
}
