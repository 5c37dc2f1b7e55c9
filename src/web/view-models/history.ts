import type { Verdict } from '../../openbadges/index.js'
import type { ReportLine } from '../../store/reports.js'
import type { KeptSource } from '../../store/sources.js'
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
  /** `PNG picture`, `PDF` */
  kind: string
  /** `uploaded`, `fetched from kauri.example` */
  how: string
  at: string
  /** Is the badge verified from it? */
  isFront: boolean
  /** Of the badge now for the one in front, else as it was when it came in; null when that is not known. */
  verdict: { state: Verdict; word: string } | null
  verdictWhen: string
}

export function sourceLines(
  badge: { id: string; verdict: Verdict },
  sources: readonly KeptSource[],
): SourceLine[] {
  return sources.map((source) => {
    const { id, fileName, fileType, origin, sourceUrl, createdAt, isFront } = source
    const verdict = isFront ? badge.verdict : source.verdict
    return {
      href: `/badges/${badge.id}/file?source=${id}`,
      name: fileName,
      kind: KINDS[fileType] ?? 'file',
      how: origin === 'url' ? `fetched from ${siteOf(sourceUrl) ?? sourceUrl}` : HOW[origin],
      at: createdAt,
      isFront,
      verdict: verdict && { state: verdict, word: wordOf(verdict) },
      verdictWhen: isFront ? 'at the last check' : 'when it came in',
    }
  })
}

const HOW = { upload: 'uploaded', paste: 'pasted' }

const KINDS: Record<string, string> = {
  'image/png': 'PNG picture',
  'image/svg+xml': 'SVG picture',
  'application/pdf': 'PDF',
  'application/json': 'JSON',
  'application/jwt': 'signed token',
  'text/plain': 'text',
}
