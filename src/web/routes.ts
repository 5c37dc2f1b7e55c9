import { Router } from 'express'
import { MAX_AT_ONCE } from '../backpack/imports/add-at-once.js'
import { MAX_ITEMS } from '../backpack/imports/start.js'
import type { Opens } from '../backpack/sharing/opens.js'
import type { Context } from '../context.js'
import { requireAccount } from './middleware/account.js'
import { readImport } from './middleware/import-upload.js'
import { createLimits, holdBackAccount } from './middleware/rate-limit.js'
import { secondStep } from './middleware/second-step.js'
import { byPasskey, stepUp } from './middleware/step-up.js'
import { accountPages } from './pages/accounts.js'
import { badgeChangePages } from './pages/badge-changes.js'
import { badgeFilePages, badgeImagePages } from './pages/badge-files.js'
import { badgePages, reportPages } from './pages/badges.js'
import { collectionRulePages } from './pages/collection-rules.js'
import { collectionPages } from './pages/collections.js'
import { emailPages } from './pages/emails.js'
import { factorPages } from './pages/factors.js'
import { healthPages } from './pages/health.js'
import { homePages } from './pages/home.js'
import { identityPages } from './pages/identities.js'
import { importEventPages } from './pages/import-events.js'
import { importPages } from './pages/imports.js'
import { newBadgePages } from './pages/new-badges.js'
import { isOutboxShown, outboxPages } from './pages/outbox.js'
import { passkeyPages } from './pages/passkeys.js'
import { passwordPages } from './pages/passwords.js'
import { secondStepPages } from './pages/second-steps.js'
import { sessionPages } from './pages/sessions.js'
import { settingsPages } from './pages/settings.js'
import { shareKitPages, sharePages } from './pages/shares.js'
import { trashPages } from './pages/trash.js'
import { waitingPages } from './pages/waiting.js'

/** Where an earner's pages begin; a page elsewhere stays hidden from who is not signed in. */
const EARNERS_PLACES = [
  'badges',
  'imports',
  'trash',
  'collections',
  'settings',
  'waiting',
  'emails',
  'factors',
  'sessions',
  'account',
  'step-up',
]

