import type { Request, Response } from 'express'
import {
  type OpenLink,
  sharedBadgeOf,
  sharedPage,
  type SharedPage,
} from '../../backpack/sharing/open-link.js'
import { showsWhole } from '../../backpack/sharing/redact.js'
import type { Opens } from '../../backpack/sharing/opens.js'
import type { Context } from '../../context.js'
import { AppError } from '../../errors.js'
import { countReports, listReports } from '../../store/reports.js'
import { findSharedBadge } from '../../store/shared-badges.js'
import { listSources } from '../../store/sources.js'
import { sendForeignBytes } from '../foreign-bytes.js'
import { openedLink } from '../middleware/link.js'
import type { PageMemory, RenderedPage } from '../page-memory.js'
import { renderedText, wantsJson } from '../render.js'
import { templateFunctions } from '../template-functions.js'
import { freshUntil } from '../../words/language.js'
import { findableWords } from '../view-models/findable.js'
import { publicBadge, type PublicBadge } from '../view-models/public-badge.js'
import { publicCollection, readSort } from '../view-models/public-collection.js'
import { badgeJson, collectionJson } from '../view-models/public-json.js'
import { socialCard } from '../view-models/social-card.js'
import type { Dates } from '../view-models/verdict.js'
import { isPictureOfVersion, sendPicture } from './badge-files.js'

type WithToken = Request<{ token: string }>
type WithBadge = Request<{ token: string; id: string }>

const REPORTS_SHOWN = 100
/** Longest side of a drawing that is shown as pixels. */
const SHOWN_PIXELS = 512

export interface PublicServices {
  opens: Opens
  memory: PageMemory
}

