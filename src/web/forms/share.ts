import { z } from 'zod'
import { isCleanText } from './fields.js'
import { readForm, type Form } from './read-form.js'

const MAX_LABEL_LENGTH = 80

const schema = z.object({
  label: z
    .string()
    .default('')
    .transform((text) => text.replace(/\s+/gu, ' ').trim())
    .refine((text) => text.length <= MAX_LABEL_LENGTH, {
      error: `Use at most ${MAX_LABEL_LENGTH} characters.`,
    })
    .refine(isCleanText, { error: 'Leave out invisible control characters.' }),
})

/** Field `label`: for whom a link is; may be empty. */
export function readShare(body: unknown): Form<{ label: string }> {
  return readForm(schema, body)
}
