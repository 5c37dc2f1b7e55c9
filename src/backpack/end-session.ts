import type { Context } from '../context.js'
import { AppError } from '../errors.js'
import { deleteSessionOf } from '../store/sessions.js'

/** Signs one browser of the earner out. @throws {AppError} not_found: signed out already, or not theirs */
export async function endSession(
  ctx: Context,
  accountId: string,
  sessionHash: string,
): Promise<void> {
  if (!(await deleteSessionOf(ctx.db, accountId, sessionHash)))
    throw new AppError('not_found', 'This browser is signed out already.')
}
