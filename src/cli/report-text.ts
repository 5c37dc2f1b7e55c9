import {
  asWritten,
  type BadgeState,
  clauseFor,
  type Credential,
  type LoadedDocument,
  type OpenBadgesError,
  type VerificationReport,
} from '../openbadges/index.js'
import { formatWord, dayWords } from '../words/language.js'
import { answerOf, evidenceLines, sizeWords } from '../words/evidence.js'
import { headText, joined } from '../words/head.js'
import { issuerPair, pairLine, pairText } from '../words/issuer.js'
import type { ProofLine } from '../words/proof-lines.js'
import { proofsOf } from '../words/proofs.js'
import { type AnswerRow, answerRows, type Mark, QUESTIONS } from '../words/rows.js'
import { wordOf } from '../words/states.js'
import { type Times, type Told, toldToVisitor } from '../words/told.js'
import { printable } from './printable.js'

/** A sign of one column and its colour on a terminal. */
type Sign = readonly [sign: string, colour: number]

const GREEN = 32
const RED = 31
const YELLOW = 33
const GREY = 90

/** Each state has a sign of its own, as it has a shape of its own on a page. */
const STATE_SIGNS: Record<BadgeState, Sign> = {
  valid: ['✓', GREEN],
  'issuer-not-proven': ['○', YELLOW],
  'was-valid': ['◔', GREEN],
  flawed: ['~', YELLOW],
  'not-yet': ['…', YELLOW],
  expired: ['!', YELLOW],
  withdrawn: ['⊘', RED],
  unchecked: ['?', YELLOW],
  'not-proven': ['“', YELLOW],
  'not-genuine': ['✗', RED],
}

const MARK_SIGNS: Record<Mark, Sign> = {
  yes: ['✓', GREEN],
  no: ['✗', RED],
  quotes: ['“', YELLOW],
  question: ['?', YELLOW],
  wave: ['~', YELLOW],
  dash: ['-', GREY],
  hourglass: ['!', YELLOW],
  calendar: ['…', YELLOW],
}

type Paint = (sign: Sign, text: string) => string

/** The report for people: the verdict, what it is, the five answers, what proved them. */
export function reportText(report: VerificationReport, colours = false): string {
  const paint: Paint = ([sign, colour], text) => {
    const whole = `${sign} ${printable(text)}`
    return colours ? `\u001b[${colour}m${whole}\u001b[0m` : whole
  }
  const told = toldToVisitor(report, new Date(report.at))
  const parts = [
    [paint(STATE_SIGNS[told.state], wordOf(told.state)), `  ${printable(headText(told, TIMES))}`],
    report.credential ? facts(report.credential, told) : [],
    answerRows(told, TIMES).map((row) => answerLine(row, paint)),
    proofs(told, report, paint),
    documents(report.documents),
  ]
  const shown = parts.filter((lines) => lines.length > 0)
  return `${shown.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

/** What stands in place of a report when the input is no badge. */
export function refusalText({ code, message, kind, seen }: OpenBadgesError): string {
  const detail = [kind, seen].filter(Boolean).join(': ')
  return `${code === 'BADGE_TOO_LARGE' ? '?' : '✗'} ${printable(message)}${detail ? `\n  (${printable(detail)})` : ''}\n`
}

function facts(credential: Credential, { answers, state, issuerName }: Told): string[] {
  const { achievement, recipients, subjectId, validFrom, validUntil, format } = credential
  const to = recipients
    .map((one) => (one.hashed ? `somebody (${one.type} hidden)` : one.identity))
    .join(', ')
  const lines: [string, string | null][] = [
    ['what', achievement.name ?? 'Untitled badge'],
    ['from', pairLine(issuerPair(answers.issuer, issuerName, state))],
    ['to', to || subjectId],
    ['when', validFrom && time(validFrom)],
    ['until', validUntil && time(validUntil)],
    ['form', formatWord(format)],
  ]
  return lines.flatMap(([name, value]) =>
    value ? [`  ${name.padEnd(6)} ${printable(value)}`] : [],
  )
}

const LONGEST = Math.max(...Object.values(QUESTIONS).map((asks) => asks.length))

function answerLine({ mark, asks, issuer, bold, soft }: AnswerRow, paint: Paint): string {
  const answer = [issuer ? `${pairText(issuer)}.` : '', joined(bold, soft)].filter(Boolean)
  return `  ${paint(MARK_SIGNS[mark], `${asks.padEnd(LONGEST + 2)}${answer.join(' ')}`)}`
}

function proofs(told: Told, report: VerificationReport, paint: Paint): string[] {
  const { title, count, sections } = proofsOf(told, report.checks, TIMES)
  return [
    `${title}: ${count}, as of ${time(report.at)}; ${report.verdict} for machines.`,
    ...sections.flatMap(({ asks, lines }) => [
      `  ${asks}`,
      ...lines.flatMap((line) => proofLines(line, told, paint)),
    ]),
  ]
}

function proofLines(line: ProofLine, { format }: Told, paint: Paint): string[] {
  const codes = line.codes.length > 0 ? ` [${[...new Set(line.codes)].join(', ')}]` : ''
  const clauses = new Set(line.rules.map((code) => clauseFor(code, format)))
  return [
    `    ${paint(MARK_SIGNS[line.mark], `${line.title}${codes}`)}`,
    ...evidenceLines(line, time).map((text) => `      ${printable(text)}`),
    ...[...clauses].map((url) => `      The rule: ${url}`),
  ]
}

function documents(asked: readonly LoadedDocument[]): string[] {
  return asked.length > 0 ? ['Documents used:', ...asked.map(documentLine)] : []
}

function documentLine({ url, status, cause, body, sha256, fetchedAt }: LoadedDocument): string {
  const got =
    status === null
      ? answerOf({ status, cause })
      : `${time(fetchedAt)}, ${sizeWords(body.length) || '0 bytes'}, SHA-256 ${sha256}`
  return `  ${String(status ?? '---')}  ${printable(url)}\n       ${got}`
}

const TIME = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'long',
  timeStyle: 'short',
  timeZone: 'UTC',
})

/** As the issuer wrote it; a moment that is none is told as it stands. */
function time(iso: string): string {
  const date = asWritten(iso)
  const written = Number.isNaN(date.getTime()) ? iso : TIME.format(date)
  return `${written} UTC${/[+-]\d\d:\d\d$/.exec(iso)?.[0] ?? ''}`
}

const TIMES: Times = {
  date: (iso) => (iso === null ? '' : (dayWords(iso) ?? iso)),
  ago: (iso) => (iso === null ? '' : `on ${time(iso)}`),
}
