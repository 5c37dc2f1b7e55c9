import { sha256 } from '../../openbadges/index.js'
import type { Context } from '../../context.js'
import { newId } from '../../ids.js'
import type { Credential } from '../../openbadges/index.js'
import type { Description } from '../../store/badges.js'
import { confirmedAddresses } from '../../store/emails.js'
import type { BadgeSource } from '../../store/sources.js'
import { DiagnosedError } from '../reading/doctor/diagnosis.js'
import type { ReadBadge } from '../reading/read.js'
import type { BadgeInput } from '../reading/source.js'
import { type HashedReport, hashReport } from './files.js'
import { candidatesOf } from './recipients.js'
import { identityOf } from './same-award.js'

/** A badge that was read and verified, nothing of it kept yet: plain JSON, all bytes by their hash. */
export interface Candidate {
  identity: string
  report: HashedReport & { credential: Credential }
  source: BadgeSource
  /** What is shown of it; null when it has no picture. */
  picture: { imageHash: string; imageType: string } | null
}

/** A candidate with the bytes it names, which nobody has stored yet. */
export interface ReadCandidate {
  candidate: Candidate
  files: Uint8Array[]
}

/**
 * Reads and verifies what a person hands in, and fetches its picture. Nothing is written anywhere.
 * @throws {DiagnosedError} it is no badge, or cannot be read
 */
export async function readCandidate(
  ctx: Pick<Context, 'db' | 'now' | 'loadDocument' | 'registries' | 'reading'>,
  accountId: string,
  input: BadgeInput,
): Promise<ReadCandidate> {
  const recipients = candidatesOf(await confirmedAddresses(ctx.db, accountId))
  const { loadDocument, registries } = ctx
  const now = ctx.now()
  const asked = { registries, now, recipients, refresh: true }
  const { badge, refusal } = await ctx.reading.run('readBadge', [input, asked], loadDocument)
  if (refusal) throw new DiagnosedError(refusal)
  return collect(badge, now)
}

function collect({ report, awardText, file, picture }: ReadBadge, now: Date): ReadCandidate {
  const { bytes, ...source } = file
  const times = { id: newId(now), createdAt: now.toISOString() }
  const hashed = hashReport(report)
  return {
    candidate: {
      identity: identityOf(report.credential, awardText),
      report: { ...hashed.report, credential: report.credential },
      source: { ...source, ...times, fileHash: sha256(bytes) },
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

/** What the backpack lists and searches of a badge. */
export function describe(credential: Credential): Description {
  const { achievement, issuer } = credential
  const title = clean(achievement.name ?? credential.name)
  const issuerName = clean(issuer.name)
  const skills = achievement.alignments.map((alignment) => alignment.targetName)
  const searched = [title, issuerName, achievement.humanCode, ...achievement.tags, ...skills]
  return {
    title,
    issuerName,
    issuerId: clean(issuer.id ?? issuer.url),
    searchText: clean(searched.filter(Boolean).join('\n')).toLowerCase(),
    format: credential.format,
    awardedAt: credential.awardedDate ?? credential.validFrom,
    expiresAt: credential.validUntil,
    credential,
  }
}

/** PostgreSQL keeps no U+0000. */
function clean(text: string | null): string {
  return (text ?? '').replaceAll('\0', '').trim()
}
