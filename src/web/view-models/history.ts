import type { BadgeState, Verdict } from '../../openbadges/index.js'
import type { ReportLine } from '../../store/reports.js'
import type { KeptSource } from '../../store/sources.js'
import { siteName } from './links.js'
import { changeWords, type ChangeWords } from '../../words/changes.js'
import { wordOf } from '../../words/states.js'
import type { Dates } from './verdict.js'

/** One verification of the past. */
export interface HistoryLine {
  at: string
  state: BadgeState
  word: string
  /** What was different from the one before, in words; empty when nothing was. */
  remark: string
  /** What the badge said that it had not said before. */
  changes: ChangeWords[]
}

/** @param total how many there are, of which these are the newest */
export function historyView(
  reports: readonly ReportLine[],
  total: number,
  dates: Pick<Dates, 'date'>,
): HistoryLine[] {
  return reports.map(({ at, verdict, state, changes, isChange }, index) => {
    const known = state ?? EARLIER[verdict]
    return {
      at,
      state: known,
      word: wordOf(known),
      remark: index === total - 1 ? 'first check' : remarkOf(known, verdict, isChange),
      changes: changes.map((change) => changeWords(change, dates)),
    }
  })
}

/** A word that a silent answer left standing is told as that. */
function remarkOf(state: BadgeState, verdict: Verdict, isChange: boolean): string {
  const isHeld = ['was-valid', 'withdrawn', 'not-genuine'].includes(state)
  if (isHeld && verdict === 'unverifiable') return 'the issuer did not answer'
  return isChange ? 'something changed' : ''
}

/** Reports from before kept no word; of them no more is said than that it was so then. */
const EARLIER: Record<Verdict, BadgeState> = {
  valid: 'was-valid',
  invalid: 'not-proven',
  expired: 'expired',
  revoked: 'withdrawn',
  'not-yet-valid': 'not-yet',
  unverifiable: 'unchecked',
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
  verdict: { state: BadgeState; word: string } | null
  verdictWhen: string
}

export function sourceLines(
  badge: { id: string; state: BadgeState },
  sources: readonly KeptSource[],
): SourceLine[] {
  return sources.map((source) => {
    const { id, fileName, fileType, origin, sourceUrl, createdAt, isFront } = source
    const state = isFront ? badge.state : source.verdict && EARLIER[source.verdict]
    return {
      href: `/badges/${badge.id}/file?source=${id}`,
      name: fileName,
      kind: KINDS[fileType] ?? 'file',
      how: origin === 'url' ? `fetched from ${siteName(sourceUrl) ?? sourceUrl}` : HOW[origin],
      at: createdAt,
      isFront,
      verdict: state && { state, word: wordOf(state) },
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
