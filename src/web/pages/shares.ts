import type { Request, Response } from 'express'
import { changeLink, makeLink, pauseLink, stopLink } from '../../backpack/links.js'
import type { Context } from '../../context.js'
import { AppError } from '../../errors.js'
import type { Share } from '../../store/shares.js'
import { typed, type FieldErrors } from '../forms/read-form.js'
import { readLink, saysWhatToShow, showsIn } from '../forms/share.js'
import { accountOf, flash } from '../middleware/account.js'
import type { Opens } from '../opens.js'
import { renderPage } from '../render.js'
import { showsChoices } from '../view-models/link.js'
import { collectionPage } from './collection-page.js'
import {
  linkedThing,
  linkOf,
  linkViewsOf,
  subjectOf,
  type LinkedThing,
  type SubjectKind,
  type WithSubject,
} from './link-pages.js'

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
