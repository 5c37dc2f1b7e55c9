import { type CheckResult, clauseFor } from '../../openbadges/index.js'
import { headSentence } from '../../words/head.js'
import { type ProofLine, shortKey } from '../../words/proof-lines.js'
import { proofsOf } from '../../words/proofs.js'
import { type AnswerRow, answerRows, type Mark, MARK_WORDS } from '../../words/rows.js'
import { wordOf } from '../../words/states.js'
import type { Phrase, Told } from '../../words/told.js'
import { evidenceView, type EvidenceView, type LinkOf } from './evidence.js'
import type { Dates } from './verdict.js'

/** The verdict of one badge: a word, five answers, and what proved them. */
export interface AnswersView {
  /** Also its shape and its tone. */
  state: string
  word: string
  sentence: Phrase
  /** The same for paper, which cannot say how long ago. */
  paperSentence: Phrase
  checkedAt: string
  /** `Checked`, or `Tried` where nobody answered. */
  tried: string
  /** Where it can be checked again; null where it cannot. */
  again: { href: string; word: string } | null
  rows: RowView[]
  proofs: ProofsView
}

export interface RowView extends AnswerRow {
  /** Icon, and the end of its style. */
  icon: string
  /** Between the bold part and the rest, where the rest does not begin with its own sign. */
  gap: string
  /** Bold and soft part for paper, where they differ; else null. */
  paper: Phrase | null
}

interface ProofsView {
  title: string
  count: string
  isOpen: boolean
  sections: { asks: string; lines: LineView[] }[]
}

export interface LineView {
  /** What the rest is made of. */
  line: ProofLine
  icon: string
  /** The outcome, for who does not see the mark. */
  said: string
  title: string
  sentences: string[]
  signature: { algorithm: string; key: string | null; whole: string | null } | null
  isHarmless: boolean
  documents: EvidenceView[]
  rules: { href: string; of: string }[]
}

export interface AnswersOptions {
  checkedAt: string
  again: string | null
  dates: Dates
  linkOf: LinkOf
}

/** @param checks of the report that speaks for it */
export function answersView(
  told: Told,
  checks: readonly CheckResult[],
  { checkedAt, again, dates, linkOf }: AnswersOptions,
): AnswersView {
  const { state } = told
  const onPaper = { ...dates, ago: (iso: string | null) => `on ${dates.date(iso)}` }
  const papers = answerRows(told, onPaper)
  const isSilent = told.heardAt !== null || state === 'was-valid' || state === 'unchecked'
  return {
    state,
    word: wordOf(state),
    sentence: headSentence(told, dates),
    paperSentence: headSentence(told, onPaper),
    checkedAt,
    tried: isSilent ? 'Tried' : 'Checked',
    again: again === null ? null : { href: again, word: isSilent ? 'Try again' : 'Check again' },
    rows: answerRows(told, dates).map((row, index) => rowView(row, papers[index]!)),
    proofs: proofsView(told, checks, dates, linkOf),
  }
}

/** Icons of the marks. */
const ICONS: Record<Mark, string> = {
  yes: 'passed',
  no: 'failed',
  quotes: 'claimed',
  question: 'unknown',
  wave: 'deviates',
  dash: 'not-asked',
  hourglass: 'expired',
  calendar: 'not-yet',
}

function rowView(row: AnswerRow, { bold, soft }: Phrase): RowView {
  const isJoined = row.bold === '' || /^[\s,.;]/.test(row.soft)
  const paper = bold === row.bold && soft === row.soft ? null : { bold, soft }
  return { ...row, icon: ICONS[row.mark], gap: isJoined ? '' : ' ', paper }
}

function proofsView(
  told: Told,
  checks: readonly CheckResult[],
  dates: Dates,
  linkOf: LinkOf,
): ProofsView {
  const { sections, ...rest } = proofsOf(told, checks, dates)
  const lines = (of: readonly ProofLine[]) => of.map((line) => lineView(line, told, linkOf))
  return { ...rest, sections: sections.map(({ asks, lines: of }) => ({ asks, lines: lines(of) })) }
}

function lineView(line: ProofLine, { format }: Told, linkOf: LinkOf): LineView {
  const { mark, title, sentences, signature, isHarmless, documents, rules } = line
  const clauses = new Map(rules.map((code) => [clauseFor(code, format), code]))
  return {
    line,
    icon: ICONS[mark],
    said: MARK_WORDS[mark],
    title,
    sentences: sentences.filter((text) => text !== `${title}.`),
    signature: signature && signatureView(signature),
    isHarmless,
    documents: evidenceView(documents, linkOf),
    rules: [...clauses].map(([href, code]) => ({ href, of: code.replaceAll('_', ' ') })),
  }
}

function signatureView({ algorithm, key }: NonNullable<ProofLine['signature']>) {
  return { algorithm, key: key && shortKey(key), whole: key }
}
