import { z } from 'zod'
import { name } from './fields.js'
import { type Form, readForm } from './read-form.js'

const schema = z.object({ name })

export function readName(body: unknown): Form<{ name: string }> {
  return readForm(schema, body)
}