/** What somebody with a link sees, without an account: never more than the earner shared. */
export function publicSharePages(ctx: Context, { opens, memory }: PublicServices) {
  const dates = templateFunctions(ctx)
  return {
    async show(req: WithToken, res: Response) {
      const link = openedLink(res)
      const under = `/s/${req.params.token}`
      if (asksForJson(req))
        return sendJson(req, res, link, 'json', (page) => pageJson(page, link, under))
      if (isVisit(req as Request)) opens.count(link.id)
      const sort = readSort(req.query.sort)
      const render = async () => {
        const page = await sharedPage(ctx, link)
        const { collection } = page
        if (collection === null) return renderBadge(res, link, page, link.subject.badgeId!, under)
        const options = { dates, now: ctx.now(), under, sort }
        const view = publicCollection({ ...page, collection }, options)
        const url = `${ctx.config.baseUrl}${under}`
        const words = findableWords(page, link, url, dates)
        const card = socialCard(url, collection.title, ctx.config.baseUrl)
        return rendered(page, await renderedText(res, 'shares/show', { ...view, ...words, card }))
      }
      await memory.sendPage(req as Request, res, { link, name: `page ${sort}`, render })
    },

    async badge(req: WithBadge, res: Response) {
      const link = openedLink(res)
      const { id, token } = req.params
      const under = `/s/${token}`
      if (asksForJson(req))
        return sendJson(req, res, link, `json ${id}`, (page) =>
          badgeJson(sharedBadgeOf(page, id), link, `${ctx.config.baseUrl}${under}`),
        )
      const render = async () => renderBadge(res, link, await sharedPage(ctx, link), id, under)
      await memory.sendPage(req as Request, res, { link, name: `badge ${id}`, render })
    },

    async image(req: WithBadge, res: Response) {
      const { shows, ...link } = openedLink(res)
      const { badge } = await findSharedBadge(ctx.db, link, req.params.id)
      const isDrawing = badge.imageType === 'image/svg+xml' && !showsWhole(shows)
      if (isPictureOfVersion(badge, req.query.v))
        res.set('Cache-Control', 'private, max-age=31536000, immutable')
      if (isDrawing) return sendPixels(res, badge.imageHash!)
      await sendPicture(ctx, res, badge)
    },

    /** The file as it came, where the owner of the link gives it away. */
    async file(req: WithBadge, res: Response) {
      const link = openedLink(res)
      const { badge } = await findSharedBadge(ctx.db, link, req.params.id)
      const isGiven = link.shows.download && showsWhole(link.shows)
      const sources = isGiven ? await listSources(ctx.db, link.accountId, badge.id) : []
      const source = sources.find(({ origin }) => origin === 'upload') ?? sources[0]
      if (!source) throw new AppError('not_found', 'This link does not give the file away.')
      res.attachment(source.fileName)
      sendForeignBytes(res, await ctx.files.get(source.fileHash), source.fileType)
    },

    /** The page of one badge as its view model, for answers to what a visitor asked, and for paper. */
    async badgeModel(req: WithBadge, res: Response, shown?: Dates): Promise<PublicBadge> {
      const link = openedLink(res)
      const { id, token } = req.params
      return badgeModel(link, await sharedPage(ctx, link), id, `/s/${token}`, shown)
    },
  }

  async function badgeModel(
    link: OpenLink,
    page: SharedPage,
    id: string,
    under: string,
    shown: Dates = dates,
  ) {
    const shared = sharedBadgeOf(page, id)
    const reports = await listReports(ctx.db, link.accountId, id, REPORTS_SHOWN)
    const reportCount = await countReports(ctx.db, link.accountId, id)
    const options = { link, earner: page.earner, dates: shown, under, reports, reportCount }
    const view = publicBadge(shared, options)
    const own = `${ctx.config.baseUrl}${page.collection ? view.href : under}`
    return {
      ...view,
      ...findableWords({ ...page, badges: [shared] }, link, `${ctx.config.baseUrl}${under}`, dates),
      canonical: own,
      card: socialCard(own, view.title, ctx.config.baseUrl),
      back: page.collection ? { href: under, title: page.collection.title } : null,
    }
  }

  async function renderBadge(
    res: Response,
    link: OpenLink,
    page: SharedPage,
    id: string,
    under: string,
  ): Promise<RenderedPage> {
    const model = {
      ...(await badgeModel(link, page, id, under)),
      answer: null,
      problem: null,
      identity: '',
    }
    return rendered(page, await renderedText(res, 'shares/badge', model))
  }

  /** A drawing can hold what is hidden in its comments and descriptions. */
  async function sendPixels(res: Response, hash: string): Promise<void> {
    const key = `pixels ${hash}`
    const known = memory.get(key)?.body
    const tile = known ? null : await drawnPixels(hash)
    const body = known ?? tile?.image
    if (!body) throw new AppError('not_found', 'The picture of this badge cannot be drawn.')
    memory.set(key, { body, type: 'image/png' })
    sendForeignBytes(res, body, 'image/png')
  }

  async function drawnPixels(hash: string) {
    const { drawTile } = await import('../../publishing/picture.js')
    return drawTile(await ctx.files.get(hash), SHOWN_PIXELS)
  }

  function rendered({ badges }: SharedPage, text: string): RenderedPage {
    const moments = badges.flatMap(({ badge }) => [
      badge.checkedAt,
      badge.validAt ?? badge.checkedAt,
    ])
    const turns = badges.flatMap(({ turnsAt }) => (turnsAt ? [turnsAt] : []))
    return { text, type: 'text/html', freshUntil: freshUntil(moments, ctx.now(), turns) }
  }

  async function sendJson(
    req: WithToken | WithBadge,
    res: Response,
    link: OpenLink,
    name: string,
    toJson: (page: SharedPage) => unknown,
  ): Promise<void> {
    const render = async (): Promise<RenderedPage> => {
      const page = await sharedPage(ctx, link)
      const text = JSON.stringify(toJson(page), null, 2)
      const turns = page.badges.flatMap(({ turnsAt }) => (turnsAt ? [Date.parse(turnsAt) + 1] : []))
      return { text, type: 'application/json', freshUntil: new Date(Math.min(8.64e15, ...turns)) }
    }
    await memory.sendPage(req as Request, res, { link, name, render })
  }

  function pageJson(page: SharedPage, link: OpenLink, under: string) {
    return collectionJson(page, link, `${ctx.config.baseUrl}${under}`)
  }
}

function asksForJson(req: WithToken | WithBadge): boolean {
  return req.query.format === 'json' || wantsJson(req)
}

/** Looked at by a person, as far as one can tell without watching them. */
function isVisit(req: Request): boolean {
  return req.method === 'GET' && !/prefetch|prerender/.test(req.get('sec-purpose') ?? '')
}
