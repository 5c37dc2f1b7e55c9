import { z } from 'zod'
import type { BadgeChange } from '../../backpack/badges/change.js'
import { isCleanText } from './fields.js'
import { tagField } from './own-words.js'
import { type FieldErrors, type Form, readForm, typed } from './read-form.js'

/** What is to be done to which badges. */
export interface ChangeValues {
  /** Ids of the ticked ones. */
  ticked: string[]
  /** All that the address finds, on every page. */
  isAll: boolean
  change: BadgeChange | { kind: 'trash' }
}

/** No control character: PostgreSQL takes none. */
const ID = /^[\w-]{1,64}$/

const isId = (value: unknown): value is string => typeof value === 'string' && ID.test(value)

const changes: Record<string, z.ZodType<ChangeValues['change']>> = {
  tag: z.object({ tag: tagField }).transform((values) => ({ kind: 'tag', ...values })),
  collect: z
    .object({ collection: z.string().regex(ID, { error: 'Choose a collection.' }) })
    .transform(({ collection }) => ({ kind: 'collect', collectionId: collection })),
  hide: z.unknown().transform(() => ({ kind: 'hide' })),
  show: z.unknown().transform(() => ({ kind: 'show' })),
  trash: z.unknown().transform(() => ({ kind: 'trash' })),
}

const NONE_TICKED = 'Tick at least one badge first.'
const NOTHING_TO_DO = 'Choose what to do with the badges.'

/** Fields `badge` (repeatable), `all`, `change`, `tag`, `collection`. */
export function readChanges(body: unknown): Form<ChangeValues> {
  const { ticked, isAll } = tickedIn(body)
  const { change: name } = (body ?? {}) as { change?: unknown }
  const schema = typeof name === 'string' && Object.hasOwn(changes, name) ? changes[name] : null
  if (!schema) return refused({ form: NOTHING_TO_DO })
  if (ticked.length === 0 && !isAll) return refused({ form: NONE_TICKED })
  const form = readForm(schema, body)
  return form.errors ? form : { values: { ticked, isAll, change: form.values }, errors: null }
}

/** The badges a form ticks, whatever else is wrong with it. */
export function tickedIn(body: unknown): Pick<ChangeValues, 'ticked' | 'isAll'> {
  const posted = (body ?? {}) as { badge?: unknown; all?: unknown }
  const ticked = [posted.badge ?? []].flat().filter(isId)
  return { ticked, isAll: posted.all === '1' }
}

const refused = (errors: FieldErrors) => ({ values: null, errors })

/** Field `at`: when what is wanted back went into the trash; else `badge`: the one that is wanted back. */
export function readRestore(body: unknown): { at: string } | { badgeId: string } {
  const { at = '', badge = '' } = typed(body, 'at', 'badge')
  if (at !== '' && isCleanText(at)) return { at }
  return { badgeId: isCleanText(badge) ? badge : '' }
}
