import type { Context } from '../../context.js'
import {
  addressesNamedBy,
  comparedAddress,
  isSameAddress,
  matchesRecipient,
} from '../../openbadges/index.js'
import { addSpelling, type Email, listEmails, spelt } from '../../store/emails.js'
import { listWaitingBadges, type WaitingBadge } from '../../store/waiting.js'
import { matchRecipients } from '../badges/recipients.js'

/** Badges that one address would release. */
export interface WaitingAddress {
  /** As the earner typed it, else as the issuer wrote it. */
  address: string
  /** Is it in the account, and only not confirmed yet? */
  isAsked: boolean
  badges: WaitingBadge[]
}

/** Every badge that is not proven to be the earner's, by what would prove it. */
export interface WaitingRoom {
  count: number
  /** Badges that name an address, or hide one of the account's own, by it; the one that releases most first. */
  addresses: WaitingAddress[]
  /** Badges that hold only a hash of an address that is not in the account. */
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
  const addresses = byAddress(badges, emails)
  const named = new Set(addresses.flatMap((one) => one.badges))
  const nameless = badges.filter((badge) => !named.has(badge))
  return {
    count: badges.length,
    addresses,
    hashed: nameless.filter(isHashed),
    other: nameless.filter((badge) => !isHashed(badge)),
  }
}

/** The same, after every badge that fits an address confirmed already has left it. */
export async function openWaitingRoom(
  ctx: Pick<Context, 'db'>,
  accountId: string,
): Promise<WaitingRoom> {
  const badges = await listWaitingBadges(ctx.db, accountId)
  const emails = await listEmails(ctx.db, accountId)
  const confirmed = emails.filter(({ confirmedAt }) => confirmedAt !== null)
  if (badges.some((badge) => confirmed.some((email) => fits(badge, email))))
    await matchRecipients(ctx, accountId)
  return waitingRoom(ctx, accountId)
}

/** The waiting badges that were sent to this address, whether they name it or only its hash. */
async function waitingFor(
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
    for (const address of addressesOf(badge, emails)) {
      const key = comparedAddress(address)
      const own = emails.find((email) => comparedAddress(email.address) === key)
      const one = found.get(key) ?? {
        address: own?.address ?? address,
        isAsked: own !== undefined,
        badges: [],
      }
      if (!one.badges.includes(badge)) one.badges.push(badge)
      found.set(key, one)
    }
  return [...found.values()].sort((a, b) => b.badges.length - a.badges.length)
}

/** Addresses that stand in the badge in clear and that a mail can be sent to, and those of the account it hides. */
function addressesOf(badge: WaitingBadge, emails: readonly Email[]): string[] {
  const named = addressesNamedBy(badge).filter(isAddress)
  if (!isHashed(badge)) return named
  const own = emails.filter((email) => fits(badge, email))
  return [...named, ...own.map(({ address }) => address)]
}

const fits = (badge: WaitingBadge, email: Email) =>
  spelt(email).some((address) => matchesRecipient(badge, address))

const isAddress = (text: string) =>
  text.length <= 254 && /^[^\s@,;<>()"]+@[^\s@,;<>()"]+$/.test(text)

const isHashed = ({ recipients }: WaitingBadge) =>
  recipients.some(({ type, hashed }) => type === 'email' && hashed)

/** What came of trying an address exactly as it was typed. */
export interface Tried {
  /** Waiting badges that were sent to it. */
  fits: number
  /** The address of the account that is the same mailbox; null when none is. */
  known: Email | null
  /** Badges that became the earner's at once. */
  released: number
}

/**
 * Tries the spelling that an earner typed against the badges that wait. When it is another spelling of an address in
 * the account and fits, it is kept with it; and where that address is confirmed, the badges are released.
 */
export async function trySpelling(
  ctx: Pick<Context, 'db'>,
  accountId: string,
  typed: string,
): Promise<Tried> {
  const { length } = await waitingFor(ctx, accountId, typed)
  const emails = await listEmails(ctx.db, accountId)
  const known = emails.find(({ address }) => isSameAddress(address, typed)) ?? null
  if (length === 0 || !known) return { fits: length, known, released: 0 }
  await addSpelling(ctx.db, known, typed)
  const released = known.confirmedAt ? await matchRecipients(ctx, accountId) : 0
  return { fits: length, known, released }
}
