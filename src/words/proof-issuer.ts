import { isIssuerProven, type IssuerProof } from '../openbadges/index.js'
import { claimedSiteWords, hostWords, issuerPair, speaksOfIssuer } from './issuer.js'
import { nameOf } from './names.js'
import { shortKey, type ProofLine } from './proof-line.js'
import type { Told } from './told.js'

/** What ties the badge to its issuer; nothing of a badge that is not itself proven. */
export function tieLines(told: Told): ProofLine[] {
  const { answers, state, issuerName } = told
  const { issuer } = answers
  if (!speaksOfIssuer(state)) return []
  if (!isIssuerProven(issuer)) return [untied(told)]
  const site = claimedSiteWords(issuerPair(issuer, issuerName, state))
  const tie = issuer.by === null ? [] : [tied(issuer, site)]
  const listed = issuer.listings.map(({ registry, name, url }) => ({
    ...LINE,
    title: `${nameOf(registry) || 'A registry'} lists this issuer`,
    sentences: [
      `${name ? `It calls it ${nameOf(name)}` : 'It names it'}${url ? ` (${url})` : ''}.`,
    ],
  }))
  return [...tie, ...listed]
}

const LINE: ProofLine = {
  check: 'issuer-key',
  mark: 'yes',
  title: '',
  sentences: [],
  signature: null,
  documents: [],
  codes: [],
  rules: [],
  isHarmless: false,
}

function tied({ by, host, kind, url, document }: IssuerProof, site: string): ProofLine {
  const shared =
    kind === 'shared-host' ? ['Anybody can publish there; the address tells whose it is.'] : []
  return {
    ...LINE,
    title: TITLES[by!].replace('{host}', host === null ? 'its website' : hostWords(host)),
    sentences: [
      ...(document === null && url !== null ? [`Listed at ${url}.`] : []),
      ...shared,
      ...(site ? [site] : []),
    ],
    documents: document ? [document] : [],
  }
}

const TITLES: Record<NonNullable<IssuerProof['by']>, string> = {
  hosted: 'It is published on {host}',
  'did-web': 'The key belongs to {host}',
  profile: 'The key belongs to {host}',
  'did-configuration': '{host} names this key as its own',
  'profile-names-key': '{host} names this key as its own',
  'credential-address': '{host} gives out this very badge',
}

function untied({ answers }: Told): ProofLine {
  const { key, claimedSite } = answers.issuer
  const site = claimedSite
    ? `It gives ${hostWords(claimedSite)} as its website, which does not confirm it.`
    : ''
  return {
    ...LINE,
    mark: 'quotes',
    title: 'Nothing ties it to a known issuer',
    sentences: [
      key
        ? `The issuer is the key ${shortKey(key)} itself, and no more.`
        : 'It gives a name, and nothing vouches for it.',
      ...(site ? [site] : []),
    ],
  }
}
