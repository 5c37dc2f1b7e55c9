import type { ReportLine } from '../../store/reports.js'
import type { BadgeSource } from '../../store/sources.js'
import { siteOf } from './links.js'
import { wordOf } from './verdict.js'

/** One verification of the past. */
export interface HistoryLine {
  at: string
  verdict: string
  word: string
  /** What was different from the one before, in words; empty when nothing was. */
  remark: string
}

/** @param total how many there are, of which these are the newest */
export function historyView(reports: readonly ReportLine[], total: number): HistoryLine[] {
  return reports.map(({ at, verdict, isChange }, index) => ({
    at,
    verdict,
    word: wordOf(verdict),
    remark: index === total - 1 ? 'first check' : isChange ? 'something changed' : '',
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
