import type { BadgeState } from '../openbadges/index.js'

/** The words for each state, best first; each has a shape of its own under the same name. */
const STATES: Record<
  BadgeState,
  { word: string; meaning: string; counted: string; single: string }
> = {
  valid: {
    word: 'Valid',
    meaning: 'Real, still valid, and the issuer is proven.',
    counted: 'valid',
    single: 'is valid',
  },
  'issuer-not-proven': {
    word: 'Issuer not proven',
    meaning: 'Unchanged and still valid. Nobody vouches for the issuer’s name.',
    counted: 'with an issuer not proven',
    single: 'has an issuer not proven',
  },
  'was-valid': {
    word: 'Was valid',
    meaning: 'We proved it earlier. The issuer does not answer right now.',
    counted: 'proven valid earlier',
    single: 'was proven valid earlier',
  },
  flawed: {
    word: 'Genuine, but flawed',
    meaning: 'It is real, and breaks a rule of the standard.',
    counted: 'genuine, but flawed',
    single: 'is genuine, but flawed',
  },
  'not-yet': {
    word: 'Not valid yet',
    meaning: 'Genuine, and begins later.',
    counted: 'not valid yet',
    single: 'is not valid yet',
  },
  expired: {
    word: 'Expired',
    meaning: 'Genuine, but past its end date.',
    counted: 'expired',
    single: 'has expired',
  },
  withdrawn: {
    word: 'Withdrawn',
    meaning: 'The issuer took it back.',
    counted: 'withdrawn',
    single: 'was withdrawn',
  },
  unchecked: {
    word: 'Could not be checked',
    meaning: 'We could not find out. This does not mean it is false.',
    counted: 'that could not be checked',
    single: 'could not be checked',
  },
  'not-proven': {
    word: 'Not proven',
    meaning: 'It only says so. Nothing in it can be proven.',
    counted: 'not proven',
    single: 'is not proven',
  },
  'not-genuine': {
    word: 'Not genuine',
    meaning: 'Changed, or not from the named issuer.',
    counted: 'not genuine',
    single: 'is not genuine',
  },
}

/** All states, the best first. */
export const STATE_ORDER = Object.keys(STATES) as BadgeState[]

/** The word for people: `Valid`, `Issuer not proven`. */
export const wordOf = (state: BadgeState): string => STATES[state].word

/** What the word means, in one line, for legends. */
export const meaningOf = (state: BadgeState): string => STATES[state].meaning

/** To stand after a number: `with an issuer not proven`. */
export const countedWord = (state: BadgeState): string => STATES[state].counted

/** To stand after "This badge": `has expired`. */
export const singleWord = (state: BadgeState): string => STATES[state].single

export type { BadgeState }
