import type { Context } from '../context.js'
import { setName } from '../store/accounts.js'

/** The name on the earner's pages, also the shared ones. */
export function changeName(ctx: Context, accountId: string, name: string): Promise<void> {
  return setName(ctx.db, accountId, name)
}
