import { z } from 'zod'
import { DAY_MS } from '../../openbadges/index.js'
import type { LinkTerms } from '../../backpack/sharing/links.js'
import { showsWhole } from '../../backpack/sharing/redact.js'
import { NEW_LINK_SHOWS, type Shows } from '../../store/shares.js'
import { isCleanText, knownPassword } from './fields.js'
import { type Form, readForm } from './read-form.js'

const MAX_LABEL_LENGTH = 80
const MIN_PASSWORD_LENGTH = 6

const label = z
  .string()
  .default('')
  .transform((text) => text.replace(/\s+/gu, ' ').trim())
  .refine((text) => text.length <= MAX_LABEL_LENGTH, {
    error: `Use at most ${MAX_LABEL_LENGTH} characters.`,
  })
  .refine(isCleanText, { error: 'Leave out invisible control characters.' })

const password = z
  .string()
  .default('')
  .refine((text) => text === '' || [...text].length >= MIN_PASSWORD_LENGTH, {
    error: `Use at least ${MIN_PASSWORD_LENGTH} characters.`,
  })
  .refine((text) => text.length <= 256, { error: 'Use at most 256 characters.' })

/** A day, until the end of which the link works. */
const ends = (now: Date) =>
  z
    .string()
    .default('')
    .refine((text) => text === '' || /^\d{4}-\d\d-\d\d$/.test(text), {
      error: 'Write the day like 2027-03-31.',
      abort: true,
    })
    .refine((text) => text === '' || isDay(text), { error: 'There is no such day.', abort: true })
    .transform((text) => (text === '' ? null : new Date(Date.parse(text) + DAY_MS)))
    .refine((end) => end === null || end > now, { error: 'This day is over already.' })
    .transform((end) => end && end.toISOString())

/** JavaScript takes the 31st of September for the 1st of October. */
const isDay = (text: string) =>
  !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text)

const shows = z.custom<Shows>().refine((parts) => !parts.download || showsWhole(parts), {
  error:
    'The file of a badge holds its name, days, evidence and address: show these too, or leave the file out.',
})

/**
 * Fields `label`, `ends` (a day), `password`, `keepPassword`, `shows` (repeatable: names of parts), `findable`.
 * Without any `shows` the link shows what a new one does, so a form with an empty choice sends one that is empty.
 */
export function readLink(body: unknown, now: Date): Form<LinkTerms> {
  const schema = z
    .object({
      label,
      ends: ends(now),
      password,
      keepPassword: z.string().optional(),
      findable: z.string().optional(),
      shows,
    })
    .transform(toTerms)
  return readForm<LinkTerms>(schema, { ...(body as object), shows: showsIn(body) })
}

/** The parts a form names; those of a new link when it says nothing of them. */
export function showsIn(body: unknown): Shows {
  const posted = (body ?? {}) as Record<string, unknown>
  if (!saysWhatToShow(body)) return NEW_LINK_SHOWS
  const named: unknown[] = [posted.shows].flat()
  const has = (part: keyof Shows) => named.includes(part)
  return {
    name: has('name'),
    emailHint: has('emailHint'),
    evidence: has('evidence'),
    notes: has('notes'),
    dates: has('dates'),
    download: has('download'),
    isItTheirs: has('isItTheirs'),
  }
}

/** Does it come from the form with all choices? */
export function saysWhatToShow(body: unknown): boolean {
  return Object.hasOwn(body ?? {}, 'shows')
}

interface Fields {
  label: string
  ends: string | null
  password: string
  keepPassword?: string | undefined
  findable?: string | undefined
  shows: Shows
}

function toTerms(fields: Fields): LinkTerms {
  const typed = fields.password === '' ? null : { typed: fields.password }
  const known = fields.keepPassword === undefined ? null : ('keep' as const)
  return {
    label: fields.label,
    endsAt: fields.ends,
    password: typed ?? known,
    shows: fields.shows,
    isFindable: fields.findable !== undefined,
  }
}

/** Field `password` of a link that asks for one. */
export function readLinkPassword(body: unknown): Form<{ password: string }> {
  return readForm(z.object({ password: knownPassword }), body)
}
