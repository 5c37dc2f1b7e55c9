import {
  type CheckName,
  type CheckResult,
  type DocumentEvidence,
  type Finding,
  type FindingCode,
  isIssuerProven,
  type IssuerProof,
} from '../openbadges/index.js'
import { checkTitle } from './check-titles.js'
import { sentence } from './findings.js'
import { claimedSiteWords, hostWords, issuerPair, nameText, speaksOfIssuer } from './issuer.js'
import { nameOf } from './names.js'
import type { Mark } from './rows.js'
import type { Told } from './told.js'

/** One check: a bold sentence, and how it is known. */
export interface ProofLine {
  check: CheckName
  mark: Mark
  title: string
  sentences: string[]
  /** How it is signed, and the name of the key or its thumbprint. */
  signature: { algorithm: string; key: string | null } | null
  documents: DocumentRead[]
  /** All findings it is made of, for who knows them by name. */
  codes: FindingCode[]
  /** Findings whose clauses are worth a link. */
  rules: FindingCode[]
  /** Said where a failure or doubt does not count. */
  isHarmless: boolean
}

/** A document, and for a status list which of its entries was read. */
export interface DocumentRead extends DocumentEvidence {
  entry?: string
}

/** Findings in words, each sentence once; an issuer of whom nothing is proven stands in quotation marks. */
export function saidBy(told: Told, findings: readonly Finding[]): string[] {
  const issuer = issuerIn(told)
  const reader = told.reader === 'earner' ? 'earner' : 'employer'
  const sentences = findings.map((finding) => {
    const values = 'issuer' in finding.values ? { ...finding.values, issuer } : finding.values
    return sentence({ ...finding, values }, reader)
  })
  return [...new Set(sentences)].filter((text) => text !== '')
}

function issuerIn({ issuerName, state, answers }: Told): string {
  if (nameOf(issuerName) === '') return 'the issuer'
  const pair = issuerPair(answers.issuer, issuerName, state)
  return pair.isClaim ? nameText(pair) : `${nameText(pair)} (${pair.beside})`
}

/** Enough of a key to tell it from others: `z6MksrcwWk…NkDjfi`; an address stays whole, and so does a name within one. */
export function shortKey(key: string): string {
  if (/^https?:/.test(key)) return key
  const name = key.slice(key.lastIndexOf('#') + 1).replace(/^did:key:/, '')
  if (name.length > 24) return `${name.slice(0, 10)}…${name.slice(-6)}`
  return key.startsWith('did:key:') ? name : key
}

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

/** Whose it is as it stands now, whatever the report said on its day; nothing where it was not asked. */
export function whoseLines(told: Told, checks: readonly CheckResult[]): ProofLine[] {
  const outcome = OUTCOMES[told.answers.whose.answer]
  if (!outcome) return []
  const findings = checks.find(({ check }) => check === 'recipient')?.findings ?? []
  const weak = findings.filter(({ code }) => code === 'recipient_weak_hash')
  return [
    {
      check: 'recipient',
      mark: outcome === 'passed' ? 'yes' : outcome === 'failed' ? 'no' : 'question',
      title: checkTitle('recipient', outcome),
      sentences: [...SENTENCES[outcome][told.reader](told), ...saidBy(told, weak)],
      signature: null,
      documents: [],
      codes: findings.map(({ code }) => code),
      rules: outcome === 'passed' ? [] : ['recipient_mismatch'],
      isHarmless: outcome !== 'passed',
    },
  ]
}

type Compared = 'passed' | 'failed' | 'unknown'

const OUTCOMES: Partial<Record<Told['answers']['whose']['answer'], Compared>> = {
  confirmed: 'passed',
  another: 'failed',
  incomparable: 'unknown',
}

const UNKNOWN = () => ['It names whom it was awarded to in another way than by an e-mail address.']

const SENTENCES: Record<Compared, Record<Told['reader'], (told: Told) => string[]>> = {
  passed: {
    earner: ({ address }) => [
      `It was awarded to ${address ?? 'an address'}, which you confirmed here.`,
    ],
    employer: ({ confirmedBy }) => [confirmedBy],
    visitor: () => ['It was awarded to the address you typed.'],
  },
  failed: {
    earner: () => [
      'It was awarded to an address that you have not confirmed. Only you see it. Add and confirm that address under Settings.',
    ],
    employer: () => ['It was awarded to another address.'],
    visitor: () => ['It was awarded to another address than the one you typed.'],
  },
  unknown: { earner: UNKNOWN, employer: UNKNOWN, visitor: UNKNOWN },
}
