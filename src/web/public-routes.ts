import { Router } from 'express'
import { createVerifyAgain } from '../backpack/badges/verify.js'
import type { Opens } from '../backpack/sharing/opens.js'
import type { Context } from '../context.js'
import { notFound } from './middleware/errors.js'
import { openLinks } from './middleware/link.js'
import { createLimits } from './middleware/rate-limit.js'
import { secondStep } from './middleware/second-step.js'
import { readUpload } from './middleware/upload.js'
import { createPageMemory } from './page-memory.js'
import { checkPages } from './pages/checks.js'
import { embedPages, findabilityPages, oembedPages } from './pages/oembed.js'
import { passwordPages } from './pages/passwords.js'
import { publicActionPages } from './pages/public-actions.js'
import { publicPaperPages } from './pages/public-papers.js'
import { publicPicturePages } from './pages/public-pictures.js'
import { publicSharePages } from './pages/public-shares.js'

/** Every URL for who need not be signed in and gets no session: they stand before it, so that nobody is followed. */
export function publicRoutes(ctx: Context, opens: Opens): Router {
  const router = Router()
  const limits = createLimits(ctx)
  const memory = createPageMemory(ctx)
  const shares = publicSharePages(ctx, { opens, memory })
  const actions = publicActionPages(ctx, {
    limits,
    checkAgain: createVerifyAgain(ctx),
    badgeModel: shares.badgeModel,
  })

  const checks = checkPages(ctx, limits, memory)
  const findability = findabilityPages(ctx)

  router.get('/robots.txt', findability.robots)
  router.get('/sitemap.xml', findability.sitemap)
  router.get('/check', checks.new)
  router.post('/check', checks.limit, readUpload, checks.create)
  router.get('/check/pictures/:hash', checks.picture)

  router.post('/passwords/strength', passwordPages(ctx, limits, secondStep(ctx, limits)).judge)

  const pictures = publicPicturePages(ctx, memory)
  const papers = publicPaperPages(ctx, { memory, badgeModel: shares.badgeModel })

  const embeds = embedPages(ctx)

  router.get('/oembed', oembedPages(ctx).show)
  router.get('/s/:token/embed', embeds.show)
  router.get('/s/:token/badges/:id/embed', embeds.show)
  router.get('/s/:token/qr.:kind', pictures.code)
  router.get('/s/:token/badges/:id/qr.:kind', pictures.code)

  router.use('/s/:token', openLinks(ctx))
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
