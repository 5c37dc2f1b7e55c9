import { Router } from 'express'
import type { Context } from '../context.js'
import { createLimits } from './limits.js'
import { requireAccount } from './middleware/account.js'
import { accountPages } from './pages/accounts.js'
import { emailPages } from './pages/emails.js'
import { healthPages } from './pages/health.js'
import { homePages } from './pages/home.js'
import { outboxPages } from './pages/outbox.js'
import { passwordPages } from './pages/passwords.js'
import { sessionPages } from './pages/sessions.js'
import { settingsPages } from './pages/settings.js'

/** Every URL of the application. */
export function routes(ctx: Context): Router {
  const router = Router()
  const limits = createLimits(ctx)
  const accounts = accountPages(ctx, limits)
  const emails = emailPages(ctx, limits)
  const health = healthPages(ctx)
  const home = homePages(ctx)
  const passwords = passwordPages(ctx, limits)
  const sessions = sessionPages(ctx, limits)
  const settings = settingsPages(ctx, limits)

  router.get('/', home.show)
  router.get('/health', health.show)
  router.get('/sign-up', accounts.new)
  router.post('/sign-up', accounts.create)
  router.get('/sign-in', sessions.new)
  router.post('/sign-in', sessions.create)
  router.post('/sign-out', sessions.destroy)
  router.get('/passwords/new', passwords.new)
  router.post('/passwords/new', passwords.create)
  router.get('/passwords/:token', passwords.edit)
  router.post('/passwords/:token', passwords.update)
  router.get('/confirm/:token', emails.confirmation)
  router.post('/confirm/:token', emails.confirm)
  if (!ctx.config.production) router.get('/outbox', outboxPages(ctx).index)

  router.use(requireAccount)

  router.get('/settings', settings.show)
  router.post('/settings/name', settings.updateName)
  router.post('/settings/password', settings.updatePassword)
  router.get('/emails', emails.index)
  router.post('/emails', emails.create)
  router.post('/emails/:id/primary', emails.makePrimary)
  router.post('/emails/:id/confirmation', emails.sendConfirmation)
  router.get('/emails/:id/delete', emails.deletion)
  router.post('/emails/:id/delete', emails.destroy)
  router.get('/sessions', sessions.index)
  router.post('/sessions/:id/delete', sessions.end)
  router.get('/account/delete', accounts.edit)
  router.post('/account/delete', accounts.destroy)

  return router
}