/** Every address that knows who is signed in; see {@link publicRoutes} for the others. */
export function routes(ctx: Context, opens: Opens): Router {
  const router = Router()
  const limits = createLimits(ctx)
  const owner = stepUp(ctx, limits, [byPasskey(ctx)])
  const steps = secondStep(ctx, limits)
  const accounts = accountPages(ctx, limits, owner)
  const badges = badgePages(ctx)
  const badgeChanges = badgeChangePages(ctx)
  const badgeFiles = badgeFilePages(ctx)
  const badgeImages = badgeImagePages(ctx)
  const collectionRules = collectionRulePages(ctx)
  const collections = collectionPages(ctx)
  const emails = emailPages(ctx, limits, owner)
  const factors = factorPages(ctx, owner)
  const health = healthPages(ctx)
  const holdBack = holdBackAccount(ctx)
  const home = homePages(ctx)
  const importEvents = importEventPages(ctx)
  const imports = importPages(ctx)
  const newBadges = newBadgePages(ctx)
  const passkeys = passkeyPages(ctx, limits, owner, steps)
  const passwords = passwordPages(ctx, limits, steps)
  const reports = reportPages(ctx)
  const secondSteps = secondStepPages(ctx, steps)
  const sessions = sessionPages(ctx, limits, steps)
  const settings = settingsPages(ctx, owner)
  const trash = trashPages(ctx)
  const waiting = waitingPages(ctx, limits, owner)

  router.get('/', home.show)
  router.get('/health', health.show)
  router.get('/ready', health.ready)
  router.get('/sign-up', accounts.new)
  router.post('/sign-up', accounts.create)
  router.get('/sign-in', sessions.new)
  router.post('/sign-in', sessions.create)
  router.get('/sign-in/code', secondSteps.show)
  router.post('/sign-in/code', secondSteps.create)
  router.post('/sign-in/passkey', passkeys.signIn)
  router.post('/sign-in/passkey/question', passkeys.question)
  if (ctx.provider) {
    const identities = identityPages(ctx, limits, owner, steps)
    router.get('/sign-in/provider/new', identities.new)
    router.get('/sign-in/provider', identities.returned)
    router.post('/factors/identities', requireAccount(EARNERS_PLACES), identities.add)
    router.post(
      '/factors/identities/:id/delete',
      requireAccount(EARNERS_PLACES),
      identities.destroy,
    )
  }
  router.post('/sign-out', sessions.destroy)
  router.get('/passwords/new', passwords.new)
  router.post('/passwords/new', passwords.create)
  router.get('/passwords/:token', passwords.edit)
  router.post('/passwords/:token', passwords.update)
  router.get('/undo/:token', passwords.undoing)
  router.post('/undo/:token', passwords.undo)
  router.get('/confirm/:token', emails.confirmation)
  router.post('/confirm/:token', emails.confirm)
  if (isOutboxShown(ctx.config)) router.get('/outbox', outboxPages(ctx).index)

  router.use(requireAccount(EARNERS_PLACES))

  router.get('/badges', badges.index)
  router.get('/badges/new', newBadges.new)
  router.post('/badges', holdBack, readImport(ctx, MAX_AT_ONCE), newBadges.create)
  router.get('/imports', imports.index)
  router.post('/imports', holdBack, readImport(ctx, MAX_ITEMS), newBadges.import)
  router.get('/imports/:id', imports.show)
  router.get('/imports/:id/events', importEvents.show)
  router.get('/imports/:id/items/:item/image', imports.image)
  router.post('/imports/:id/keep', imports.keep)
  router.post('/imports/:id/decline', imports.decline)
  router.post('/imports/:id/again', holdBack, imports.again)
  router.post('/badges/changes', badgeChanges.create)
  router.post('/badges/layout', badgeChanges.layout)
  router.get('/badges/:id', badges.show)
  router.post('/badges/:id/notes', badges.write)
  router.post('/badges/:id/visibility', badges.hide)
  router.get('/badges/:id/file', badgeFiles.show)
  router.get('/badges/:id/image', badgeImages.show)
  router.get('/badges/:id/documents', badgeFiles.documents)
  router.get('/badges/:id/documents/:position', badgeFiles.document)
  router.post('/badges/:id/reports', reports.create)
  router.get('/badges/:id/delete', badges.deletion)
  router.post('/badges/:id/delete', badges.destroy)
  router.get('/trash', trash.index)
  router.post('/trash/restore', trash.restore)
  router.get('/trash/delete', trash.emptying)
  router.post('/trash/delete', trash.empty)
  router.get('/trash/:id/image', trash.image)
  router.get('/trash/:id/delete', trash.deletion)
  router.post('/trash/:id/delete', trash.destroy)
  router.get('/collections', collections.index)
  router.get('/collections/new', collections.new)
  router.post('/collections', collections.create)
  router.get('/collections/:id', collections.show)
  router.get('/collections/:id/edit', collections.edit)
  router.post('/collections/:id/edit', collections.update)
  router.get('/collections/:id/rule', collectionRules.edit)
  router.post('/collections/:id/rule', collectionRules.update)
  router.post('/collections/:id/proposals', collectionRules.answer)
  router.get('/collections/:id/delete', collections.deletion)
  router.post('/collections/:id/delete', collections.destroy)
  for (const kind of ['collections', 'badges'] as const) {
    const shares = sharePages(ctx, opens, kind)
    router.get(`/${kind}/:id/shares`, shares.index)
    router.get(`/${kind}/:id/shares/new`, shares.new)
    router.post(`/${kind}/:id/shares`, shares.create)
    router.get(`/${kind}/:id/shares/:share`, shares.show)
    router.get(`/${kind}/:id/shares/:share/kit`, shareKitPages(ctx, kind).show)
    router.get(`/${kind}/:id/shares/:share/edit`, shares.edit)
    router.post(`/${kind}/:id/shares/:share/edit`, shares.update)
    router.post(`/${kind}/:id/shares/:share/pause`, shares.pause)
    router.post(`/${kind}/:id/shares/:share/resume`, shares.resume)
    router.post(`/${kind}/:id/shares/:share/delete`, shares.destroy)
  }

  router.post('/step-up', settings.prove)
  router.post('/step-up/passkey', passkeys.ownQuestion)
  router.get('/settings', settings.show)
  router.post('/settings/name', settings.updateName)
  router.post('/settings/password', settings.updatePassword)
  router.get('/waiting', waiting.index)
  router.post('/waiting/confirmations', waiting.confirmations)
  router.post('/waiting/addresses', waiting.address)
  router.get('/emails', emails.index)
  router.post('/emails', emails.create)
  router.post('/emails/:id/primary', emails.makePrimary)
  router.post('/emails/:id/confirmation', emails.sendConfirmation)
  router.get('/emails/:id/delete', emails.deletion)
  router.post('/emails/:id/delete', emails.destroy)
  router.get('/factors', factors.index)
  router.get('/factors/app', factors.newApp)
  router.post('/factors/app', factors.createApp)
  router.get('/factors/app/delete', factors.removingApp)
  router.post('/factors/app/delete', factors.destroyApp)
  router.post('/factors/codes', factors.renewCodes)
  router.get('/factors/passkeys', passkeys.new)
  router.post('/factors/passkeys', passkeys.create)
  router.post('/factors/passkeys/question', passkeys.offer)
  router.get('/factors/passkeys/:id/delete', passkeys.removing)
  router.post('/factors/passkeys/:id/delete', passkeys.destroy)
  router.get('/sessions', sessions.index)
  router.post('/sessions/:id/delete', sessions.end)
  router.get('/account/delete', accounts.edit)
  router.post('/account/delete', accounts.destroy)

  return router
}
