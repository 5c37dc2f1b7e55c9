import { isDeepStrictEqual } from 'node:util'
import type { JsonObject } from '../../src/openbadges/types.js'
import { CHANGES } from './changes.js'
import { createDraw, type Draw } from './draw.js'
import { readingOf, wrongOf, type Outcome, type Reading } from './verify.js'
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
const ALL: Readonly<Record<string, Rewriting>> = { ...REWRITINGS, ...CHANGES }

/** Kinds made one after the other at most. */
const MAX_STEPS = 4
/** Tries of one kind until the statements are kept. */
const MAX_TRIES = 4
/** One text in so many may say something else than was signed. */
const CHANGED_EVERY = 6
/** One in so many is also canonised without our savings inside jsonld, and the original verified again after it. */
const PROBED_EVERY = 10

/** A source with everything its rewritings are compared with. */
export interface Original extends Source {
  reading: Reading
  signed: Signed
}

/** One rewriting and what came of it. */
export interface Verified {
  /** Repeats it: all choices are made from it and the seed. */
  number: number
  source: string
  kinds: string[]
  text: string
  kept: boolean
  outcome: Outcome
  /** Null when all is well. */
  wrong: string | null
}

/** Sources with what is found about them; what jsonld alone cannot read, or whose proof has words of its own, is left out. */
export async function originalsOf(sources: readonly Source[]): Promise<Original[]> {
  const made: Original[] = []
  for (const source of sources) {
    const signed = await signedStatements(source.badge, source.contexts)
    const reading = await readingOf(JSON.stringify(source.badge), source)
    const isReadable = signed.document !== null && signed.proofs.some((proof) => proof !== null)
    if (isReadable) made.push({ ...source, reading, signed })
  }
  return made
}

/**
 * The rewriting of this number; the kind that leads goes round, so that any stretch of numbers has all of them.
 * @returns null where nothing could be rewritten
 */
export async function rewrite(
  originals: readonly Original[],
  seed: number,
  number: number,
): Promise<Verified | null> {
  const draw = createDraw(seed + number * 7919)
  const original = draw.of(originals)
  const mayChange = number % CHANGED_EVERY === 0
  const kinds = Object.keys(mayChange ? ALL : REWRITINGS)
  const round = Math.floor(mayChange ? number / CHANGED_EVERY : number)
  const names = [kinds[round % kinds.length]!]
  while (names.length < MAX_STEPS && draw.maybe(0.45)) names.push(draw.of(kinds))
  const made = await madeOf(original, names, draw, mayChange)
  return made.kinds.length === 0 ? null : verify(original, number, made)
}

interface Made {
  badge: JsonObject
  kinds: string[]
}

async function madeOf(
  original: Original,
  names: string[],
  draw: Draw,
  mayChange: boolean,
): Promise<Made> {
  let made: Made = { badge: original.badge, kinds: [] }
  for (const name of names) {
    const next = await step(original, { ...made, name, draw, mayChange })
    if (next) made = { badge: next, kinds: [...made.kinds, name] }
  }
  return made
}

interface Step extends Made {
  name: string
  draw: Draw
  mayChange: boolean
}

/** One kind applied, tried again while the statements are not kept. */
async function step(original: Original, { badge, name, draw, mayChange }: Step) {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const next = await ALL[name]!({ badge, contexts: original.contexts, draw })
    if (!next) continue
    // as it will be read: what JSON has no word for is gone
    const text = JSON.stringify(next)
    const read = JSON.parse(text) as JsonObject
    if (text !== JSON.stringify(badge) && (mayChange || (await isKept(original, read)))) return read
  }
  return null
}

async function verify(
  original: Original,
  number: number,
  { badge, kinds }: Made,
): Promise<Verified> {
  const text = JSON.stringify(badge)
  const kept = await isKept(original, badge)
  const about = { number, source: original.name, kinds, text, kept }
  try {
    const reading = await readingOf(text, original)
    const wrong = wrongOf(original.reading, reading, kept)
    const probed = wrong === null && number % PROBED_EVERY === 0
    return {
      ...about,
      outcome: reading.outcome,
      wrong: probed ? await probe(original, badge, kept) : wrong,
    }
  } catch (error) {
    return { ...about, outcome: 'refused', wrong: `threw ${String(error)}` }
  }
}

/** Do our savings change nothing, and does nothing of this text stay behind for the next one? */
async function probe(original: Original, badge: JsonObject, kept: boolean): Promise<string | null> {
  if (kept !== (await isKept(original, badge, true))) return 'jsonld alone finds other statements'
  const again = await readingOf(JSON.stringify(original.badge), original)
  return isDeepStrictEqual(again, original.reading)
    ? null
    : `the original is ${again.outcome} afterwards: ${again.because}`
}

async function isKept({ signed, contexts }: Original, badge: JsonObject, plain = false) {
  return keeps(signed, await signedStatements(badge, contexts, plain))
}
