import type { Request, Response } from 'express'
import { badgeSubject, collectionSubject, tokenOf } from '../../backpack/links.js'
import type { Context } from '../../context.js'
import { findBadge } from '../../store/badges.js'
import { findCollection } from '../../store/collections.js'
import { findShare, listShares, type Share, type Subject } from '../../store/shares.js'
import { accountOf } from '../middleware/account.js'
import { templateFunctions } from '../template-functions.js'
import { UNTITLED } from '../view-models/badge-card.js'
import { linkView, type LinkView } from '../view-models/link.js'

export type SubjectKind = 'collections' | 'badges'
export type WithSubject = Request<{ id: string; share: string }>

/** What links are to, for pages of their owner. */
export interface LinkedThing {
  /** Title of the collection or badge. */
  name: string
  /** Address of its page; links lie below. */
  under: string
  here: string
  subject: Subject
}

export function subjectOf(kind: SubjectKind, id: string): Subject {
  return kind === 'badges' ? badgeSubject(id) : collectionSubject(id)
}

/** The collection or badge of a request. @throws {AppError} not_found */
export async function linkedThing(
  ctx: Context,
  kind: SubjectKind,
  req: WithSubject,
  res: Response,
): Promise<LinkedThing> {
  const { id } = req.params
  const find = kind === 'badges' ? findBadge : findCollection
  const { title } = await find(ctx.db, accountOf(res).id, id)
  const here = `/${kind}`
  return { name: title || UNTITLED, under: `${here}/${id}`, here, subject: subjectOf(kind, id) }
}

/** All links to it, those that work first. */
export async function linkViewsOf(
  ctx: Context,
  res: Response,
  { subject, under }: Pick<LinkedThing, 'subject' | 'under'>,
): Promise<LinkView[]> {
  const shares = await listShares(ctx.db, accountOf(res).id, subject)
  return shares.map((share) => viewOf(ctx, share, under))
}

/** @throws {AppError} not_found */
export async function linkOf(
  ctx: Context,
  req: WithSubject,
  res: Response,
  { subject, under }: Pick<LinkedThing, 'subject' | 'under'>,
): Promise<{ share: Share; link: LinkView }> {
  const share = await findShare(ctx.db, accountOf(res).id, subject, req.params.share)
  return { share, link: viewOf(ctx, share, under) }
}

function viewOf(ctx: Context, share: Share, under: string): LinkView {
  const { date } = templateFunctions(ctx)
  const secret = (one: Share) => tokenOf(ctx, one)
  const { baseUrl } = ctx.config
  return linkView(share, { under, baseUrl, now: ctx.now(), date, tokenOf: secret })
}
