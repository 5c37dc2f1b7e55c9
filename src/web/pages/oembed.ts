import type { Request, Response } from 'express'
import { openLink, sharedPage, type SharedPage } from '../../backpack/open-link.js'
import type { Context } from '../../context.js'
import { AppError } from '../../errors.js'
import { frameCode } from '../../publishing/embed.js'
import { PICTURE_HEIGHT, PICTURE_WIDTH } from '../../publishing/picture.js'
import { allowEmbedding } from '../embedding.js'
import { templateFunctions } from '../template-functions.js'
import { canBeFramed, embedView, frameSize } from '../view-models/embed.js'

/** What other sites ask for when somebody pastes a link there. @see https://oembed.com/ */
export function oembedPages(ctx: Context) {
  const { baseUrl } = ctx.config
  return {
    async show(req: Request, res: Response) {
      allowEmbedding(res)
      res.setHeader('Access-Control-Allow-Origin', '*')
      if (textOf(req.query.format) === 'xml')
        return void res.status(501).json({ error: { message: 'Only JSON is answered.' } })
      const { token, id } = readAddress(textOf(req.query.url), baseUrl)
      const link = await openLink(ctx, token)
      if (!canBeFramed(link))
        return void res.status(401).json({ error: { message: 'This link asks for a password.' } })
      const url = `${baseUrl}/s/${token}`
      const page = await sharedPage(ctx, link)
      const view = embedView(page, id, { url, dates: templateFunctions(ctx) })
      const own = id === undefined ? url : `${url}/badges/${id}`
      res.json({ ...answerOf(req, view, own), cache_age: cacheSeconds(page, ctx.now()) })
    },
  }

  function answerOf({ query }: Request, view: ReturnType<typeof embedView>, url: string): object {
    const { width, height } = frameSize(view)
    const size = { width: limited(width, query.maxwidth), height: limited(height, query.maxheight) }
    return {
      version: '1.0',
      type: 'rich',
      title: view.summary,
      ...(view.earner ? { author_name: view.earner } : {}),
      provider_name: 'Haversack',
      provider_url: baseUrl,
      thumbnail_url: `${url}/picture.png`,
      thumbnail_width: PICTURE_WIDTH,
      thumbnail_height: PICTURE_HEIGHT,
      html: frameCode(`${url}/embed`, view.title, size),
      ...size,
    }
  }
}

/** An hour, or until what is said of a badge is another thing. */
function cacheSeconds({ badges }: SharedPage, now: Date): number {
  const turns = badges.flatMap(({ turnsAt }) => (turnsAt ? [Date.parse(turnsAt)] : []))
  return Math.min(3600, ...turns.map((at) => Math.ceil((at - now.getTime()) / 1000)))
}

/** The link and badge an address of ours names. @throws {AppError} not_found: it is none */
function readAddress(address: string, baseUrl: string): { token: string; id?: string } {
  const path = address.startsWith(`${baseUrl}/`) ? address.slice(baseUrl.length) : ''
  const found = /^\/s\/([\w-]+)(?:\/badges\/([\w-]+))?\/?(?:[?#].*)?$/.exec(path)
  if (!found) throw new AppError('not_found', 'This address is no link to badges kept here.')
  return { token: found[1]!, ...(found[2] === undefined ? {} : { id: found[2] }) }
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '')

function limited(size: number, most: unknown): number {
  const number = Number(textOf(most))
  return Number.isInteger(number) && number > 0 ? Math.min(size, number) : size
}
