import type { Context } from '../context.js'
import { hashToken, newToken } from '../ids.js'
import { insertInvitation } from '../store/invitations.js'

export const INVITATION_LIFETIME_SECONDS = 14 * 24 * 60 * 60

/** A link with which one person may sign up. It is shown here only; the database keeps its hash. */
export async function invite(ctx: Pick<Context, 'db' | 'now' | 'config'>): Promise<string> {
  const now = ctx.now()
  const token = newToken()
  await insertInvitation(ctx.db, {
    hash: hashToken(token),
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + INVITATION_LIFETIME_SECONDS * 1000).toISOString(),
  })
  return `${ctx.config.baseUrl}/sign-up?invitation=${token}`
}
