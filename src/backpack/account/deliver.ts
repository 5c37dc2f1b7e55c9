import type { Context } from '../../context.js'
import type { MailMessage } from '../../mail/mailer.js'

/**
 * Sends a mail that must not undo what was done before it.
 * @returns false when the mail server did not take it; the log says why
 */
export async function deliver(
  { mailer, log }: Pick<Context, 'mailer' | 'log'>,
  message: MailMessage,
): Promise<boolean> {
  try {
    await mailer.send(message)
    return true
  } catch (error) {
    log.error({ err: error }, 'a mail could not be sent')
    return false
  }
}
