import { sha256 } from '../../openbadges/index.js'
import type { Context } from '../../context.js'
import { AppError } from '../../errors.js'
import { newId } from '../../ids.js'
import type { VerificationReport } from '../../openbadges/index.js'
import type { Db } from '../../store/database.js'
import { isFileUsed } from '../../store/files.js'
import {
  insertDocuments,
  insertReport,
  type StoredDocument,
  type StoredQuestion,
  type StoredReport,
} from '../../store/reports.js'
import { saysTheSame } from './standing.js'

/** A report as plain JSON: the award and every document by the hash of their bytes. */
export type HashedReport = Omit<VerificationReport, 'documents' | 'awardText' | 'asked'> & {
  asked: StoredQuestion
  /** Null when no award could be read. */
  awardHash: string | null
  documents: Omit<StoredDocument, 'reportId'>[]
}

/** A report whose bytes lie in the file store, ready for one short transaction. */
export interface KeptReport {
  report: Omit<StoredReport, 'badgeId'>
  documents: Omit<StoredDocument, 'reportId'>[]
}

/** Takes a report and its bytes apart. */
export function hashReport({ documents, awardText, asked, ...report }: VerificationReport): {
  report: HashedReport
  files: Uint8Array[]
} {
  const award = awardText === null ? [] : [Buffer.from(awardText)]
  const { text, ...circumstances } = asked
  const given = Buffer.from(text)
  const hashed = documents.map(({ body: _, sha256: hash, ...document }, position) => ({
    ...document,
    position,
    fileHash: hash,
  }))
  const awardHash = award[0] ? sha256(award[0]) : null
  const question = { ...circumstances, textHash: sha256(given) }
  return {
    report: { ...report, awardHash, asked: question, documents: hashed },
    files: [given, ...award, ...documents.map(({ body }) => body)],
  }
}

/** What a report makes of the badge. */
export type FoundAgain = Pick<StoredReport, 'recipient' | 'state' | 'changes'>

/** The rows of a report whose bytes are in the file store. @param before the report it follows */
export function readyReport(
  { verdict, at, checks, proof, issuer, awardHash, asked, documents }: HashedReport,
  { recipient, state, changes }: FoundAgain,
  before: StoredReport | null,
): KeptReport {
  const isSame = before !== null && saysTheSame({ verdict, checks, issuer }, before)
  const isChange = !isSame || changes.length > 0
  const id = newId(new Date(at))
  const found = { verdict, recipient, state, changes, checks, proof, issuer }
  return { report: { id, at, ...found, awardHash, asked, isChange }, documents }
}

/** Writes the rows of a report; part of a transaction. */
export async function insertKeptReport(db: Db, badgeId: string, kept: KeptReport): Promise<void> {
  const reportId = kept.report.id
  await insertReport(db, { ...kept.report, badgeId })
  await insertDocuments(
    db,
    kept.documents.map((document) => ({ ...document, reportId })),
  )
}

/**
 * Removes files nobody refers to any more; call it after the rows are gone. Who comes to refer to one in between looks
 * again whether it is there, once the rows are written.
 * @param hashes SHA-256, hex
 */
export async function releaseFiles(
  { db, files }: Pick<Context, 'db' | 'files'>,
  hashes: readonly string[],
): Promise<void> {
  for (const hash of hashes)
    if (!(await isFileUsed(db, hash))) await files.remove(hash, () => isFileUsed(db, hash))
}

/** What needs a file of the store, or null where the file is lost. */
export async function unlessLost<Result>(work: Promise<Result>): Promise<Result | null> {
  return work.catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'lost') return null
    throw error
  })
}
