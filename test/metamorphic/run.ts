import type { JsonObject } from '../../src/openbadges/types.js'
import { CHANGES } from './changes.js'
import { createDraw, type Draw } from './draw.js'
import { readingOf, wrongOf, type Outcome, type Reading } from './judge.js'
import { CONTEXT_REWRITINGS } from './rewrite-contexts.js'
import { PROOF_REWRITINGS } from './rewrite-proofs.js'
import { STRUCTURE_REWRITINGS } from './rewrite-structure.js'
import { VALUE_REWRITINGS } from './rewrite-values.js'
import { WORD_REWRITINGS } from './rewrite-words.js'
import type { Rewriting } from './setting.js'
import type { Source } from './sources.js'
import { keeps, signedStatements, type Signed } from './statements.js'

export const REWRITINGS: Readonly<Record<string, Rewriting>> = {
  ...WORD_REWRITINGS,
  ...VALUE_REWRITINGS,
  ...STRUCTURE_REWRITINGS,
  ...CONTEXT_REWRITINGS,
  ...PROOF_REWRITINGS,
}

const KINDS: Readonly<Record<string, Rewriting>> = { ...REWRITINGS, ...CHANGES }
const NAMES = Object.keys(KINDS)

/** A source with everything its rewritings are compared with. */
export interface Original extends Source {
  reading: Reading
  signed: Signed
}

/** One rewriting and what came of it. */
export interface Judged {
  /** Repeats it: the draw is made from it. */
  number: number
  source: string
  kinds: string[]
  text: string
  kept: boolean
  outcome: Outcome
  /** Null when all is well. */
  wrong: string | null
}

export async function originalOf(source: Source): Promise<Original> {
  const reading = await readingOf(JSON.stringify(source.badge), source)
  return { ...source, reading, signed: await signedStatements(source.badge, source.contexts) }
}

/**
 * The rewriting of this number: one to four kinds, one after the other. The kind that leads goes round, so that any
 * stretch of numbers has all of them.
 */
export async function rewrite(originals: readonly Original[], seed: number, number: number): Promise<Judged | null> {
  const draw = createDraw(seed + number * 7919)
  const original = originals[Math.floor(number / NAMES.length) % originals.length]!
  const names = [NAMES[number % NAMES.length]!]
  while (names.length < 4 && draw.maybe(0.45)) names.push(draw.of(Object.keys(REWRITINGS)))
  const { badge, kinds } = await applied(original, names, draw)
  return kinds.length === 0 ? null : judge(original, { badge, kinds, number })
}

async function applied(original: Original, names: string[], draw: Draw) {
  let badge = original.badge
  const kinds: string[] = []
  for (const name of names) {
    const next = await KINDS[name]!({ badge, contexts: original.contexts, draw })
    if (!next) continue
    badge = next
    kinds.push(name)
  }
  return { badge, kinds }
}

interface Rewritten {
  badge: JsonObject
  kinds: string[]
  number: number
}

async function judge(original: Original, { badge, kinds, number }: Rewritten): Promise<Judged> {
  const text = JSON.stringify(badge)
  const kept = await isKept(original, text)
  const about = { number, source: original.name, kinds, text, kept }
  try {
    const reading = await readingOf(text, original)
    return { ...about, outcome: reading.outcome, wrong: wrongOf(original.reading, reading, kept) }
  } catch (error) {
    return { ...about, outcome: 'refused', wrong: `threw ${String(error)}` }
  }
}

async function isKept({ signed, contexts }: Original, text: string): Promise<boolean> {
  const badge = JSON.parse(text) as JsonObject
  return keeps(signed, await signedStatements(badge, contexts))
}
