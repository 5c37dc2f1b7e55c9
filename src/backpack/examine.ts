import { createHash } from 'node:crypto'
import type { Context } from '../context.js'
import type { Credential, VerificationReport } from '../openbadges/index.js'
import { confirmedAddresses } from '../store/emails.js'
import type { BadgeSource } from '../store/sources.js'
import { identityOf } from './identity.js'
import { judge } from './judge.js'
import { hashReport, type HashedReport } from './keep-report.js'
import { takePicture } from './picture.js'
import { candidatesOf } from './recipients.js'
import { sourceOf, type BadgeInput } from './source.js'

/** A badge that was read and verified, nothing of it kept yet: plain JSON, all bytes by their hash. */
export interface Candidate {
  identity: string
  report: HashedReport & { credential: Credential }
  source: BadgeSource
  /** What is shown of it; null when it has no picture. */
  picture: { imageHash: string; imageType: string } | null
}

/** A candidate with the bytes it names, which nobody has stored yet. */
export interface Examined {
  candidate: Candidate
  files: Uint8Array[]
}

/**
 * Reads and verifies what a person hands in, and fetches its picture. Nothing is written anywhere.
 * @throws {OpenBadgesError} the input is no badge
 * @throws {DiagnosedError} an address that leads to no badge, a version that cannot be read
 */
export async function examine(
  ctx: Pick<Context, 'db' | 'now' | 'loadDocument' | 'registries'>,
  accountId: string,
  input: BadgeInput,
): Promise<Examined> {
  const recipients = candidatesOf(await confirmedAddresses(ctx.db, accountId))
  const { report, awardText, source, loadDocument, now } = await judge(ctx, input, recipients, true)
  return collect({ loadDocument }, source, report, awardText, now)
}

async function collect(
  ctx: Pick<Context, 'loadDocument'>,
  input: BadgeInput,
  report: VerificationReport & { credential: Credential },
  awardText: string,
  now: Date,
): Promise<Examined> {
  const { credential } = report
  const { bytes, source } = sourceOf(input, report, now)
  const picture = await takePicture(ctx, credential, bytes)
  const hashed = hashReport(report)
  return {
    candidate: {
      identity: identityOf(credential, awardText),
      report: { ...hashed.report, credential },
      source: { ...source, fileHash: sha256(bytes) },
      picture: picture && { imageHash: sha256(picture.bytes), imageType: picture.type },
    },
    files: [bytes, ...(picture ? [picture.bytes] : []), ...hashed.files],
  }
}

/** Hashes of all bytes a candidate names, each once. */
export function filesOf({ source, picture, report }: Candidate): string[] {
  const documents = report.documents.map(({ fileHash }) => fileHash)
  const hashes = [
    source.fileHash,
    picture?.imageHash,
    report.awardHash,
    report.asked.textHash,
    ...documents,
  ]
  return [...new Set(hashes.filter((hash) => typeof hash === 'string'))]
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
