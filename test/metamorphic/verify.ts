import {
  answersOf,
  OpenBadgesError,
  type Verdict,
  type VerificationReport,
  verify,
} from '../../src/openbadges/index.js'
import { isObject } from '../../src/openbadges/text/read.js'
import type { Credential, ExtraMember } from '../../src/openbadges/types.js'
import type { Source } from './sources.js'

/** What came of one text: `refused` when it is no badge at all. */
export type Outcome = Verdict | 'refused'

/** From the worst to the best. */
const RANKS: readonly Outcome[] = [
  'refused',
  'invalid',
  'revoked',
  'expired',
  'not-yet-valid',
  'unverifiable',
  'valid',
]

/** What a badge says and what was found about its dates, status, recipient and results, ready to compare. */
export interface Reading {
  outcome: Outcome
  /** Said to be proven: whoever reads it believes what it says. */
  isProven: boolean
  said: string
  found: string
  /** Codes that decided, for whoever looks into it. */
  because: string
}

export type World = Pick<Source, 'now' | 'recipients' | 'loadDocument' | 'contexts'>

export async function readingOf(text: string, world: World): Promise<Reading> {
  try {
    return readingOfReport(await verify(text, world), world.now)
  } catch (error) {
    if (!(error instanceof OpenBadgesError)) throw error
    return { outcome: 'refused', isProven: false, said: '', found: '', because: error.code }
  }
}

function readingOfReport(report: VerificationReport, now: Date): Reading {
  const { verdict, credential } = report
  return {
    outcome: verdict,
    isProven: verdict === 'valid' || answersOf(report, now).real.answer === 'proven',
    said: JSON.stringify(credential && meaningOf(credential), null, 1),
    found: JSON.stringify(decisive(report)),
    because: reasons(report),
  }
}

/**
 * What is wrong with a rewriting that came out like this; null when nothing is.
 * @param kept whether it still says what was signed
 */
export function wrongOf(original: Reading, rewritten: Reading, kept: boolean): string | null {
  if (!kept) return rewritten.isProven ? 'changed, and said to be proven' : null
  if (rank(rewritten) > rank(original)) return `${original.outcome} became ${rewritten.outcome}`
  if (!rewritten.isProven) return null
  if (rewritten.said !== original.said)
    return rewritten.outcome === 'invalid' ? 'flawed, genuine, read otherwise' : 'read otherwise'
  return rewritten.found === original.found ? null : 'found otherwise'
}

/**
 * The same for a token whose issuer signed it as it is: it may then be flawed and genuine.
 * @param isSame whether it says the same as the original, and not something that must not be valid
 */
export function wrongOfToken(
  original: Reading,
  rewritten: Reading,
  isSame: boolean,
): string | null {
  if (!isSame) return rewritten.outcome === 'valid' ? 'worse, and valid' : null
  return rewritten.outcome === 'invalid' ? null : wrongOf(original, rewritten, true)
}

const rank = ({ outcome }: Reading) => RANKS.indexOf(outcome)

/** The credential in one order and without repeats, for statements are a set. */
function meaningOf(credential: Credential): unknown {
  return sorted({
    ...credential,
    extra: credential.extra.map(withoutForm).filter(({ value }) => value !== null),
  })
}

/** Members the model has no place for are told as they came; forms that count as the same are made the same. */
function withoutForm({ path, value }: ExtraMember): ExtraMember {
  return { path: path.replace(/\[\d+\]/g, ''), value: plain(value) }
}

const KEYWORDS: Readonly<Record<string, string>> = { '@id': 'id', '@type': 'type' }

/** A list of one is its value, null is nothing, a node with nothing but an id is that id, a number its text. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return plainList(value)
  if (!isObject(value)) return typeof value === 'number' ? String(value) : value
  const members = Object.entries(value)
    .map(([name, item]) => [KEYWORDS[name] ?? name, plain(item)] as const)
    .filter(([name, item]) => name !== '@context' && item !== null && !isBlankName(name, item))
  const [first] = members
  const isBare = members.length === 1 && (first![0] === '@value' || first![0] === 'id')
  return isBare ? first![1] : Object.fromEntries(members)
}

/** A name for a node that has none says nothing. */
function isBlankName(name: string, value: unknown): boolean {
  return name === 'id' && typeof value === 'string' && value.startsWith('_:')
}

/** Statements are a set: what is said twice is said. */
function plainList(values: readonly unknown[]): unknown {
  const distinct = asSet(values.map(plain).filter((item) => item !== null))
  return distinct.length < 2 ? (distinct[0] ?? null) : distinct
}

function asSet(items: readonly unknown[]): unknown[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()]
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value))
    return asSet(value.map(sorted)).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  if (!isObject(value)) return value
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(members.map(([name, item]) => [name, sorted(item)]))
}

function reasons({ checks }: VerificationReport): string {
  return checks
    .flatMap(({ findings }) => findings)
    .filter(({ severity, outcome }) => severity === 'error' && outcome !== 'passed')
    .map(({ code, found }) => `${code} ${found ?? ''}`.trim())
    .join(', ')
}

const DECISIVE = new Set(['expiry', 'revocation', 'recipient'])

/** Each with the documents it rests on, so that none of two lists can be left out. */
function decisive({ checks }: VerificationReport): string[] {
  const told = checks
    .flatMap(({ findings }) => findings)
    .filter(({ check, code }) => DECISIVE.has(check) || code.startsWith('result_'))
    .map(({ code, outcome, evidence }) =>
      [code, outcome, ...evidence.map(({ url }) => url)].join(' '),
    )
  return [...new Set(told)].sort()
}
