import type { PasswordFlaw, PasswordStrength } from '../backpack/account/password-strength.js'

/** What is said beside the field while somebody types, and after a post that was refused. */
export function strengthWords(strength: PasswordStrength, flaw: PasswordFlaw | null): string {
  return flaw ? FLAWS[flaw] : STRENGTHS[strength]
}

const STRENGTHS: Record<PasswordStrength, string> = {
  weak: 'Too easy to guess.',
  fair: 'Fair. One more word makes it much better.',
  good: 'Good password.',
  strong: 'Strong password.',
}

const FLAWS: Record<PasswordFlaw, string> = {
  common:
    'This is one of the passwords that are tried first, or close to one. Use a few random words.',
  own: 'This is mostly your name, your address or the name of this site. Use a few random words.',
  pattern: 'This is easy to guess: a date, a row of keys or a repetition. Use a few random words.',
}
