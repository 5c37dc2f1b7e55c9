import { z } from 'zod'
import { email, knownPassword, name, newPassword } from './fields.js'
import { type Form, readForm } from './read-form.js'

const signInSchema = z.object({
  email: z
    .string({ error: 'Enter your e-mail address.' })
    .trim()
    .min(1, { error: 'Enter your e-mail address.' })
    .max(254, { error: 'This is too long for an e-mail address.' }),
  password: knownPassword,
})

export function readSignIn(body: unknown): Form<{ email: string; password: string }> {
  return readForm(signInSchema, body)
}

export interface SignUp {
  name: string
  email: string
  password: string
  invitation?: string
}

const signUpSchema = z
  .object({ name, email, password: newPassword, invitation: z.string().max(100).optional() })
  .refine((form) => form.password.toLowerCase() !== form.email.toLowerCase(), {
    path: ['password'],
    error: 'Choose a password that is not your address.',
  })

export function readSignUp(body: unknown): Form<SignUp> {
  return readForm(signUpSchema, body)
}

const emailSchema = z.object({ email })

export function readEmail(body: unknown): Form<{ email: string }> {
  return readForm(emailSchema, body)
}

const nameSchema = z.object({ name })

export function readName(body: unknown): Form<{ name: string }> {
  return readForm(nameSchema, body)
}

const chosen = z.object({ password: newPassword })
const changed = z.object({ current: knownPassword, password: newPassword })

/** A password chosen through a mail link. */
export function readNewPassword(body: unknown): Form<{ password: string }> {
  return readForm(chosen, body)
}

/** A password changed by who knows the old one. */
export function readPasswordChange(body: unknown): Form<{ current: string; password: string }> {
  return readForm(changed, body)
}

/**
 * The addresses that were ticked.
 * @returns null when the form offered no choice: then all are meant
 */
export function readTickedAddresses(body: unknown): string[] | null {
  const posted = (body ?? {}) as Record<string, unknown>
  const given = Object.hasOwn(posted, 'address') ? [posted.address].flat() : []
  const addresses = given.filter((one) => typeof one === 'string')
  return addresses.length > 0 || Object.hasOwn(posted, 'choice') ? addresses : null
}
