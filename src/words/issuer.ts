import {
  hostSpelling,
  mixesScripts,
  type BadgeState,
  type IssuerProof,
} from '../openbadges/index.js'
import { imitates, isolatedName, isSameTitle, nameOf } from './names.js'

/** An issuer is two things, never one: the name it gives itself, and beside it what is proven. */
export interface IssuerPair {
  /** Without quotation marks; empty where it gives none. */
  name: string
  /** Does nothing but its own word stand behind the name? Then it stands in quotation marks. */
  isClaim: boolean
  /** Does the name stand in quotation marks: a claim, or not the name that is proven? */
  isQuoted: boolean
  /** `kauri.example`, `listed by DCC registry`, `name not proven`. */
  beside: string
  /** `www.harvard.edu`, where the web site it gives lies elsewhere than what is proven. */
  claimedSite: string | null
  /** Is `beside` a host, and not words about a registry? */
  isHost: boolean
  /** Said where its name or proven address could be taken for another one; else empty. */
  care: string
}

const UNNAMED = 'Unnamed issuer'

/** @param state nothing is proven of the issuer of a badge that is not itself proven */
export function issuerPair(proof: IssuerProof, name: string, state: BadgeState): IssuerPair {
  const plain = nameOf(name)
  const beside = speaksOfIssuer(state) ? besideOf(proof, plain) : null
  const isClaim = beside === null
  return {
    name: plain || UNNAMED,
    isClaim,
    isQuoted: plain !== '' && (isClaim || isDoubtful(proof, plain)),
    beside: beside ?? 'name not proven',
    claimedSite: isClaim || proof.claimedSite === null ? null : hostWords(proof.claimedSite),
    isHost: !isClaim && proof.kind !== 'registry',
    care: careOf(plain, isClaim ? null : proof.host),
  }
}

/** The proven part; null where nothing is proven. */
function besideOf({ kind, host, listings }: IssuerProof, name: string): string | null {
  if (kind === 'domain' || kind === 'shared-host') return host && hostWords(host)
  if (kind !== 'registry') return null
  const listed = listingFor(listings, name)
  const registry = nameOf(listed?.registry ?? '') || 'a registry'
  const as = nameOf(listed?.name ?? '')
  return as === '' || isSameTitle(as, name)
    ? `listed by ${registry}`
    : `listed as ${as} by ${registry}`
}

/** The entry that calls it as it calls itself, else the first. */
function listingFor(listings: IssuerProof['listings'], name: string) {
  return listings.find((one) => one.name !== null && isSameTitle(one.name, name)) ?? listings[0]
}

/** Is it proven under another name than its own, or does the name itself speak as only we may? */
function isDoubtful({ kind, host, listings }: IssuerProof, name: string): boolean {
  const isUnlisted =
    kind === 'registry' && !isSameTitle(listingFor(listings, name)?.name ?? '', name)
  const hosts = host === null ? [] : [host, hostSpelling(host).shown]
  return isUnlisted || imitates(name, hosts)
}

/** Characters of a host where it stands in a line. */
const MAX_HOST_LENGTH = 80

/** A host in letters that nobody takes for another one; of a very long one the end, which tells whose it is. */
export function hostWords(host: string): string {
  const { shown } = hostSpelling(host)
  return shown.length > MAX_HOST_LENGTH ? `…${shown.slice(1 - MAX_HOST_LENGTH)}` : shown
}

function careOf(name: string, host: string | null): string {
  if (host !== null && hostSpelling(host).warning !== null) return LOOK_ALIKE
  if (mixesScripts(name)) return MIXED
  return addressesIn(name).every((one) => isOf(one, host)) ? '' : ADDRESS
}

/** What reads as an address of the web, as far as names of organisations do not look like it. */
const ADDRESSES =
  /(?:[a-z0-9-]{2,60}\.){1,30}(?:com|org|net|edu|gov|mil|int|info|[a-z]{2})(?![\p{L}\p{N}.-]*[\p{L}\p{N}])/giu

const addressesIn = (name: string) => name.toLowerCase().match(ADDRESSES) ?? []

const isOf = (address: string, host: string | null) =>
  host !== null && `.${host.replace(/[:/].*/s, '')}`.endsWith(`.${address.replace(/^www\./, '')}`)

const LOOK_ALIKE = 'Take care: that address is written to look like another one.'
const ADDRESS = 'Take care: that name holds an address that nothing proves.'
const MIXED = 'Take care: that name mixes letters of different alphabets.'

/** Is a badge real enough to speak of its issuer: proven now, or earlier with nothing but silence since? */
export function speaksOfIssuer(state: BadgeState): boolean {
  return !['not-genuine', 'not-proven', 'unchecked'].includes(state)
}

/** `Kauri College · kauri.example`; `“Harvard University” · name not proven`. */
export function pairText(pair: IssuerPair): string {
  return `${isolatedName(nameText(pair))} · ${pair.beside}`
}

/** The name alone, in quotation marks where nothing stands behind it. */
export const nameText = ({ name, isQuoted }: Pick<IssuerPair, 'name' | 'isQuoted'>): string =>
  isQuoted ? `“${name}”` : name

/** The proven part with the website it gives, where that lies elsewhere and there is no room for a sentence. */
function besideText({ beside, claimedSite }: IssuerPair): string {
  return claimedSite === null ? beside : `${beside} (gives ${claimedSite} as its website)`
}

/** What had better be known of it where there is no room for an answer; empty where nothing is odd. */
export function asideText({ claimedSite, care }: IssuerPair): string {
  const site = claimedSite === null ? '' : `Gives ${claimedSite} as its website.`
  return [site, care].filter(Boolean).join(' ')
}

/** Name and proven part on one line, with the website it gives where that lies elsewhere. */
export const pairLine = (pair: IssuerPair): string =>
  `${isolatedName(nameText(pair))} · ${besideText(pair)}`

/** Quotation marks mean "it only says so". */
export const quoted = (name: string): string => `“${nameOf(name)}”`

/** `It gives www.harvard.edu as its website; proven is evil.example.`; empty where both are one. */
export function claimedSiteWords(pair: IssuerPair): string {
  return pair.claimedSite === null
    ? ''
    : `It gives ${pair.claimedSite} as its website${insteadWords(pair)}.`
}

/** To go on after a web site that is not the proven one. */
export const insteadWords = ({ isHost, beside }: IssuerPair): string =>
  isHost ? `; proven is ${beside}` : ', which does not confirm it'

/** How the issuer is proven, in words; null where nothing is. */
export function provenByWords({ kind, by, host, listings }: IssuerProof): string | null {
  if (kind === 'registry') return `the registry ${nameOf(listings[0]?.registry ?? '')}`.trim()
  if (by === null || host === null) return null
  const shared = kind === 'shared-host' ? `, a site that anybody can use` : ''
  return `${TIES[by].replace('{host}', hostWords(host))}${shared}`
}

const TIES: Record<NonNullable<IssuerProof['by']>, string> = {
  hosted: '{host}, where this badge is published',
  'did-web': '{host}, which lists the key of this badge',
  profile: '{host}, which lists the key of this badge',
  'did-configuration': '{host}, which names the key of this badge as its own',
  'profile-names-key': '{host}, which names the key of this badge as its own',
  'credential-address': '{host}, which gives out this very badge',
}
