import type { FindingCode } from '../openbadges/findings/codes.js'
import type { Finding } from '../openbadges/findings/report.js'
import { BADGE_FINDING_WORDS } from './findings-badge.js'
import { LIFE_FINDING_WORDS } from './findings-life.js'
import { PROOF_FINDING_WORDS } from './findings-proof.js'
import { dayWords } from './language.js'

/** Who reads a sentence: the earner of the badge, or somebody it is shown to. */
export type FindingReader = 'earner' | 'employer'

/** A sentence for the earner and one for the employer; names in braces are filled from the finding. */
export type Wording = readonly [earner: string, employer: string]

/** The words for each code; the compiler asks for those of a new one. */
export const WORDS: Record<FindingCode, Wording> = {
  ...BADGE_FINDING_WORDS,
  ...PROOF_FINDING_WORDS,
  ...LIFE_FINDING_WORDS,
}

/** What of a finding its sentence tells. */
type Told = Pick<Finding, 'code' | 'path' | 'found' | 'values'>

/** Characters of a stranger's text inside a sentence. */
const MAX_FILLING = 120

/**
 * The sentence of a finding, filled in. What the finding does not tell is left out, so the sentence reads well
 * without it. Plain text: fillings come from strangers, escape it as any other text.
 */
export function sentence(finding: Told, reader: FindingReader): string {
  const words = WORDS[finding.code][reader === 'earner' ? 0 : 1]
  return words
    .replace(/ \(\{(\w+)\}\)/g, (_, name: string) => parenthesis(valueOf(finding, name)))
    .replace(/\{(\w+)\}/g, (_, name: string, at: number) => fill(finding, name, at === 0))
}

function parenthesis(value: string | null): string {
  return value === null ? '' : ` (${value})`
}

function fill(finding: Told, name: string, first: boolean): string {
  const value = valueOf(finding, name)
  if (name === 'reason') return value === null ? '' : `: ${value.replace(/(?<![.\s])[.\s]+$/, '')}`
  const without = WITHOUT.get(name) ?? 'something'
  return value ?? (first ? without.charAt(0).toUpperCase() + without.slice(1) : without)
}

/** What a sentence says in the place of a value that is not known. */
const WITHOUT: ReadonlyMap<string, string> = new Map([
  ['path', 'a part of the badge'],
  ['found', 'something'],
  ['issuer', 'the issuer'],
  ['date', 'a day that it does not name'],
  ['a', 'one address'],
  ['b', 'another address'],
  ['name', 'somebody'],
  ['url', 'an address'],
])

function valueOf(finding: Told, name: string): string | null {
  const own = name === 'path' ? finding.path : name === 'found' ? finding.found : null
  const value = Object.hasOwn(finding.values, name) ? finding.values[name]! : own
  if (value === null || value.trim() === '') return null
  if (name === 'date') return dayWords(value) ?? tidy(value)
  return name === 'cause' ? (CAUSES.get(value) ?? tidy(value)) : tidy(value)
}

/** One line, no control or direction characters, not too long. */
function tidy(value: string): string {
  const line = value
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim()
  return line.length > MAX_FILLING ? `${line.slice(0, MAX_FILLING - 1)}…` : line
}

/** Why nothing answered, in words. */
const CAUSES: ReadonlyMap<string, string> = new Map([
  ['dns', 'its name is not known'],
  ['refused-address', 'its address is not a public one'],
  ['bad-url', 'its address is not a proper one'],
  ['connection', 'no connection'],
  ['tls', 'its certificate does not hold'],
  ['certificate-expired', 'its certificate has expired'],
  ['timeout', 'it took too long'],
  ['too-large', 'its answer is too large'],
  ['redirect-loop', 'it sends us in circles'],
  ['redirect-insecure', 'it sends us to an address without encryption'],
  ['offline', 'we are offline'],
  ['budget', 'the badge asks for too many addresses'],
])
