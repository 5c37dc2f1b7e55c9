import type { Request, Response } from 'express'
import { openLink, sharedPage } from '../../backpack/open-link.js'
import type { Context } from '../../context.js'
import { AppError } from '../../errors.js'
import { allowFraming } from '../embedding.js'
import { templateFunctions } from '../template-functions.js'
import { canBeFramed, embedView } from '../view-models/embed.js'

type WithEmbed = Request<{ token: string; id?: string }>

/** Pages made for frames on other sites: no script, no cookie, no form. */
export function embedPages(ctx: Context) {
  const dates = templateFunctions(ctx)
  return {
    async show(req: WithEmbed, res: Response) {
      allowFraming(res)
      res.setHeader('Cache-Control', 'private, no-cache')
      res.setHeader('X-Robots-Tag', 'noindex')
      const { token, id } = req.params
      const url = `${ctx.config.baseUrl}/s/${token}`
      try {
        const link = await openLink(ctx, token)
        if (!canBeFramed(link)) return sendWords(res, 401, PASSWORD, url)
        res.render('embeds/show', embedView(await sharedPage(ctx, link), id, { url, dates }))
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        sendWords(res, error.code === 'gone' ? 410 : 404, error.message, url)
      }
    },
  }
}

const PASSWORD = 'This link asks for a password, which can only be typed on its own page.'

/** The frame stays readable when there is nothing to show in it. */
function sendWords(res: Response, status: number, words: string, href: string): void {
  res.status(status).render('embeds/words', { title: 'Badges', words, href })
}
