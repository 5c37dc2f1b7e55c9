import type { NextFunction, Request, Response } from 'express'
import type { Context } from '../../context.js'
import { outboxFolder } from '../../mail/mailer.js'
import { listOutbox, type OutboxMail } from '../../mail/outbox.js'
import { isLoopback } from '../middleware/visitor.js'
import { renderPage } from '../render.js'

/** Names under which only this machine reaches itself. */
const OWN_NAMES = ['localhost', '127.0.0.1', '[::1]']

/**
 * May the outbox be read in the browser? Whoever reads it can take every account: so only where mails are not sent,
 * never in production, and never where the site has an address that others know.
 */
export function isOutboxShown({ production, smtpUrl, baseUrl }: Context['config']): boolean {
  return !production && !smtpUrl && OWN_NAMES.includes(new URL(baseUrl).hostname)
}

/**
 * Was it asked for on this machine, by one of those names? Any site can have a name that leads here, and its pages would
 * then read the mails as their own; and what passes requests on, such as a tunnel, would lend them to everybody.
 */
function isOwnRequest({ headers, socket }: Request): boolean {
  const name = (headers.host ?? '').replace(/:\d*$/, '').toLowerCase()
  const isPassedOn = Object.keys(headers).some((header) => PASSED_ON.test(header))
  return OWN_NAMES.includes(name) && !isPassedOn && isLoopback(socket.remoteAddress ?? '')
}

/** Headers by which proxies and tunnels tell for whom they ask. */
const PASSED_ON = /^(forwarded|via|x-forwarded-.*|x-real-ip|cf-.*)$/

/** Mails that were written instead of sent: for one person who runs the program alone. */
export function outboxPages({ config }: Context) {
  return {
    async index(req: Request, res: Response, next: NextFunction) {
      if (!isOwnRequest(req)) return next()
      const mails = await listOutbox(outboxFolder(config))
      const rows = mails.map((mail) => ({ ...mail, link: linkOf(mail, config.baseUrl) }))
      renderPage(res, 'outbox/index', { title: 'Outbox', mails: rows })
    },
  }
}

/** The one link of a mail, as a path of this site; other addresses stay text. */
function linkOf(mail: OutboxMail, baseUrl: string): string | null {
  const link = mail.text.split(/\s+/).find((word) => word.startsWith(`${baseUrl}/`))
  return link ? link.slice(baseUrl.length) : null
}
