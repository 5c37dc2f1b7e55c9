import type { BadgeState } from '../openbadges/index.js'
import { forceRow, issuerRow, realRow, rulesRow, whoseRow } from './answer-rows.js'
import type { IssuerPair } from './issuer.js'
import type { Phrase, Times, Told } from './told.js'

/** The five questions, always all and in this order, so that people learn where to look. */
export const QUESTIONS = {
  real: 'Is it real?',
  issuer: 'From whom?',
  force: 'Still valid?',
  whose: 'Whose is it?',
  rules: 'By the rules?',
} as const

export type AskedQuestion = keyof typeof QUESTIONS

/** `quotes`: it only says so. `question`: could not be asked. `wave`: breaks a rule. `dash`: not asked. */
export type Mark = 'yes' | 'no' | 'quotes' | 'question' | 'wave' | 'dash' | 'hourglass' | 'calendar'

/** One answer; where `issuer` stands, name and proven part are the answer, and `soft` may follow. */
export interface Answered extends Phrase {
  mark: Mark
  issuer?: IssuerPair
}

export interface AnswerRow extends Answered {
  question: AskedQuestion
  asks: string
  /** Is this the answer that makes the verdict what it is? At most one is. */
  decides: boolean
}

const NOT_ASKED: Answered = { mark: 'dash', bold: '', soft: 'Not asked.' }

/** The five answers as rows; of a badge that is not genuine nothing further is asked. */
export function answerRows(told: Told, times: Times): AnswerRow[] {
  const rest = told.state === 'not-genuine'
  const answered: Record<AskedQuestion, Answered> = {
    real: realRow(told, times),
    issuer: issuerRow(told),
    force: rest ? NOT_ASKED : forceRow(told, times),
    whose: rest ? NOT_ASKED : whoseRow(told),
    rules: rest ? NOT_ASKED : rulesRow(told),
  }
  const deciding = decidingOf(told.state, answered)
  return (Object.keys(QUESTIONS) as AskedQuestion[]).map((question) => ({
    ...answered[question],
    question,
    asks: QUESTIONS[question],
    decides: question === deciding,
  }))
}

/** States that rest on one certain answer; the others on the first that is neither yes nor not asked. */
const DECIDING: Partial<Record<BadgeState, AskedQuestion>> = {
  'not-genuine': 'real',
  'not-proven': 'real',
  'issuer-not-proven': 'issuer',
  'was-valid': 'force',
  expired: 'force',
  withdrawn: 'force',
  'not-yet': 'force',
  flawed: 'rules',
}

function decidingOf(
  state: BadgeState,
  rows: Record<AskedQuestion, Answered>,
): AskedQuestion | null {
  const open = (Object.keys(QUESTIONS) as AskedQuestion[]).find(
    (question) => !['yes', 'dash'].includes(rows[question].mark),
  )
  return DECIDING[state] ?? open ?? null
}

/** What a mark means, for who does not see it. */
export const MARK_WORDS: Record<Mark, string> = {
  yes: 'Yes',
  no: 'No',
  quotes: 'Only claimed',
  question: 'Could not be asked',
  wave: 'Breaks a rule',
  dash: 'Not asked',
  hourglass: 'Over',
  calendar: 'Not yet',
}
