import { z } from 'zod'
import { email, name, newPassword } from './fields.js'
import { type Form, readForm } from './read-form.js'

export interface SignUp {
  name: string
  email: string
  password: string
  invitation?: string
}

const schema = z
  .object({ name, email, password: newPassword, invitation: z.string().max(100).optional() })
  .refine((form) => form.password.toLowerCase() !== form.email.toLowerCase(), {
    path: ['password'],
    error: 'Choose a password that is not your address.',
  })

export function readSignUp(body: unknown): Form<SignUp> {
  return readForm(schema, body)
}
