import { lineOf } from './names.js'
import type { Answered } from './rows.js'
import type { Times, Told } from './told.js'

/** Begun, not ended, not withdrawn. A day that a link hides is told as hidden, never as none. */
export function forceRow(told: Told, times: Times): Answered {
  const { answers, state, provenAt } = told
  if (state === 'not-proven')
    return { mark: 'quotes', bold: 'It says so.', soft: 'Nobody can be asked.' }
  if (state === 'was-valid')
    return { mark: 'question', bold: `It was, ${times.ago(provenAt)}.`, soft: 'We ask again soon.' }
  return answers.force.answer === 'yes' && answers.real.answer === 'unasked'
    ? onlySaid(told, times)
    : ROWS[answers.force.answer](told, times)
}

/** An end to come is no yes while nobody answers for the badge. */
function onlySaid({ answers, areDatesHidden }: Told, { date }: Times): Answered {
  const { until } = answers.force
  const soft = until && !areDatesHidden ? `It says until ${date(until)}.` : ''
  return { mark: 'question', bold: 'We could not ask.', soft }
}

const ROWS: Record<Told['answers']['force']['answer'], (told: Told, times: Times) => Answered> = {
  yes: yesRow,
  ended: (told, times) => ({
    mark: 'hourglass',
    bold: 'No.',
    soft: dayWords(told, 'until', 'It ended on', times) ?? 'It is past its end date.',
  }),
  'not-yet': (told, times) => ({
    mark: 'calendar',
    bold: 'Not yet.',
    soft: dayWords(told, 'from', 'From', times) ?? 'It begins later.',
  }),
  withdrawn: ({ answers }) => ({ mark: 'no', bold: 'No.', soft: withdrawnWords(answers.force) }),
  paused: () => ({ mark: 'no', bold: 'No.', soft: 'The issuer has paused it.' }),
  unasked: () => ({ mark: 'question', bold: 'We could not ask.', soft: '' }),
}

function yesRow({ answers, areDatesHidden }: Told, { date }: Times): Answered {
  const { until } = answers.force
  if (areDatesHidden)
    return { mark: 'yes', bold: 'Yes.', soft: 'Its dates are not shown on this link.' }
  return until
    ? { mark: 'yes', bold: 'Yes', soft: `, until ${date(until)}.` }
    : { mark: 'yes', bold: 'Yes.', soft: 'No end date.' }
}

function dayWords(
  { answers, areDatesHidden }: Told,
  which: 'from' | 'until',
  before: string,
  { date }: Times,
): string | null {
  const day = answers.force[which]
  if (areDatesHidden) return 'The day is not shown on this link.'
  return day ? `${before} ${date(day)}.` : null
}

/** With the issuer's own reason where it gives one. */
export function withdrawnWords({ because }: Told['answers']['force']): string {
  const reason = because.map(({ values }) =>
    lineOf((values.reason ?? '').replace(/^[:\s]+/, ''), 300),
  )
  const said = reason.find((text) => text !== '')
  return said ? `Withdrawn: “${said.replace(/\.$/, '')}”.` : 'The issuer took it back.'
}
