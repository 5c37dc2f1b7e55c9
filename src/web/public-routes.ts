import { Router } from 'express'
import { createCheckAgain } from '../backpack/check-again.js'
import type { Context } from '../context.js'
import { createDrawingCache } from './drawing-cache.js'
import type { Freshness } from './freshness.js'
import type { KeptAnswers } from './kept-answers.js'
import { createLimits } from './limits.js'
import { notFound } from './middleware/errors.js'
import { openLinks } from './middleware/link.js'
import { uploadReader } from './middleware/upload.js'
import type { Opens } from './opens.js'
import { createPageCache } from './page-cache.js'
import { checkPages } from './pages/checks.js'
import { embedPages } from './pages/embeds.js'
import { findabilityPages } from './pages/findability.js'
import { oembedPages } from './pages/oembed.js'
import { publicActionPages } from './pages/public-actions.js'
import { publicPaperPages } from './pages/public-papers.js'
import { publicPicturePages } from './pages/public-pictures.js'
import { publicSharePages } from './pages/public-shares.js'

/** What public pages remember for a moment. */
export interface PublicMemory {
  opens: Opens
  freshness: Freshness
  answers: KeptAnswers
}

/** Every URL for who need not be signed in and gets no session: they stand before it, so that nobody is followed. */
export function publicRoutes(ctx: Context, { opens, freshness, answers }: PublicMemory): Router {
  const router = Router()
  const limits = createLimits(ctx)
  const cache = createPageCache(ctx, freshness, answers)
  const shares = publicSharePages(ctx, { opens, cache })
  const actions = publicActionPages(ctx, {
    limits,
    checkAgain: createCheckAgain(ctx),
    badgeModel: shares.badgeModel,
  })

  const checks = checkPages(ctx, limits)
  const findability = findabilityPages(ctx)

  router.get('/robots.txt', findability.robots)
  router.get('/sitemap.xml', findability.sitemap)
  router.get('/check', checks.new)
  router.post('/check', checks.limit, uploadReader(1), checks.create)
  router.get('/check/pictures/:hash', checks.picture)

  const drawings = createDrawingCache()
  const pictures = publicPicturePages(ctx, drawings)
  const papers = publicPaperPages(ctx, { drawings, badgeModel: shares.badgeModel })

  const embeds = embedPages(ctx)

  router.get('/oembed', oembedPages(ctx).show)
  router.get('/s/:token/embed', embeds.show)
  router.get('/s/:token/badges/:id/embed', embeds.show)
  router.get('/s/:token/qr.:kind', pictures.code)
  router.get('/s/:token/badges/:id/qr.:kind', pictures.code)

  router.use('/s/:token', openLinks(ctx, freshness))
  router.get('/s/:token', shares.show)
  router.post('/s/:token/password', actions.unlock)
  router.post('/s/:token/reports', actions.checkAgain)
  router.get('/s/:token/reports', actions.progress)
  router.get('/s/:token/badges/:id', shares.badge)
  router.get('/s/:token/badges/:id/image', shares.image)
  router.get('/s/:token/badges/:id/file', shares.file)
  router.post('/s/:token/badges/:id/recipient', actions.isTheirs)
  router.get('/s/:token/picture.png', pictures.picture)
  router.get('/s/:token/badges/:id/picture.png', pictures.badgePicture)
  router.get('/s/:token/badges/:id/small.png', pictures.thumbnail)
  router.get('/s/:token/collection.pdf', papers.collection)
  router.get('/s/:token/badges/:id/badge.pdf', papers.badge)
  router.use('/s/:token', notFound)

  return router
}
