import { z } from 'zod'
import { email } from './fields.js'
import { type Form, readForm } from './read-form.js'

const schema = z.object({ email })

export function readEmail(body: unknown): Form<{ email: string }> {
  return readForm(schema, body)
}
