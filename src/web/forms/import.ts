import { AppError } from '../../errors.js'
import type { BadgeState } from '../../openbadges/index.js'
import { stateAt } from '../../store/badges.js'
import type { ImportItem } from '../../store/imports.js'

/** Items as they stand at a moment: the end of one that waits to be decided may have come since it was looked at. */
export function itemsAt(items: readonly ImportItem[], now: Date): ImportItem[] {
  return items.map((item) =>
    item.state === 'looked' && item.verdict !== null
      ? { ...item, badgeState: stateAt({ ...NEVER, ...item, state: foundState(item) }, now) }
      : item,
  )
}

const NEVER = { beginsAt: null, stateBegun: null }

/** Of one that was looked at by an earlier release nothing is known of its issuer. */
function foundState({ badgeState, verdict }: ImportItem): BadgeState {
  return badgeState ?? (verdict === 'valid' ? 'issuer-not-proven' : 'unchecked')
}

/** Real and in force; who issued it may still be nothing but a name. */
export function isInForce({ badgeState }: Pick<ImportItem, 'badgeState'>): boolean {
  return badgeState === 'valid' || badgeState === 'issuer-not-proven'
}

/** Is it proven to be the earner's, in force, and not in the backpack yet? */
export function isMineAndInForce(item: ImportItem): boolean {
  return isNew(item) && isInForce(item) && item.recipient === 'passed'
}

/** Is it in force, and for an address the earner has not confirmed? */
export function isWaitingAndInForce(item: ImportItem): boolean {
  return isNew(item) && isInForce(item) && item.recipient === 'failed'
}

/** May it still be turned down? */
export function isUndecided({ state }: ImportItem): boolean {
  return state === 'looked' || state === 'failed'
}

const isNew = ({ state, knownBadgeId }: ImportItem) => state === 'looked' && knownBadgeId === null

const GROUPS: Record<string, (item: ImportItem) => boolean> = {
  valid: isMineAndInForce,
  waiting: isWaitingAndInForce,
  all: isUndecided,
}

/**
 * Which items a form means: `item`, repeatable, or `which`: `valid`, `waiting` or `all`.
 * @param items of the import as of now
 * @throws {AppError} not_found: an id is none of theirs
 */
export function chosenItems(items: readonly ImportItem[], body: unknown): string[] {
  const { which, item } = (body ?? {}) as { which?: unknown; item?: unknown }
  const ids = new Set([item ?? []].flat())
  if ([...ids].some((id) => !items.some((one) => one.id === id)))
    throw new AppError('not_found', 'There is no such thing in this import.')
  const group = typeof which === 'string' && Object.hasOwn(GROUPS, which) ? GROUPS[which] : null
  return items.filter((one) => ids.has(one.id) || group?.(one)).map(({ id }) => id)
}

/** The text of the box as it was typed. */
export function pastedTextIn(body: unknown): string {
  const posted = (body ?? {}) as Record<string, unknown>
  return Object.hasOwn(posted, 'text') && typeof posted.text === 'string' ? posted.text : ''
}
