import type { Context } from '../../context.js'
import { AppError } from '../../errors.js'
import { deriveToken, hashToken, newId } from '../../ids.js'
import { findBadge } from '../../store/badges.js'
import { findCollection } from '../../store/collections.js'
import { listSharedBadges } from '../../store/shared-badges.js'
import {
  findShare,
  insertShare,
  NEW_LINK_SHOWS,
  pauseShare,
  type Share,
  type Shows,
  stopShare,
  type Subject,
  updateTerms,
} from '../../store/shares.js'
import { hashPassword } from '../account/passwords.js'

/** What the owner of a link decides, the password as it was typed. */
export interface LinkTerms {
  label: string
  /** ISO 8601, UTC. */
  endsAt: string | null
  shows: Shows
  isFindable: boolean
  /** null: none; `keep`: the one it has. */
  password: { typed: string } | 'keep' | null
}

export const collectionSubject = (collectionId: string): Subject => ({
  collectionId,
  badgeId: null,
})
export const badgeSubject = (badgeId: string): Subject => ({ collectionId: null, badgeId })

/** The terms of a link about which its owner says only for whom it is. */
export function plainTerms(label: string): LinkTerms {
  return { label, endsAt: null, shows: NEW_LINK_SHOWS, isFindable: false, password: null }
}

/**
 * A public link to a collection or a badge.
 * @returns the secret of the link
 * @throws {AppError} not_found; conflict: no badge of it is proven to be the earner's
 */
export async function makeLink(
  ctx: Pick<Context, 'db' | 'now' | 'config'>,
  accountId: string,
  subject: Subject,
  terms: LinkTerms,
): Promise<string> {
  await assertOwned(ctx, accountId, subject)
  const shown = await listSharedBadges(ctx.db, { accountId, subject })
  if (shown.length === 0) throw nothingToShow(subject)
  const at = ctx.now()
  const id = newId(at)
  const token = secretOf(ctx, id)
  const share = { id, subject, tokenHash: hashToken(token), createdAt: at.toISOString() }
  await insertShare(ctx.db, accountId, { ...share, ...(await storedTerms(ctx, terms, null)) })
  return token
}

/** Changes the terms of a link; whoever has it keeps it. @throws {AppError} not_found */
export async function changeLink(
  ctx: Pick<Context, 'db' | 'config'>,
  accountId: string,
  subject: Subject,
  id: string,
  terms: LinkTerms,
): Promise<void> {
  const { passwordHash } = await findShare(ctx.db, accountId, subject, id)
  await updateTerms(ctx.db, accountId, subject, id, await storedTerms(ctx, terms, passwordHash))
}

/** Ends a link at once and for good. @throws {AppError} not_found */
export function stopLink(
  ctx: Pick<Context, 'db' | 'now'>,
  accountId: string,
  subject: Subject,
  id: string,
): Promise<void> {
  return stopShare(ctx.db, accountId, subject, id, ctx.now().toISOString())
}

/** Lets a link rest, or work again. @throws {AppError} not_found */
export function pauseLink(
  ctx: Pick<Context, 'db' | 'now'>,
  accountId: string,
  subject: Subject,
  id: string,
  isPaused: boolean,
): Promise<void> {
  return pauseShare(ctx.db, accountId, subject, id, isPaused ? ctx.now().toISOString() : null)
}

/** The secret of a link, for its owner; null when it was made under another SESSION_SECRET and cannot be shown. */
export function tokenOf(
  ctx: Pick<Context, 'config'>,
  share: Pick<Share, 'id' | 'tokenHash'>,
): string | null {
  const token = secretOf(ctx, share.id)
  return hashToken(token) === share.tokenHash ? token : null
}

async function storedTerms(
  ctx: Pick<Context, 'config'>,
  { password, ...terms }: LinkTerms,
  known: string | null,
) {
  if (password === 'keep') return { ...terms, passwordHash: known }
  return { ...terms, passwordHash: password && (await hashPassword(ctx, password.typed)) }
}

async function assertOwned({ db }: Pick<Context, 'db'>, accountId: string, subject: Subject) {
  if (subject.badgeId === null) await findCollection(db, accountId, subject.collectionId)
  else await findBadge(db, accountId, subject.badgeId)
}

function nothingToShow({ badgeId }: Subject): AppError {
  return new AppError(
    'conflict',
    badgeId === null
      ? 'There is nothing to share yet. Put a badge into this collection that was awarded to an address you have confirmed under Settings.'
      : 'This badge is not proven to be yours yet. Confirm the address it was awarded to under Settings, then share it.',
  )
}

const secretOf = ({ config }: Pick<Context, 'config'>, id: string) =>
  deriveToken(config.sessionSecret, 'share', id)
