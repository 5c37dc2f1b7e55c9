import { z } from 'zod'
import type { ProviderAnswer } from '../../provider.js'
import { judgePassword } from '../../backpack/account/password-strength.js'
import { strengthWords } from '../../words/passwords.js'
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

const signUpSchema = z.object({
  name,
  email,
  password: newPassword,
  invitation: z.string().max(100).optional(),
})

export async function readSignUp(body: unknown): Promise<Form<SignUp>> {
  const form = readForm(signUpSchema, body)
  return hardToGuess(form, form.errors ? [] : [form.values.name, form.values.email])
}

/** A form whose new password can be guessed is no good form. @param own names and addresses of whoever chooses it */
async function hardToGuess<Values extends { password: string }>(
  form: Form<Values>,
  own: readonly string[],
): Promise<Form<Values>> {
  if (form.errors) return form
  const { strength, flaw } = await judgePassword(form.values.password, own)
  return flaw ? { values: null, errors: { password: strengthWords(strength, flaw) } } : form
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

/** Who chooses a password, as far as it must not be made of that. */
interface Owner {
  name: string
  email: string
}

/** A password chosen through a mail link. */
export function readNewPassword(body: unknown, owner: Owner): Promise<Form<{ password: string }>> {
  return hardToGuess(readForm(chosen, body), [owner.name, owner.email])
}

/** A password changed by who knows the old one. */
export function readPasswordChange(
  body: unknown,
  owner: Owner,
): Promise<Form<{ current: string; password: string }>> {
  return hardToGuess(readForm(changed, body), [owner.name, owner.email])
}

const judged = z.object({
  password: z.string().max(256),
  name: z.string().max(254).default(''),
  email: z.string().max(254).default(''),
})

/** A password that is being typed, and whose it will be. @returns null when there is nothing to say */
export async function readTypedPassword(body: unknown): Promise<string | null> {
  const { values } = readForm(judged, body)
  if (!values || !newPassword.safeParse(values.password).success) return null
  const { strength, flaw } = await judgePassword(values.password, [values.name, values.email])
  return strengthWords(strength, flaw)
}

const appSetUp = z.object({
  secret: z.string().regex(/^[A-Z2-7]{32}$/, { error: 'Scan the picture below with your app.' }),
  code: z
    .string({ error: 'Enter the code that the app shows.' })
    .max(100)
    .transform((text) => text.replace(/\s/g, ''))
    .refine((text) => /^\d{6}$/.test(text), { error: 'Enter the six digits that the app shows.' }),
})

/** An authenticator app that was given a secret, and a code it made. */
export function readAppSetUp(body: unknown): Form<{ secret: string; code: string }> {
  return readForm(appSetUp, body)
}

const providersPerson = z.object({ name, email })

/** Somebody as a provider of identities tells of them, by the rules of signing up; a name may be missing there. */
export function readProvidersPerson({
  name: told,
  email: address,
}: Pick<ProviderAnswer, 'name' | 'email'>): Form<z.infer<typeof providersPerson>> {
  return readForm(providersPerson, { name: told ?? address?.split('@')[0], email: address })
}

const passkeyName = z.object({
  name: z
    .string()
    .transform((name) => name.replace(/[^\p{L}\p{M}\p{N} ’'-]+/gu, ' ').trim())
    .pipe(z.string().min(1, 'Give it a name.').max(40, 'At most 40 letters.')),
})

/** What an earner calls a passkey: letters, digits and blanks, for it stands in mails. */
export function readPasskeyName(body: unknown): Form<{ name: string }> {
  return readForm(passkeyName, body)
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
