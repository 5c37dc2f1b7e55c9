import { writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { makeCorpus, type Seed } from './corpus.js'
import { assertReads, readKnown } from './readers.js'
import { changesArbitrary, spoil } from './spoil.js'

export interface FuzzOptions {
  seed: number
  /** Inputs at most. */
  runs: number
  /** Ends in time, in milliseconds. */
  timeMs?: number
  /** Where each input is kept while it is read, so that one which ends the process is known. */
  keptAt?: string
  /** Said from time to time. */
  tell?: (count: number) => void
}

/**
 * Spoils sound badges, archives, pages and texts, and has each read.
 * @returns how many were read @throws {Error} of fast-check, with the smallest changes it found to fail
 */
export async function fuzz({ seed, runs, timeMs, keptAt, tell }: FuzzOptions): Promise<number> {
  const corpus = await makeCorpus()
  const known = await readKnown(corpus)
  let count = 0
  const property = fc.asyncProperty(
    fc.constantFrom(...corpus.map(named)),
    changesArbitrary,
    async ({ whole }, changes) => {
      const bytes = spoil(whole, changes, corpus)
      if (keptAt) writeFileSync(keptAt, bytes)
      await assertReads(whole, bytes, known)
      count += 1
      if (count % 100 === 0) tell?.(count)
    },
  )
  await fc.assert(property, { seed, numRuns: runs, interruptAfterTimeLimit: timeMs })
  return count
}

/** A failure prints the name of a seed, not its bytes. */
const named = (whole: Seed) => ({ whole, [fc.toStringMethod]: () => whole.name })
