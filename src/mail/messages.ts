import ejs from 'ejs'
import { join } from 'node:path'
import { timeWords } from '../words/language.js'
import { type AccountChangeKind, accountChangeWords } from '../words/account-changes.js'
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

/** Lets who reads the mailbox choose a new password. */
export function resetLetter(to: Addressee, link: string): Promise<MailMessage> {
  return message(to, 'reset-password', 'Choose a new password for Haversack', link)
}

/** One of several accounts that were begun with an address, and the link to a new password for it. */
export interface ResetOffer {
  /** As whoever began it called themselves. */
  name: string
  /** ISO 8601 UTC. */
  begunAt: string
  link: string
}

/** The same where several accounts were begun with the address, and none confirmed it: whose it is, its reader knows. */
export function resetChoiceLetter(
  address: string,
  offers: readonly ResetOffer[],
): Promise<MailMessage> {
  const choices = offers.map(({ name, begunAt, link }) => ({
    link,
    words: [greetable(name), `begun on ${timeWords(begunAt)}`].filter(Boolean).join(', '),
  }))
  const to = { name: '', address }
  return message(to, 'reset-choice', 'Choose a new password for Haversack', { choices })
}

/** Tells the truth that the password page does not: nobody here has this address. */
export function noAccountLetter(to: Addressee, link: string): Promise<MailMessage> {
  return message(to, 'no-account', 'There is no Haversack account for this address', link)
}

/** What was changed in who can use an account. */
export interface ToldChange {
  kind: AccountChangeKind
  /** The address it is about. */
  subject: string
  /** ISO 8601 UTC. */
  at: string
  /** Where it is taken back; null for whom it is only told. */
  link: string | null
}

/** Tells an owner what was changed, and how to take it back. */
export function accountChangedLetter(to: Addressee, change: ToldChange): Promise<MailMessage> {
  const model = {
    what: accountChangeWords(change.kind, change.subject),
    at: timeWords(change.at),
    link: change.link,
  }
  return message(to, 'account-changed', CHANGE_SUBJECTS[change.kind], model)
}

const CHANGE_SUBJECTS: Record<AccountChangeKind, string> = {
  'address-added': 'An address was added to your Haversack account',
  'address-removed': 'An address was removed from your Haversack account',
  'main-address': 'Your Haversack account has another main address',
  'password-changed': 'Your Haversack password was changed',
  'app-added': 'An authenticator app was added to your Haversack account',
  'app-removed': 'The authenticator app of your Haversack account was removed',
  'passkey-added': 'A passkey was added to your Haversack account',
  'passkey-removed': 'A passkey of your Haversack account was removed',
  'identity-added': 'Your Haversack account has another way to sign in',
  'identity-removed': 'A way to sign in to your Haversack account was removed',
  'codes-renewed': 'Your Haversack account has new recovery codes',
  'factors-removed': 'Your Haversack account no longer has a second step',
  'code-used': 'A recovery code of your Haversack account was used',
}

/** The goodbye: nothing is left to take back. */
export function accountDeletedLetter(to: Addressee): Promise<MailMessage> {
  return message(to, 'account-deleted', 'Your Haversack account is deleted', {})
}

async function message(
  { name, address }: Addressee,
  view: string,
  subject: string,
  told: string | object,
): Promise<MailMessage> {
  const to = { name: greetable(name), address }
  const model = { ...to, ...(typeof told === 'string' ? { link: told } : told) }
  const path = (kind: string) => join(projectRoot, 'views/mail', `${view}.${kind}.ejs`)
  return {
    to,
    subject,
    text: await ejs.renderFile(path('text'), model, { escape: String }),
    html: await ejs.renderFile(path('html'), { ...model, subject }, {}),
  }
}

const MAX_NAME_LENGTH = 60
/** What a mail program would make a link of. */
const LINK = /[/\\@]|:\S|www|[^\s.。．｡․][.。．｡․][\p{L}\p{N}]/iu

/**
 * A name as a mail may say it; empty when it could carry a message or a link. Anybody may write the address of a
 * stranger into a form, and any text beside it as a name.
 */
function greetable(name: string): string {
  const line = name
    .normalize('NFKC')
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim()
  return line.length > MAX_NAME_LENGTH || LINK.test(line) ? '' : line
}
