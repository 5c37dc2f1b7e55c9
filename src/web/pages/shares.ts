import type { Request, Response } from 'express'
import {
  badgeSubject,
  changeLink,
  collectionSubject,
  makeLink,
  pauseLink,
  stopLink,
  tokenOf,
} from '../../backpack/sharing/links.js'
import { openLink, sharedPage } from '../../backpack/sharing/open-link.js'
import type { Opens } from '../../backpack/sharing/opens.js'
import type { Context } from '../../context.js'
import { AppError } from '../../errors.js'
import { findBadge } from '../../store/badges.js'
import { findCollection } from '../../store/collections.js'
import { findShare, listShares, type Share, type Subject } from '../../store/shares.js'
import { type FieldErrors, typed } from '../forms/read-form.js'
import { readLink, saysWhatToShow, showsIn } from '../forms/share.js'
import { accountOf, flash } from '../middleware/account.js'
import { renderPage } from '../render.js'
import { templateFunctions } from '../template-functions.js'
import { linkView, type LinkView, showsChoices } from '../view-models/link.js'
import { shareKit } from '../view-models/share-kit.js'
import { UNTITLED } from '../view-models/verdict.js'
import { collectionPage } from './collections.js'

/** Public links to a collection or a badge: made, changed, paused and stopped by their owner. */
export function sharePages(ctx: Context, opens: Opens, kind: SubjectKind) {
  return {
    async index(req: WithSubject, res: Response) {
      const thing = await linkedThing(ctx, kind, req, res)
      await opens.flush()
      const links = await linkViewsOf(ctx, res, thing)
      const isOver = ({ state }: { state: string }) => state === 'ended' || state === 'stopped'
      const [over, working] = [links.filter(isOver), links.filter((link) => !isOver(link))]
      renderPage(res, 'shares/index', { title: 'Links', ...thing, working, over })
    },

    async new(req: WithSubject, res: Response) {
      const thing = await linkedThing(ctx, kind, req, res)
      formPage(res, 200, thing, null, { body: {}, errors: {} })
    },

    async create(req: WithSubject, res: Response) {
      const form = readLink(req.body, ctx.now())
      if (form.errors) return refuse(req, res, form.errors)
      const subject = subjectOf(kind, req.params.id)
      const made = await makeLink(ctx, accountOf(res).id, subject, form.values).catch(asConflict)
      if (made instanceof AppError) return refuse(req, res, { form: made.message })
      flash(req as Request, `The link is ready. Whoever has it sees this ${NOUN[kind]}.`)
      res.redirect(303, backTo(req))
    },

    async show(req: WithSubject, res: Response) {
      const thing = await linkedThing(ctx, kind, req, res)
      await opens.flush()
      const { link } = await linkOf(ctx, req, res, thing)
      renderPage(res, 'shares/link', { title: link.name, ...thing, link })
    },

    async edit(req: WithSubject, res: Response) {
      const thing = await linkedThing(ctx, kind, req, res)
      const { share } = await linkOf(ctx, req, res, thing)
      formPage(res, 200, thing, share, { body: null, errors: {} })
    },

    async update(req: WithSubject, res: Response) {
      const thing = await linkedThing(ctx, kind, req, res)
      const { share } = await linkOf(ctx, req, res, thing)
      const body: unknown = req.body
      const form = readLink(body, ctx.now())
      if (form.errors) return formPage(res, 422, thing, share, { body, errors: form.errors })
      await changeLink(ctx, accountOf(res).id, thing.subject, share.id, form.values)
      flash(req as Request, 'The link is changed. Its address stays the same.')
      res.redirect(303, `${thing.under}/shares/${share.id}`)
    },

    pause: rest(true, 'The link rests. Whoever opens it reads that it may work again later.'),
    resume: rest(false, 'The link works again.'),

    async destroy(req: WithSubject, res: Response) {
      const { id, share } = req.params
      await stopLink(ctx, accountOf(res).id, subjectOf(kind, id), share)
      flash(req as Request, 'The link has ended. Whoever opens it reads that it is over.')
      res.redirect(303, backTo(req))
    },
  }

  function rest(isPaused: boolean, message: string) {
    return async (req: WithSubject, res: Response) => {
      const { id, share } = req.params
      await pauseLink(ctx, accountOf(res).id, subjectOf(kind, id), share, isPaused)
      flash(req as Request, message)
      res.redirect(303, `/${kind}/${id}/shares/${share}`)
    }
  }

  /** The page the form stands on, again. */
  async function refuse(req: WithSubject, res: Response, errors: FieldErrors): Promise<void> {
    const body: unknown = req.body
    if (kind === 'collections' && !saysWhatToShow(body))
      return collectionPage(ctx, res, req.params.id, 422, typed(body, 'label'), errors)
    formPage(res, 422, await linkedThing(ctx, kind, req, res), null, { body, errors })
  }

  /** The short form stands on the page of the collection itself. */
  function backTo(req: WithSubject): string {
    const body: unknown = req.body
    const isShort = kind === 'collections' && typed(body, 'from').from !== 'links'
    return `/${kind}/${req.params.id}${isShort ? '#links' : '/shares'}`
  }
}

interface Filled {
  /** What was posted; null: what the link has. */
  body: unknown
  errors: FieldErrors
}

function formPage(
  res: Response,
  status: number,
  thing: LinkedThing,
  share: Share | null,
  { body, errors }: Filled,
): void {
  const known = share && {
    label: share.label,
    ends: share.endsAt ? dayBefore(share.endsAt) : '',
    findable: share.isFindable ? 'on' : '',
  }
  const title = share ? 'Change this link' : 'A new link'
  const model = {
    title,
    ...thing,
    action: `${thing.under}/shares${share ? `/${share.id}/edit` : ''}`,
    back: `${thing.under}/shares${share ? `/${share.id}` : ''}`,
    isNew: share === null,
    hasPassword: Boolean(share?.passwordHash),
    typed: body === null && known ? known : typed(body, 'label', 'ends', 'findable'),
    choices: showsChoices(body === null && share ? share.shows : showsIn(body)),
    errors,
  }
  renderPage(res, 'shares/form', model, { status })
}

/** The last day on which it works, as a form writes it. */
function dayBefore(endsAt: string): string {
  return new Date(Date.parse(endsAt) - 1).toISOString().slice(0, 10)
}

const NOUN: Record<SubjectKind, string> = { collections: 'collection', badges: 'badge' }

function asConflict(error: unknown): AppError {
  if (error instanceof AppError && error.code === 'conflict') return error
  throw error
}

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
async function linkedThing(
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
async function linkOf(
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

/** Everything an earner needs to show a link elsewhere. */
export function shareKitPages(ctx: Context, kind: SubjectKind) {
  return {
    async show(req: WithSubject, res: Response) {
      const thing = await linkedThing(ctx, kind, req, res)
      const { share, link } = await linkOf(ctx, req, res, thing)
      const token = tokenOf(ctx, share)
      if (token === null || link.state !== 'open') throw notNow()
      const opened = await openLink(ctx, token)
      const url = `${ctx.config.baseUrl}/s/${token}`
      const options = { link: opened, url, times: templateFunctions(ctx) }
      const kit = shareKit(await sharedPage(ctx, opened), options)
      renderPage(res, 'shares/kit', { title: 'Show it elsewhere', ...thing, link, ...kit })
    },
  }
}

function notNow(): AppError {
  const message =
    'A link can be shown elsewhere while it works and its address is known here. Let it work again, or make a new one.'
  return new AppError('conflict', message, { title: 'This link cannot be shown elsewhere now' })
}
