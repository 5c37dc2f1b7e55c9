import type { Context } from '../../context.js'
import {
  canParse,
  type Credential,
  type DocumentLoader,
  type Finding,
  isUnpublishedContext,
  unbake,
  type VerificationReport,
  verify,
  type VerifyOptions,
} from '../../openbadges/index.js'
import { diagnoseAnswer, DiagnosedError, type Diagnosis, diagnosisOf } from './doctor/index.js'
import { badgeTexts } from './pdf/badge-texts.js'
import { PdfError } from './pdf/pdf-error.js'
import { readContents } from './pdf/read-contents.js'
import { rememberAnswers } from './resolve/inquiry.js'
import { resolvePage } from './resolve/resolve-page.js'
import { addressIn, type BadgeInput } from './source.js'

/** What somebody handed in, read and verified. */
export interface Judged {
  report: VerificationReport & { credential: Credential }
  /** Text of the award that was judged. */
  awardText: string
  /** The input, or the address it led to. */
  source: BadgeInput
  /** Knows what was answered already. */
  loadDocument: DocumentLoader
  now: Date
}

/**
 * Reads and verifies what somebody hands in, whoever it is. Nothing is written anywhere.
 * @param recipients addresses it may have been awarded to; undefined: that is not asked
 * @param refresh ask the issuer for a newer version; only for the earner, whom the question may give away
 * @throws {OpenBadgesError} the input is no badge
 * @throws {DiagnosedError} an address that leads to no badge, a version that cannot be read
 */
export async function judge(
  ctx: Pick<Context, 'now' | 'loadDocument' | 'registries'>,
  input: BadgeInput,
  recipients: readonly string[] | undefined,
  refresh = false,
): Promise<Judged> {
  const isUpload = input.origin === 'upload'
  const { text: given, findings } = await textIn(isUpload ? input.bytes : Buffer.from(input.text))
  const loadDocument = rememberAnswers(ctx.loadDocument)
  const text = await badgeBehind({ loadDocument }, given, isUpload)
  refuseUnknownVersion(text)
  const now = ctx.now()
  const { registries } = ctx
  const options = { loadDocument, now, refresh, registries, ...(recipients && { recipients }) }
  const report = await verifyText(text, options, findings)
  const { credential } = report
  if (!credential) throw new DiagnosedError(diagnoseUnanswered(report, isUpload))
  const awardText = report.awardText ?? text
  refuseUnknownVersion(awardText)
  const source: BadgeInput = isUpload || text === given ? input : { text, origin: 'paste' }
  return { report: { ...report, credential }, awardText, source, loadDocument, now }
}

/**
 * The text of the badge a person means: itself, or what the address it consists of leads to.
 * @param isInside did the text stand in an uploaded file, rather than in the box?
 * @throws {DiagnosedError} the address leads to no badge
 */
export async function badgeBehind(
  ctx: Pick<Context, 'loadDocument'>,
  text: string,
  isInside: boolean,
): Promise<string> {
  const address = addressIn(text)
  if (address === null) return text
  const found = await resolvePage(ctx, address)
  if ('text' in found) return found.text
  throw new DiagnosedError(isInside ? insideFile(found) : found)
}

/**
 * Why a text led to no credential, although something answered.
 * @param report of a text that is an address, with no credential read
 */
export function diagnoseUnanswered(
  { documents }: Pick<VerificationReport, 'documents'>,
  isInside: boolean,
): Diagnosis {
  const last = documents.findLast((one) => one.cause !== null || one.status !== 200)
  const document = last ?? documents.at(-1)
  if (!document) return diagnosisOf('unusable_address', { site: 'This' })
  const diagnosis = diagnoseAnswer(document)
  return isInside ? insideFile(diagnosis) : diagnosis
}

function insideFile(diagnosis: Diagnosis): Diagnosis {
  const isOver = diagnosis.code === 'withdrawn'
  return {
    ...diagnosis,
    cause: `This file holds no more than the address of its badge. ${diagnosis.cause}`,
    next: isOver ? diagnosis.next : `Keep the file and try again later. ${diagnosis.next}`,
  }
}

/** The badge text of a file; `findings` only for text out of a carrier: what stands there claims to be a badge. */
export interface FoundText {
  text: string
  findings: Finding[] | undefined
}

/**
 * The badge text in a file: a picture, a PDF, or the text itself.
 * @throws {OpenBadgesError} as `unbake`
 * @throws {PdfError} a PDF that gives no badge
 */
export async function textIn(file: Uint8Array): Promise<FoundText> {
  if (isPdf(file)) return textInPdf(file)
  const { text, carrier, findings } = unbake(file)
  return { text, findings: carrier === 'text' ? undefined : findings }
}

/** Is it a PDF by its first bytes? */
export function isPdf(file: Uint8Array): boolean {
  const start = Buffer.from(file.subarray(0, PDF_WINDOW_BYTES)).toString('latin1')
  return /^(?:\s|\xef\xbb\xbf)*%PDF-\d/.test(start)
}

/** White space may come before the first words of a PDF. */
const PDF_WINDOW_BYTES = 1024

async function textInPdf(file: Uint8Array): Promise<FoundText> {
  const contents = await readContents(file)
  const [badge] = badgeTexts(contents)
  if (badge) return badge
  const { pages, attachments } = contents
  throw new PdfError(
    'pdf_without_badge',
    `PDF, pages: ${pages}, attached files: ${attachments.length}`,
  )
}

/** Addresses of contexts of Open Badges, and the versions of them that can be read. */
const CONTEXTS: readonly [pattern: RegExp, known: readonly string[]][] = [
  [/^https?:\/\/(?:w3id\.org\/openbadges|openbadgespec\.org)\/v(\d+)(?![^/])/i, ['1', '2']],
  [/^https?:\/\/purl\.imsglobal\.org\/spec\/ob\/v(\d+p\d+)\//i, ['2p0', '2p1', '3p0']],
]

/**
 * A badge of a version to come must not be judged by the rules of an older one.
 * @param text JSON, compact JWS, or anything else
 * @throws {DiagnosedError} unknown_version: it declares versions of Open Badges, and none that can be read;
 *   never_published: it names an address at which there never was a vocabulary
 */
export function refuseUnknownVersion(text: string): void {
  const versions = contextsIn(text).flatMap(versionOf)
  if (versions.length === 0 || versions.some(({ isKnown }) => isKnown)) return
  const named = contextsIn(text).find(isUnpublishedContext)
  if (named) throw new DiagnosedError(diagnosisOf('never_published', {}, [`names ${named}`]))
  const what = versions[0]!.version
  throw new DiagnosedError(diagnosisOf('unknown_version', { what }, [`names version ${what}`]))
}

function versionOf(context: string) {
  return CONTEXTS.flatMap(([pattern, known]) => {
    const version = pattern.exec(context)?.[1]
    return version ? [{ version: version.replace('p', '.'), isKnown: known.includes(version) }] : []
  })
}

function contextsIn(text: string): string[] {
  try {
    const badge = JSON.parse(payloadOf(text)) as { '@context'?: unknown } | null
    const contexts = [badge?.['@context']].flat()
    return contexts.filter((one) => typeof one === 'string')
  } catch {
    return []
  }
}

function payloadOf(text: string): string {
  const [, payload] = /^\s*[\w-]+\.([\w-]+)\.[\w-]*\s*$/.exec(text) ?? []
  return payload ? Buffer.from(payload, 'base64url').toString('utf8') : text
}

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
