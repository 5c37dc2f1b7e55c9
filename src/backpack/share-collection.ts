import type { Context } from '../context.js'
import { AppError } from '../errors.js'
import { deriveToken, hashToken, newId } from '../ids.js'
import { findCollection, listCollectedBadges } from '../store/collections.js'
import { insertShare, stopShare, type Share } from '../store/shares.js'

/**
 * A public link to a collection.
 * @param label for whom it is, in the earner's words; may be empty
 * @returns the secret of the link
 * @throws {AppError} not_found; conflict: no badge of it is proven to be the earner's
 */
export async function shareCollection(
  ctx: Pick<Context, 'db' | 'now' | 'config'>,
  accountId: string,
  collectionId: string,
  label: string,
): Promise<string> {
  await findCollection(ctx.db, accountId, collectionId)
  const badges = await listCollectedBadges(ctx.db, accountId, collectionId)
  if (!badges.some(({ badge }) => badge.recipient === 'passed')) throw nothingToShow(badges.length)
  const at = ctx.now()
  const id = newId(at)
  const token = secretOf(ctx, id)
  const share = { id, collectionId, tokenHash: hashToken(token), label }
  await insertShare(ctx.db, accountId, { ...share, createdAt: at.toISOString() })
  return token
}

function nothingToShow(badgeCount: number): AppError {
  return new AppError(
    'conflict',
    badgeCount === 0
      ? 'There is nothing to share yet. Put at least one badge into this collection first.'
      : 'None of these badges is proven to be yours yet. Confirm the address they were awarded to under Settings, then share the collection.',
  )
}

/** Ends a link at once and for good. @throws {AppError} not_found */
export function stopSharing(
  ctx: Pick<Context, 'db' | 'now'>,
  accountId: string,
  collectionId: string,
  shareId: string,
): Promise<void> {
  return stopShare(ctx.db, accountId, collectionId, shareId, ctx.now().toISOString())
}

/** The secret of a link, for its owner; null when it was made under another SESSION_SECRET and cannot be shown. */
export function tokenOf(ctx: Pick<Context, 'config'>, share: Share): string | null {
  const token = secretOf(ctx, share.id)
  return hashToken(token) === share.tokenHash ? token : null
}

const secretOf = ({ config }: Pick<Context, 'config'>, id: string) =>
  deriveToken(config.sessionSecret, 'share', id)
