import type { Request, Response } from 'express'
import type { Context } from '../../context.js'
import { outboxFolder } from '../../mail/mailer.js'
import { listOutbox, type OutboxMail } from '../../mail/outbox.js'
import { renderPage } from '../render.js'

/** Mails that were written instead of sent: for one person who runs the program alone. Never in production. */
export function outboxPages({ config }: Context) {
  return {
    async index(_req: Request, res: Response) {
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
