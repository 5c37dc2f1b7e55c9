import { isCleanText } from './fields.js'
import { typed } from './read-form.js'

/** Field `at`: when what is wanted back went into the trash; else `badge`: the one that is wanted back. */
export function readRestore(body: unknown): { at: string } | { badgeId: string } {
  const { at = '', badge = '' } = typed(body, 'at', 'badge')
  if (at !== '' && isCleanText(at)) return { at }
  return { badgeId: isCleanText(badge) ? badge : '' }
}
