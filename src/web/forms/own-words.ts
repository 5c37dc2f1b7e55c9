import { z } from 'zod'
import { tagKey, type OwnWords } from '../../store/badge-words.js'
import { isCleanText } from './fields.js'
import { readForm, type Form } from './read-form.js'

const MAX_TAGS = 20
const MAX_TAG_LENGTH = 40
const MAX_NOTE_LENGTH = 4000

const CONTROLS = 'Leave out invisible control characters.'

/** One tag: a word or a few. */
export const tagField = z
  .string({ error: 'Type a tag.' })
  .transform((text) => text.normalize('NFC').replace(/\s+/gu, ' ').trim())
  .refine((text) => text !== '', { error: 'Type a tag.', abort: true })
  .refine((text) => !text.includes(','), { error: 'Type one tag, without a comma.' })
  .refine((text) => text.length <= MAX_TAG_LENGTH, {
    error: `Use at most ${MAX_TAG_LENGTH} characters for a tag.`,
  })
  .refine(isCleanText, { error: CONTROLS })

const schema = z.object({
  tags: z
    .string()
    .default('')
    .transform((text) => onceEach(text.split(/[,\n]/).filter((one) => one.trim() !== '')))
    .pipe(z.array(tagField).max(MAX_TAGS, { error: `Use at most ${MAX_TAGS} tags.` })),
  note: z
    .string()
    .default('')
    .transform((text) => text.replace(/\r\n?/g, '\n').trim())
    .refine((text) => text.length <= MAX_NOTE_LENGTH, {
      error: `Use at most ${MAX_NOTE_LENGTH} characters for your note.`,
    })
    .refine(isCleanText, { error: CONTROLS }),
})

/** Fields `tags` (between commas) and `note`. */
export function readOwnWords(body: unknown): Form<OwnWords> {
  return readForm<OwnWords>(schema, body)
}

function onceEach(tags: string[]): string[] {
  const byKey = new Map<string, string>()
  for (const one of tags) {
    const key = tagKey(one.replace(/\s+/gu, ' ').trim())
    if (!byKey.has(key)) byKey.set(key, one)
  }
  return [...byKey.values()]
}
