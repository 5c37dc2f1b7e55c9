import {
  canParse,
  type Credential,
  type DocumentLoader,
  type Finding,
  OpenBadgesError,
  type VerificationReport,
  verify,
  type VerifyOptions,
} from '../../openbadges/index.js'
import { type CarriedText, textIn } from './carried.js'
import { diagnoseAnswer } from './doctor/answer.js'
import { DiagnosedError, type Diagnosis, diagnosisOf } from './doctor/diagnosis.js'
import { diagnoseRefusal } from './doctor/refusal.js'
import { type Picture, takePicture } from './picture.js'
import { rememberAnswers } from './resolve/inquiry.js'
import { resolvePage } from './resolve/resolve-page.js'
import { addressIn, type BadgeInput, type HandedFile, handedFile } from './source.js'

/** A badge somebody handed in, read and verified. */
export interface ReadBadge {
  report: VerificationReport & { credential: Credential }
  /** Text of the award that was verified. */
  awardText: string
  /** What is to be kept untouched. */
  file: HandedFile
  /** What is shown of it; null when it has no picture. */
  picture: Picture | null
}

/** A badge, or why it is none; plain values, which may come from another thread. */
export type Reading = { badge: ReadBadge; refusal: null } | { badge: null; refusal: Diagnosis }

/**
 * All that is done with what a stranger's bytes or text say, in one room: the badge is taken out, found behind its
 * address, verified, its picture drawn anew, or it is said why there is none. Nothing is written anywhere.
 * @param options how the world is asked and when; `recipients`: addresses it may have been awarded to, undefined: not
 *   asked; `refresh`: only for the earner, whom the question may give away
 * @returns a refusal where the input is at fault; faults of our own are thrown
 */
export async function readBadge(input: BadgeInput, options: VerifyOptions): Promise<Reading> {
  try {
    return { badge: await read(input, options), refusal: null }
  } catch (error) {
    if (error instanceof DiagnosedError) return { badge: null, refusal: error.diagnosis }
    if (!(error instanceof OpenBadgesError)) throw error
    return { badge: null, refusal: diagnoseRefusal(error, input) }
  }
}

async function read(input: BadgeInput, options: VerifyOptions): Promise<ReadBadge> {
  const isUpload = input.origin === 'upload'
  const given = await textIn(isUpload ? input.bytes : Buffer.from(input.text))
  const loadDocument = rememberAnswers(options.loadDocument)
  const text = await badgeBehind({ loadDocument }, given.text, isUpload)
  const asked = { ...options, loadDocument, knownVersionsOnly: true }
  const report = await verifyText(text, asked, given.findings)
  const { credential } = report
  if (!credential) throw new DiagnosedError(diagnoseUnanswered(report, isUpload))
  refuseUnpublished(report)
  const awardText = report.awardText ?? text
  const file = handedFile(
    isUpload || text === given.text ? input : { text, origin: 'paste' },
    report,
  )
  const picture = await takePicture({ loadDocument }, credential, file.bytes)
  return { report: { ...report, credential }, awardText, file, picture }
}

/**
 * Verifies a badge again from the file that was kept of it.
 * @param award what is verified instead of the text in the file, or null
 * @param sourceUrl the address it was kept from, where the file is none itself
 * @throws {OpenBadgesError} as `verify`
 */
export async function readAgain(
  file: Uint8Array,
  award: string | null,
  sourceUrl: string | null,
  options: Omit<VerifyOptions, 'sourceUrl'>,
): Promise<VerificationReport> {
  const { text, findings }: CarriedText = await textIn(file)
  const from = addressIn(text) ?? sourceUrl ?? undefined
  return verifyText(award ?? text, { ...options, sourceUrl: from }, findings)
}

/**
 * The text of the badge a person means: itself, or what the address it consists of leads to.
 * @param isInside did the text stand in an uploaded file, rather than in the box?
 */
async function badgeBehind(
  options: Pick<VerifyOptions, 'loadDocument'>,
  text: string,
  isInside: boolean,
): Promise<string> {
  const address = addressIn(text)
  if (address === null) return text
  const found = await resolvePage(options, address)
  if ('text' in found) return found.text
  throw new DiagnosedError({ ...found, isBehindFile: isInside })
}

/** Why a text that is an address led to no credential, although something answered. */
function diagnoseUnanswered(
  { documents }: Pick<VerificationReport, 'documents'>,
  isInside: boolean,
): Diagnosis {
  const last = documents.findLast((one) => one.cause !== null || one.status !== 200)
  const document = last ?? documents.at(-1)
  if (!document) return diagnosisOf('unusable_address', { site: 'This' })
  return { ...diagnoseAnswer(document), isBehindFile: isInside }
}

/** It names an address at which there never was a vocabulary. */
function refuseUnpublished({ checks }: VerificationReport): void {
  const found = findingsOf(checks).find(({ code }) => code === 'context_unpublished')
  if (!found) return
  throw new DiagnosedError(diagnosisOf('never_published', {}, [`names ${found.found ?? ''}`]))
}

const findingsOf = (checks: VerificationReport['checks']): Finding[] =>
  checks.flatMap((check) => check.findings)

/**
 * Verifies the text of a badge. Where the issuer shows a page for people at the address of the award, and that page
 * leads to the award on the same site, what lies there counts as the answer of that address.
 */
async function verifyText(
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
  const page = findingsOf(checks).find(({ code }) => code === 'hosted_not_json')
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
