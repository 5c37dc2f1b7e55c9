import type { Response } from 'express'
import { openLink, sharedPage } from '../../backpack/open-link.js'
import { tokenOf } from '../../backpack/links.js'
import type { Context } from '../../context.js'
import { AppError } from '../../errors.js'
import { renderPage } from '../render.js'
import { templateFunctions } from '../template-functions.js'
import { shareKit } from '../view-models/share-kit.js'
import { linkedThing, linkOf, type SubjectKind, type WithSubject } from './link-pages.js'

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
