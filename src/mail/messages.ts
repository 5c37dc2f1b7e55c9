import ejs from 'ejs'
import { join } from 'node:path'
import { projectRoot } from '../project-root.js'
import type { MailMessage } from './mailer.js'

export interface Addressee {
  name: string
  address: string
}

/** Asks to prove that the mailbox is theirs. */
export function confirmationLetter(to: Addressee, link: string): Promise<MailMessage> {
  return message(to, 'confirm-email', 'Confirm your address for Haversack', link)
}

/** Tells the truth that the sign-up page does not: the address is proven by another account. */
export function addressTakenLetter(to: Addressee, link: string): Promise<MailMessage> {
  return message(to, 'address-taken', 'This address already belongs to a Haversack account', link)
}

export function resetLetter(to: Addressee, link: string): Promise<MailMessage> {
  return message(to, 'reset-password', 'Choose a new password for Haversack', link)
}

/** Tells the truth that the password page does not: nobody here has this address. */
export function noAccountLetter(to: Addressee, link: string): Promise<MailMessage> {
  return message(to, 'no-account', 'There is no Haversack account for this address', link)
}

export function passwordChangedLetter(to: Addressee, link: string): Promise<MailMessage> {
  return message(to, 'password-changed', 'Your Haversack password was changed', link)
}

async function message(
  to: Addressee,
  view: string,
  subject: string,
  link: string,
): Promise<MailMessage> {
  const model = { ...to, link }
  const path = (kind: string) => join(projectRoot, 'views/mail', `${view}.${kind}.ejs`)
  return {
    to,
    subject,
    text: await ejs.renderFile(path('text'), model, { escape: String }),
    html: await ejs.renderFile(path('html'), { ...model, subject }, {}),
  }
}
