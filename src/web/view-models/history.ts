import type { ReportLine } from '../../store/reports.js'
import type { BadgeSource } from '../../store/sources.js'
import { siteOf } from './links.js'
import { wordOf } from './verdict.js'

/** One verification of the past. */
export interface HistoryLine {
  at: string
  verdict: string
  word: string
  /** Did it say something else than the one before? */
  isChange: boolean
}

export function historyView(reports: readonly ReportLine[]): HistoryLine[] {
  return reports.map(({ at, verdict, isChange }) => ({
    at,
    verdict,
    word: wordOf(verdict),
    isChange,
  }))
}

/** One file or address a badge came from. */
export interface SourceLine {
  href: string
  name: string
  how: string
  at: string
}

export function sourceLines(badgeId: string, sources: readonly BadgeSource[]): SourceLine[] {
  return sources.map(({ id, fileName, origin, sourceUrl, createdAt }) => ({
    href: `/badges/${badgeId}/file?source=${id}`,
    name: fileName,
    how: origin === 'url' ? `fetched from ${siteOf(sourceUrl) ?? sourceUrl}` : HOW[origin],
    at: createdAt,
  }))
}

const HOW = { upload: 'uploaded', paste: 'pasted' }
