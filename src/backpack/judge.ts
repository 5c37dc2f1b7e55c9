import type { Context } from '../context.js'
import type { Credential, DocumentLoader, VerificationReport } from '../openbadges/index.js'
import { badgeBehind, diagnoseUnanswered } from './badge-behind.js'
import { DiagnosedError } from './doctor/index.js'
import { rememberAnswers } from './resolve/inquiry.js'
import type { BadgeInput } from './source.js'
import { textIn } from './text-in.js'
import { refuseUnknownVersion } from './unknown-version.js'
import { verifyText } from './verify-text.js'

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
