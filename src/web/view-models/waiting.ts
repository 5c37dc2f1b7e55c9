import type { WaitingRoom } from '../../backpack/waiting-room.js'
import type { WaitingBadge } from '../../store/waiting.js'
import { badgeCard, type BadgeCard } from './badge-card.js'
import type { Dates } from './verdict.js'

/** Badges shown at once under an address; the rest is one click away. */
const SHOWN = 6

/** Badges of one group, the first of them in sight. */
export interface WaitingGroup {
  cards: BadgeCard[]
  more: BadgeCard[]
  moreWords: string
}

export interface WaitingAddressView extends WaitingGroup {
  address: string
  /** Is a confirmation mail on its way already? */
  isAsked: boolean
  /** Is it to be asked when the form is sent? */
  isTicked: boolean
  countWords: string
}

export interface WaitingView {
  title: string
  count: number
  /** "Confirm these 3 addresses to release 7 badges" */
  addressesTitle: string
  addresses: WaitingAddressView[]
  hashedTitle: string
  hashed: WaitingGroup | null
  otherTitle: string
  other: WaitingGroup | null
}

/** @param ticked addresses that are to be asked; all when left out */
export function waitingView(
  room: WaitingRoom,
  dates: Dates,
  ticked?: readonly string[],
): WaitingView {
  const groupOf = (badges: readonly WaitingBadge[]) => group(badges, dates)
  const { addresses, hashed, other } = room
  const released = new Set(addresses.flatMap(({ badges }) => badges)).size
  return {
    title: waitingTitle(room.count),
    count: room.count,
    addressesTitle: `Confirm ${theseAddresses(addresses.length)} to release ${badgesWord(released)}`,
    addresses: addresses.map(({ address, isAsked, badges }) => ({
      ...groupOf(badges),
      address,
      isAsked,
      isTicked: ticked ? ticked.includes(address) : true,
      countWords: badgesWord(badges.length),
    })),
    hashedTitle: `${badgesWord(hashed.length)} ${hashed.length === 1 ? 'hides' : 'hide'} the address`,
    hashed: hashed.length > 0 ? groupOf(hashed) : null,
    otherTitle: `${badgesWord(other.length)} without an e-mail address`,
    other: other.length > 0 ? groupOf(other) : null,
  }
}

/** What the backpack says of waiting badges, or null when none is. */
export interface WaitingBanner {
  title: string
  line: string
}

export function waitingBanner({ count, addresses, hashed }: WaitingRoom): WaitingBanner | null {
  if (count === 0) return null
  return {
    title: waitingTitle(count),
    line: `${bannerLine(addresses.length, hashed.length)} Only you see them.`,
  }
}

function bannerLine(addresses: number, hashed: number): string {
  if (addresses === 1) return 'One address they were sent to is not confirmed yet.'
  if (addresses > 1) return `They were sent to ${addresses} addresses you have not confirmed yet.`
  return hashed > 0
    ? 'They were sent to an address you have not confirmed yet.'
    : 'Nothing in them says yet that they are yours.'
}

function waitingTitle(count: number): string {
  if (count === 0) return 'Nothing is waiting'
  return count === 1 ? '1 badge is waiting for you' : `${count} badges are waiting for you`
}

const theseAddresses = (n: number) => (n === 1 ? 'this address' : `these ${n} addresses`)

/** `1 badge`, `7 badges` */
export const badgesWord = (n: number) => (n === 1 ? '1 badge' : `${n} badges`)

function group(badges: readonly WaitingBadge[], dates: Dates): WaitingGroup {
  const cards = badges.map((badge) => badgeCard(badge, dates))
  const more = cards.slice(SHOWN)
  return { cards: cards.slice(0, SHOWN), more, moreWords: `Show ${more.length} more` }
}
