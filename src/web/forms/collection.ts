import { z } from 'zod'
import type { ProposalAnswers } from '../../backpack/sharing/collections.js'
import { tagKey } from '../../store/badge-words.js'
import type { CollectionRule } from '../../store/collection-rules.js'
import { isCleanText, line } from './fields.js'
import { type Form, readForm } from './read-form.js'

const MAX_TITLE_LENGTH = 120
const MAX_DESCRIPTION_LENGTH = 5000
const MAX_NOTE_LENGTH = 300

export interface CollectionValues {
  title: string
  /** Markdown. */
  description: string
  /** Badge ids in order, with the earner's line on each. */
  placements: { badgeId: string; note: string }[]
}

const text = (max: number, what: string) =>
  z
    .string()
    .default('')
    .transform((value) => value.replace(/\r\n?/g, '\n').trim())
    .refine((value) => value.length <= max, { error: `Use at most ${max} characters for ${what}.` })
    .refine(isCleanText, { error: 'Leave out invisible control characters.' })

const schema = z.object({
  title: line('Give the collection a title.', MAX_TITLE_LENGTH),
  description: text(MAX_DESCRIPTION_LENGTH, 'the description'),
  placements: z.array(
    z.object({ badgeId: z.string(), note: text(MAX_NOTE_LENGTH, 'the line of a badge') }),
  ),
})

/** Fields `title`, `description`, `badge` (repeatable, in order), `note[ID]`. */
export function readCollection(body: unknown): Form<CollectionValues> {
  const placements = placementsIn(body)
  return readForm<CollectionValues>(schema, { ...(body as object), placements })
}

/** The badges a form names, in order, whatever else is wrong with it. */
export function placementsIn(body: unknown): CollectionValues['placements'] {
  const posted = (body ?? {}) as Record<string, unknown>
  const named = Object.hasOwn(posted, 'badge') ? [posted.badge].flat() : []
  return named
    .filter((id) => typeof id === 'string')
    .map((badgeId) => ({ badgeId, note: textIn(posted, `note[${badgeId}]`) }))
}

function textIn(posted: Record<string, unknown>, name: string): string {
  const value = Object.hasOwn(posted, name) ? posted[name] : ''
  return typeof value === 'string' ? value : ''
}

/** A button that moves a badge: `move` holds `up ID`, `down ID` or `out ID`. */
export function moved(
  placements: CollectionValues['placements'],
  move: unknown,
): CollectionValues['placements'] {
  const [, way, badgeId] = typeof move === 'string' ? (/^(up|down|out) (.+)$/.exec(move) ?? []) : []
  const from = placements.findIndex((placement) => placement.badgeId === badgeId)
  if (from < 0) return placements
  const rest = placements.toSpliced(from, 1)
  if (way === 'out') return rest
  const to = way === 'up' ? Math.max(0, from - 1) : from + 1
  return rest.toSpliced(to, 0, placements[from]!)
}

/** Reads `tag:outdoors` or `issuer:Kauri College`; anything else is no rule. */
export function readRule(value: unknown): CollectionRule | null {
  const [, kind, rest = ''] =
    typeof value === 'string' ? (/^(tag|issuer):(.+)$/s.exec(value) ?? []) : []
  const text = rest.replaceAll('\0', '').slice(0, 1000)
  if (kind === 'tag') return { kind, value: tagKey(text) }
  return kind === 'issuer' ? { kind, value: text } : null
}

/** What {@link readRule} reads. */
export const ruleText = ({ kind, value }: CollectionRule) => `${kind}:${value}`

/** Fields `shown` and `badge`, both repeatable: the ids on the page, and those ticked. */
export function readAnswers(body: unknown): ProposalAnswers {
  const posted = (body ?? {}) as { shown?: unknown; badge?: unknown }
  return { shown: idsIn(posted.shown), chosen: idsIn(posted.badge) }
}

const idsIn = (posted: unknown) =>
  [posted ?? []].flat().filter((id): id is string => typeof id === 'string')
