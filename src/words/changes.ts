import type { BadgeState, Claim, ClaimChange } from '../openbadges/index.js'
import { lineOf, nameOf } from './names.js'
import { wordOf } from './states.js'
import type { Times } from './told.js'

/** One claim that changed; both values ready to be shown, null where they are too long or a picture. */
export interface ChangeWords {
  /** `The end date changed.` */
  sentence: string
  values: { was: string; now: string } | null
}

const NAMES: Record<Claim, string> = {
  title: 'The title',
  description: 'The description',
  criteria: 'What it takes',
  picture: 'The picture',
  awarded: 'The day of award',
  ends: 'The end date',
  issuer: 'The name of the issuer',
  issuerId: 'The identifier of the issuer',
}

const MAX_VALUE = 200

/** A change in words, old and new value side by side where both can be read at a glance. */
export function changeWords(
  { claim, was, now }: ClaimChange,
  { date }: Pick<Times, 'date'>,
): ChangeWords {
  const sentence = `${NAMES[claim]} changed.`
  const shown = [was, now].map((value) => {
    if (value === null) return 'none'
    if (claim === 'awarded' || claim === 'ends') return date(value)
    return claim === 'issuer' ? nameOf(value) : lineOf(value, MAX_VALUE + 1)
  }) as [string, string]
  const isShort = shown.every((value) => value.length <= MAX_VALUE)
  if (claim === 'picture' || !isShort || shown[0] === shown[1]) return { sentence, values: null }
  return { sentence, values: { was: shown[0], now: shown[1] } }
}

/** What a new check brought. */
interface CheckedAgain {
  states: { before: BadgeState; after: BadgeState }
  changes: readonly ClaimChange[]
  /** Nobody answered. */
  isSilent: boolean
}

/** What a new check brought. That nothing changed is said only where somebody answered, and no claim and no word did. */
export function verifiedAgainWords(
  { states: { before, after }, changes, isSilent }: CheckedAgain,
  times: Pick<Times, 'date'>,
): string {
  const word = before === after ? [] : [`It was “${wordOf(before)}”. It is now “${wordOf(after)}”.`]
  const said = [...word, ...changes.map((change) => inOneLine(changeWords(change, times)))]
  if (said.length > 0) return `Checked again. ${said.join(' ')}`
  return isSilent
    ? 'Asked again. The issuer’s website does not answer right now.'
    : 'Checked again. Nothing has changed.'
}

const inOneLine = ({ sentence, values }: ChangeWords) =>
  values ? `${sentence} It was “${values.was}”. It is now “${values.now}”.` : sentence
