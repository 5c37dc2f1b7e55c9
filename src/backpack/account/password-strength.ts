import { setImmediate as others } from 'node:timers/promises'
import type { ZxcvbnFactory, ZxcvbnResult } from '@zxcvbn-ts/core'
import { turns } from '../turns.js'

/** How long a password stands up to somebody who guesses. */
export type PasswordStrength = 'weak' | 'fair' | 'good' | 'strong'

/** Why a weak password is weak. */
export type PasswordFlaw = 'common' | 'own' | 'pattern'

export interface PasswordJudgement {
  strength: PasswordStrength
  /** Set for a weak one, and only then. */
  flaw: PasswordFlaw | null
}

/** The time it takes to look grows with the square; what is longer is as good as the better of its two ends. */
const MAX_JUDGED_LENGTH = 40
/** Ways to read digits and signs as letters; a common password needs few of them. */
const MAX_READINGS = 24
/** Of passwords that wait to be looked at, about a second of work. */
const MAX_WAITING = 60
/** Behind or before a known word, so many digits and signs are what everybody adds. */
const DECORATION = /^\P{L}{1,6}|\P{L}{1,6}$/gu
/** Of the estimate, which goes from 0 to 4: below it a password is refused. */
const LEAST_SCORE = 2
const STRENGTHS = ['weak', 'weak', 'fair', 'good', 'strong'] as const
const OF_THIS_PRODUCT = ['haversack', 'backpack', 'openbadges', 'open badges', 'badges', 'badge']
const MIN_WORD_LENGTH = 3
const inTurn = turns(1, MAX_WAITING)

/**
 * How well a password stands up to somebody who guesses: by a list of 49,000 that leaked and are tried first, also
 * with the usual changes, and by what is known of its owner. The same letters typed on another keyboard are the same
 * password.
 * @param own names and addresses of whoever chooses it
 * @throws {AppError} busy: too many wait
 * @see NIST SP 800-63B, 3.1.1.2: a blocklist of common, breached and context-specific values
 */
export async function judgePassword(
  password: string,
  own: readonly string[],
): Promise<PasswordJudgement> {
  const text = password.normalize('NFKC')
  const words = ownWords(own)
  const beginning = await inTurn(() => judgeEnd(text.slice(0, MAX_JUDGED_LENGTH), words))
  if (text.length <= MAX_JUDGED_LENGTH) return beginning
  const end = await inTurn(() => judgeEnd(text.slice(-MAX_JUDGED_LENGTH), words))
  return rank(end) > rank(beginning) ? end : beginning
}

const rank = ({ strength }: PasswordJudgement) => STRENGTHS.lastIndexOf(strength)

async function judgeEnd(text: string, words: string[]): Promise<PasswordJudgement> {
  const estimate = await estimator()
  const whole = await estimate(text, words)
  const flaw = flawOf(whole) ?? (await decorated(text, words, estimate))
  return { strength: flaw ? 'weak' : STRENGTHS[whole.score], flaw }
}

type Estimate = (text: string, words: string[]) => Promise<ZxcvbnResult>

/** Kept once loaded: the list takes a moment that a start should not wait for. */
async function estimator(): Promise<Estimate> {
  const made = await (loaded ??= load().catch((error: unknown) => {
    loaded = undefined
    throw error
  }))
  return async (text, words) => {
    // one look blocks the program for some milliseconds; others are answered before the next
    await others()
    return made.check(text, words)
  }
}

let loaded: Promise<ZxcvbnFactory> | undefined

async function load(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory: Factory }, { adjacencyGraphs, dictionary }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ])
  const common = dictionary['passwords-common']
  const graphs = adjacencyGraphs
  return new Factory({ dictionary: { common }, graphs, l33tMaxSubstitutions: MAX_READINGS })
}

function flawOf({ score, sequence }: ZxcvbnResult): PasswordFlaw | null {
  if (score >= LEAST_SCORE) return null
  const lists = sequence.map((part) => (part as { dictionaryName?: string }).dictionaryName)
  if (lists.includes('userInputs')) return 'own'
  return lists.includes('common') ? 'common' : 'pattern'
}

/** Is what is left without own words, or without what everybody adds to a word, weak? */
async function decorated(
  text: string,
  words: string[],
  estimate: Estimate,
): Promise<PasswordFlaw | null> {
  const folded = text.toLowerCase()
  const rest = words.reduce((left, word) => left.replaceAll(word, ''), folded)
  if (rest !== folded && (await estimate(rest, [])).score < LEAST_SCORE) return 'own'
  const bare = folded.replace(DECORATION, '')
  return bare !== folded && bare !== '' ? listed(await estimate(bare, words)) : null
}

/** A word of the lists by itself, however it is spelled. */
function listed(estimate: ZxcvbnResult): PasswordFlaw | null {
  return estimate.sequence.length === 1 && estimate.sequence[0]!.pattern === 'dictionary'
    ? flawOf(estimate)
    : null
}

/** Longest first, so that a whole name goes before its parts; endings such as `.org` are nobody's own. */
function ownWords(own: readonly string[]): string[] {
  const texts = own.map((text) => text.normalize('NFKC').toLowerCase())
  const parts = texts.flatMap((text) => [
    text,
    text.replace(/\s+/gu, ''),
    ...text.replace(/\.[^.@]*$/, '').split(/[^\p{L}\p{M}\p{N}]+/u),
    ...text.split('@').slice(0, 1),
  ])
  const words = [...parts, ...OF_THIS_PRODUCT].filter(({ length }) => length >= MIN_WORD_LENGTH)
  return [...new Set(words)].sort((a, b) => b.length - a.length)
}
