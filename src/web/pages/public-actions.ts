import type { Request, Response } from 'express'
import { verifyPassword } from '../../backpack/account/passwords.js'
import type { VerifyAgain } from '../../backpack/badges/verify.js'
import { isAskable, isTheirs } from '../../backpack/sharing/is-theirs.js'
import type { Context } from '../../context.js'
import { AppError } from '../../errors.js'
import { hashToken } from '../../ids.js'
import type { BadgeState } from '../../openbadges/index.js'
import { findSharedBadge, listSharedBadges } from '../../store/shared-badges.js'
import { readLinkPassword } from '../forms/share.js'
import { rememberPassword } from '../link-proof.js'
import { countGuess } from '../middleware/guesses.js'
import { openedLink, passwordPage } from '../middleware/link.js'
import { type Limits, type RateLimit, refuseFor, retryIn } from '../middleware/rate-limit.js'
import { visitorOf } from '../middleware/visitor.js'
import { renderPage, wantsJson } from '../render.js'
import type { PublicBadge } from '../view-models/public-badge.js'

type WithToken = Request<{ token: string }>
type WithBadge = Request<{ token: string; id: string }>

/** An answer comes no sooner: its time tells nothing of what was compared. */
const ANSWER_AFTER_MS = 150
/** A check that takes longer is left to the background; nobody waits for it. */
const PATIENCE_MS = 2 * 60_000

interface ActionServices {
  limits: Limits
  checkAgain: VerifyAgain
  badgeModel: (req: WithBadge, res: Response) => Promise<PublicBadge>
}

/** What a visitor of a shared page may do. */
export function publicActionPages(ctx: Context, services: ActionServices) {
  const { limits, checkAgain, badgeModel } = services
  return {
    async unlock(req: WithToken, res: Response) {
      const link = openedLink(res)
      const path = `/s/${req.params.token}`
      res.setHeader('Cache-Control', 'private, no-store')
      if (!link.passwordHash) return res.redirect(303, path)
      const guess = await countGuess(limits.linkPassword, req as Request, link.id)
      if (guess.waitSeconds > 0) return passwordPage(req, res, 429, tooMany(res, guess.waitSeconds))
      const form = readLinkPassword(req.body)
      const typed = form.values?.password ?? ''
      if (!(await verifyPassword(link.passwordHash, typed)))
        return passwordPage(req, res, 422, 'This is not the password of this link.')
      await guess.giveBack()
      rememberPassword(ctx, res, link, path)
      res.redirect(303, path)
    },

    async checkAgain(req: WithToken, res: Response) {
      const link = openedLink(res)
      const wait = await attempts(req, link.id, limits.checkAgainVisitor, limits.checkAgainLink)
      refuseFor(res, wait, `${CHECKED_ALREADY} Please try again`)
      const linked = await listSharedBadges(ctx.db, link)
      const since = ctx.now().toISOString()
      const ids = linked.map(({ badge }) => badge.id)
      await checkAgain(link.accountId, ids)
      res.redirect(303, `/s/${req.params.token}/reports?since=${encodeURIComponent(since)}`)
    },

    async progress(req: WithToken, res: Response) {
      const link = openedLink(res)
      const path = `/s/${req.params.token}`
      const since = typeof req.query.since === 'string' ? req.query.since : ''
      const age = ctx.now().getTime() - Date.parse(since)
      if (!(age >= 0)) return res.redirect(303, path)
      const linked = await listSharedBadges(ctx.db, link)
      const checked = linked.filter(({ badge }) => badge.checkedAt >= since).length
      const all = linked.length
      const isDone = checked >= all
      res.setHeader('Cache-Control', 'private, no-store')
      if (wantsJson(req)) return res.json({ checked, all, isDone })
      if (isDone) return res.redirect(303, path)
      const isLate = age > PATIENCE_MS
      const refreshSeconds = isLate ? null : 2
      const model = { title: 'Checking again', checked, all, path, isLate, refreshSeconds }
      renderPage(res, 'shares/checking', model, { layout: 'public' })
    },

    /** Answers yes or no; what was typed is not kept, and shown to nobody but who typed it. */
    async isTheirs(req: WithBadge, res: Response) {
      const link = openedLink(res)
      if (!link.shows.isItTheirs)
        throw new AppError('not_found', 'This link does not answer whose a badge is.')
      const { badge } = await findSharedBadge(ctx.db, link, req.params.id)
      const { state } = badge
      if (!isAskable(state)) throw notGenuine()
      const wait = await attempts(req, link.id, limits.isTheirsVisitor, limits.isTheirsLink)
      if (wait > 0) return answer(req, res, 429, { problem: tooMany(res, wait) })
      const typed = typedIn(req)
      if (typed === '') return answer(req, res, 422, { problem: NOTHING_TYPED })
      const answerable = pause(ANSWER_AFTER_MS)
      const isYes = isTheirs(badge.credential, typed)
      await answerable
      await answer(req, res, 200, { answer: isYes ? 'yes' : 'no', state })
    },
  }

  async function answer(
    req: WithBadge,
    res: Response,
    status: number,
    said: { answer?: 'yes' | 'no'; state?: BadgeState; problem?: string },
  ): Promise<void> {
    res.setHeader('Cache-Control', 'private, no-store')
    const { answer: word = null, state, problem = null } = said
    if (wantsJson(req)) {
      res
        .status(status)
        .json(word ? { isTheirs: word === 'yes', state } : { error: { status, message: problem } })
      return
    }
    const identity = typedIn(req)
    const model = { ...(await badgeModel(req, res)), answer: word, problem, identity }
    renderPage(res, 'shares/badge', model, { status, layout: 'public' })
  }

  /** Counts for this visitor of this link, and for the link. */
  async function attempts(
    req: WithToken | WithBadge,
    linkId: string,
    visitor: RateLimit,
    all: RateLimit,
  ): Promise<number> {
    const wait = await visitor.attempt(keyOf(req, linkId))
    return wait > 0 ? wait : all.attempt(linkId)
  }
}

/** Does not tell who it was. */
function keyOf(req: Pick<Request, 'ip'>, linkId: string): string {
  return hashToken(`${linkId} ${visitorOf(req)}`)
}

function notGenuine(): AppError {
  const message = 'This badge is not genuine, so whom it names says nothing about anybody.'
  return new AppError('conflict', message, { title: 'This cannot be asked' })
}

function tooMany(res: Response, seconds: number): string {
  return `Please try again in ${retryIn(res, seconds)}.`
}

const CHECKED_ALREADY = 'These badges were checked again several times just now.'
const NOTHING_TYPED = 'Type an e-mail address, or the number of the licence or certificate.'

function typedIn({ body }: WithBadge): string {
  const { identity } = (body ?? {}) as { identity?: unknown }
  return typeof identity === 'string' ? identity.slice(0, 300).trim() : ''
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
