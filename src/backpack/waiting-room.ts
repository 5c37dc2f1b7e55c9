import type { Context } from '../context.js'
import { matchesRecipient } from '../openbadges/index.js'
import { addressKey, listEmails, type Email } from '../store/emails.js'
import { listWaitingBadges, type WaitingBadge } from '../store/waiting.js'

/** Badges that one address would release. */
export interface WaitingAddress {
  /** As the issuer wrote it. */
  address: string
  /** Is it in the account, and only its mail not answered yet? */
  isAsked: boolean
  badges: WaitingBadge[]
}

/** Every badge that is not proven to be the earner's, by what would prove it. */
export interface WaitingRoom {
  count: number
  /** Badges that name an address, by it; the one that releases most first. */
  addresses: WaitingAddress[]
  /** Badges that hold only a hash of the address. */
  hashed: WaitingBadge[]
  /** Badges no e-mail address can prove. */
  other: WaitingBadge[]
}

export async function waitingRoom(
  { db }: Pick<Context, 'db'>,
  accountId: string,
): Promise<WaitingRoom> {
  const badges = await listWaitingBadges(db, accountId)
  const emails = badges.length > 0 ? await listEmails(db, accountId) : []
  const nameless = badges.filter((badge) => addressesOf(badge).length === 0)
  return {
    count: badges.length,
    addresses: byAddress(badges, emails),
    hashed: nameless.filter(isHashed),
    other: nameless.filter((badge) => !isHashed(badge)),
  }
}

/** The waiting badges that were sent to this address, whether they name it or only its hash. */
export async function waitingFor(
  { db }: Pick<Context, 'db'>,
  accountId: string,
  address: string,
): Promise<WaitingBadge[]> {
  const badges = await listWaitingBadges(db, accountId)
  return badges.filter((badge) => matchesRecipient(badge, address))
}

function byAddress(badges: readonly WaitingBadge[], emails: readonly Email[]): WaitingAddress[] {
  const found = new Map<string, WaitingAddress>()
  for (const badge of badges)
    for (const address of addressesOf(badge)) {
      const key = addressKey(address)
      const isAsked = emails.some((email) => addressKey(email.address) === key)
      const one = found.get(key) ?? { address, isAsked, badges: [] }
      if (!one.badges.includes(badge)) one.badges.push(badge)
      found.set(key, one)
    }
  return [...found.values()].sort((a, b) => b.badges.length - a.badges.length)
}

/** Addresses that stand in the badge in clear and that a mail can be sent to. */
function addressesOf({ recipients, subjectId }: WaitingBadge): string[] {
  const plain = recipients.filter(({ type, hashed }) => type === 'email' && !hashed)
  const named = plain.map(({ identity }) => identity)
  if (subjectId !== null && /^mailto:/i.test(subjectId)) named.push(subjectId)
  return named.map((address) => address.trim().replace(/^mailto:/i, '')).filter(isAddress)
}

const isAddress = (text: string) =>
  text.length <= 254 && /^[^\s@,;<>()"]+@[^\s@,;<>()"]+$/.test(text)

const isHashed = ({ recipients }: WaitingBadge) =>
  recipients.some(({ type, hashed }) => type === 'email' && hashed)
