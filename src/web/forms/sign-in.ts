import { z } from 'zod'
import { knownPassword } from './fields.js'
import { type Form, readForm } from './read-form.js'

const schema = z.object({
  email: z
    .string({ error: 'Enter your e-mail address.' })
    .trim()
    .min(1, { error: 'Enter your e-mail address.' })
    .max(254, { error: 'This is too long for an e-mail address.' }),
  password: knownPassword,
})

export function readSignIn(body: unknown): Form<{ email: string; password: string }> {
  return readForm(schema, body)
}
