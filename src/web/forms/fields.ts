import { z } from 'zod'
import { addressInOneForm } from '../../store/emails.js'

const MAX_NAME_LENGTH = 100
const MAX_ADDRESS_LENGTH = 254
const MIN_PASSWORD_LENGTH = 8
const MAX_PASSWORD_LENGTH = 256

/** One line of text. U+0000 and lone surrogates are refused: PostgreSQL keeps neither. */
export function line(missing: string, max: number) {
  return z
    .string({ error: missing })
    .transform((text) => text.normalize('NFC').replace(/\s+/gu, ' ').trim())
    .refine((text) => text !== '', { error: missing, abort: true })
    .refine((text) => text.length <= max, { error: `Use at most ${max} characters.` })
    .refine(isCleanText, { error: 'Leave out invisible control characters.' })
}

/** Is this text that every database keeps as it is, without control characters but tab and line ends? */
export function isCleanText(text: string): boolean {
  return (
    !/\p{Surrogate}/u.test(text) && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text)
  )
}

export const name = line('Enter your name.', MAX_NAME_LENGTH)

/** The form every mail server can deliver to, letters of all scripts included; not every form of RFC 5321. */
const ADDRESS =
  /^[^\s@"(),:;<>[\\\]\p{Cc}]+@(?:[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?\.)*[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?$/u

const MALFORMED_ADDRESS = 'Enter an e-mail address like name@example.org.'

export const email = z
  .string({ error: 'Enter your e-mail address.' })
  .transform((text) => text.trim())
  .refine((text) => text !== '', { error: 'Enter your e-mail address.', abort: true })
  .transform((text) => addressInOneForm(text.slice(0, MAX_ADDRESS_LENGTH + 1)) ?? text)
  .refine((text) => text.length <= MAX_ADDRESS_LENGTH && isCleanText(text), {
    error: MALFORMED_ADDRESS,
    abort: true,
  })
  .refine((text) => ADDRESS.test(text) && addressInOneForm(text) !== null, {
    error: MALFORMED_ADDRESS,
  })

/** A password that is being chosen. */
export const newPassword = z
  .string({ error: 'Choose a password.' })
  .refine((text) => text !== '', { error: 'Choose a password.', abort: true })
  .refine((text) => [...text].length >= MIN_PASSWORD_LENGTH, {
    error: `Use at least ${MIN_PASSWORD_LENGTH} characters. A few random words are easy to remember.`,
    abort: true,
  })
  .refine((text) => text.length <= MAX_PASSWORD_LENGTH, {
    error: `Use at most ${MAX_PASSWORD_LENGTH} characters.`,
  })
  .refine((text) => new Set(text).size > 1, {
    error: 'Use more than one character over and over.',
  })

/** A password that is being compared: any text, but not without end. */
export const knownPassword = z
  .string({ error: 'Enter your password.' })
  .min(1, { error: 'Enter your password.' })
  .max(MAX_PASSWORD_LENGTH, { error: 'This password is wrong.' })
