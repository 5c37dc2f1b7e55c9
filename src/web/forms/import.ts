import type { ImportItem } from '../../store/imports.js'

/** Is it proven to be the earner's, valid, and not in the backpack yet? */
export function isMineAndValid(item: ImportItem): boolean {
  return isNew(item) && item.verdict === 'valid' && item.recipient === 'passed'
}

/** Is it valid, and for an address the earner has not confirmed? */
export function isWaitingAndValid(item: ImportItem): boolean {
  return isNew(item) && item.verdict === 'valid' && item.recipient === 'failed'
}

/** May it still be turned down? */
export function isUndecided({ state }: ImportItem): boolean {
  return state === 'looked' || state === 'failed'
}

const isNew = ({ state, knownBadgeId }: ImportItem) => state === 'looked' && knownBadgeId === null

const GROUPS: Record<string, (item: ImportItem) => boolean> = {
  valid: isMineAndValid,
  waiting: isWaitingAndValid,
  all: isUndecided,
}

/**
 * Which items a form means: `item`, repeatable, or `which`: `valid`, `waiting` or `all`.
 * @param items of the import; ids of others are left out
 */
export function chosenItems(items: readonly ImportItem[], body: unknown): string[] {
  const { which, item } = (body ?? {}) as { which?: unknown; item?: unknown }
  const ids = new Set<unknown>(Array.isArray(item) ? item : [item])
  const group = typeof which === 'string' && Object.hasOwn(GROUPS, which) ? GROUPS[which] : null
  return items.filter((one) => ids.has(one.id) || group?.(one)).map(({ id }) => id)
}
