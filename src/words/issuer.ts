import { hostSpelling, type BadgeState, type IssuerProof } from '../openbadges/index.js'

/** An issuer is two things, never one: the name it gives itself, and beside it what is proven. */
export interface IssuerPair {
  /** Without quotation marks; empty where it gives none. */
  name: string
  /** Does nothing but its own word stand behind the name? Then it stands in quotation marks. */
  isClaim: boolean
  /** `kauri.example`, `listed by DCC registry`, `name not proven`. */
  beside: string
  /** `www.harvard.edu`, where the web site it gives lies elsewhere than what is proven. */
  claimedSite: string | null
  /** Is the proven name written so that it could be taken for another one? Then it stands in ASCII. */
  isLookAlike: boolean
}

const UNNAMED = 'Unnamed issuer'

/** @param state nothing is proven of the issuer of a badge that is not itself proven */
export function issuerPair(proof: IssuerProof, name: string, state: BadgeState): IssuerPair {
  const beside = speaksOfIssuer(state) ? besideOf(proof) : null
  return {
    name: name || UNNAMED,
    isClaim: beside === null,
    beside: beside ?? 'name not proven',
    claimedSite: beside === null ? null : proof.claimedSite,
    isLookAlike:
      beside !== null && proof.host !== null && hostSpelling(proof.host).warning !== null,
  }
}

/** The proven part; null where nothing is proven. */
function besideOf({ kind, host, listings }: IssuerProof): string | null {
  if (kind === 'domain' || kind === 'shared-host') return host && hostSpelling(host).shown
  if (kind === 'registry') return `listed by ${listings[0]?.registry ?? 'a registry'}`
  return null
}

/** Is a badge real enough to speak of its issuer: proven now, or earlier with nothing but silence since? */
export function speaksOfIssuer(state: BadgeState): boolean {
  return !['not-genuine', 'not-proven', 'unchecked'].includes(state)
}

/** `Kauri College · kauri.example`; `“Harvard University” · name not proven`. */
export function pairText({ name, isClaim, beside }: IssuerPair): string {
  return `${isClaim ? quoted(name) : name} · ${beside}`
}

/** Quotation marks mean "it only says so". */
export const quoted = (name: string): string => `“${name}”`

/** `It gives www.harvard.edu as its website; proven is evil.example.`; empty where both are one. */
export function claimedSiteWords({ claimedSite, beside }: IssuerPair): string {
  if (claimedSite === null) return ''
  return `It gives ${claimedSite} as its website; proven is ${beside}.`
}

/** How the issuer is proven, in words; null where nothing is. */
export function provenByWords({ kind, by, host, listings }: IssuerProof): string | null {
  if (kind === 'registry') return `the registry ${listings[0]?.registry ?? ''}`.trim()
  if (by === null || host === null) return null
  const shared = kind === 'shared-host' ? `, a site that anybody can use` : ''
  return `${TIES[by].replace('{host}', host)}${shared}`
}

const TIES: Record<NonNullable<IssuerProof['by']>, string> = {
  hosted: '{host}, where this badge is published',
  'did-web': '{host}, which lists the key of this badge',
  profile: '{host}, which lists the key of this badge',
  'did-configuration': '{host}, which names the key of this badge as its own',
  'profile-names-key': '{host}, which names the key of this badge as its own',
  'credential-address': '{host}, which gives out this very badge',
}
