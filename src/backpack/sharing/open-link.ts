import type { Context } from '../../context.js'
import { AppError } from '../../errors.js'
import { hashToken } from '../../ids.js'
import { findCollection } from '../../store/collections.js'
import { confirmedAddresses } from '../../store/emails.js'
import { findTellingReports } from '../../store/reports.js'
import { listSharedBadges } from '../../store/shared-badges.js'
import { type OpenedShare, stateOfShare } from '../../store/shares.js'
import { openShare } from '../../store/open-share.js'
import { redactBadge, type SharedBadge } from './redact.js'

/** A link that works, and to what. */
export type OpenLink = Omit<OpenedShare, 'label' | 'opens' | 'stoppedAt' | 'pausedAt'>

/** All that a link shows, what its owner hides taken out. */
export interface SharedPage {
  /** Name of the earner; null when hidden. */
  earner: string | null
  /** Of the collection; null when the link is to a single badge. */
  collection: { title: string; description: string } | null
  badges: SharedBadge[]
}

/**
 * The link of a token, if it works at this moment.
 * @throws {AppError} not_found: there is none, or it rests; gone: it has ended
 */
export async function openLink(
  { db, now }: Pick<Context, 'db' | 'now'>,
  token: string,
): Promise<OpenLink> {
  const share = await openShare(db, hashToken(token))
  const state = stateOfShare(share, now())
  if (state === 'open') return share
  if (state === 'paused') throw resting()
  throw new AppError(
    'gone',
    state === 'ended'
      ? 'It was open until a certain day, and that day is over. Ask the person who gave it to you for a new one.'
      : 'The person who made it does not share this any more. Ask them for a new one if you still need it.',
  )
}

/** A link that rests may work again, so it is not gone. */
function resting(): AppError {
  const message = 'The person who made it lets it rest at the moment. It may work again later.'
  return new AppError('not_found', message, { title: 'This link is resting' })
}

/** Everything a link shows, redacted. @throws {AppError} not_found: its collection is gone */
export async function sharedPage(
  { db, now }: Pick<Context, 'db' | 'now'>,
  link: OpenLink,
): Promise<SharedPage> {
  const { accountId, subject, shows, earnerName } = link
  const { collectionId } = subject
  const collection = collectionId && (await findCollection(db, accountId, collectionId))
  const linked = await listSharedBadges(db, link)
  const ids = linked.map(({ badge }) => badge.id)
  const reports = await findTellingReports(db, accountId, ids)
  const earner = { name: earnerName, addresses: await confirmedAddresses(db, accountId) }
  return {
    earner: shows.name ? earnerName : null,
    collection: collection
      ? { title: collection.title, description: collection.description }
      : null,
    badges: linked.map((one) =>
      redactBadge(one, reports.get(one.badge.id) ?? null, shows, earner, now()),
    ),
  }
}

/** One badge of a shared page. @throws {AppError} not_found */
export function sharedBadgeOf({ badges }: SharedPage, id: string): SharedBadge {
  const shared = badges.find(({ badge }) => badge.id === id)
  if (!shared) throw new AppError('not_found', 'This badge is not on this page, or not any more.')
  return shared
}
