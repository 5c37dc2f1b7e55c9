import type { WaitingRoom } from '../../backpack/account/waiting-room.js'
import type { WaitingBadge } from '../../store/waiting.js'
import { badgeCard, type BadgeCard, type Dates } from './verdict.js'
import { counted } from '../../words/language.js'

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
  return {
    title: waitingTitle(room.count),
    count: room.count,
    addressesTitle: `Confirm ${theseAddresses(addresses.length)} to release ${badgesWord(releasedBy(addresses))}`,
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

export function waitingBanner(room: WaitingRoom): WaitingBanner | null {
  if (room.count === 0) return null
  return { title: waitingTitle(room.count), line: `${bannerLine(room)} Only you see them.` }
}

function bannerLine({ count, addresses, hashed }: WaitingRoom): string {
  const named = releasedBy(addresses)
  const who =
    named === count ? 'They were' : named === 1 ? '1 of them was' : `${named} of them were`
  if (addresses.length === 1) return `${who} sent to an address you have not confirmed yet.`
  if (addresses.length > 1)
    return `${who} sent to ${addresses.length} addresses you have not confirmed yet.`
  return hashed.length > 0
    ? 'Tell us the address they were sent to.'
    : 'Nothing in them says that they are yours.'
}

const releasedBy = (addresses: WaitingRoom['addresses']) =>
  new Set(addresses.flatMap(({ badges }) => badges)).size

function waitingTitle(count: number): string {
  if (count === 0) return 'Nothing is waiting'
  return count === 1 ? '1 badge is waiting for you' : `${count} badges are waiting for you`
}

const theseAddresses = (n: number) => (n === 1 ? 'this address' : `these ${n} addresses`)

/** `1 badge`, `7 badges` */
export const badgesWord = (n: number) => counted(n, 'badge')

function group(badges: readonly WaitingBadge[], dates: Dates): WaitingGroup {
  const cards = badges.map((badge) => badgeCard(badge, dates))
  const more = cards.slice(SHOWN)
  return { cards: cards.slice(0, SHOWN), more, moreWords: `Show ${more.length} more` }
}
