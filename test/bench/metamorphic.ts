import { publishedSources } from '../metamorphic/published.js'
import { originalsOf, rewrite } from '../metamorphic/run.js'
import { bend, originalToken } from '../metamorphic/run-tokens.js'
import { richSources, sampleSources } from '../metamorphic/sources.js'
import { complaint, Tally } from '../metamorphic/tally.js'
import { tokenSources } from '../metamorphic/tokens.js'
import { SEED } from '../support/property-seed.js'
import { table } from './measure.js'

/** Rewritings that must keep the statements before the run ends. */
const MIN_KEPT = 10_000
const TOKENS = 5000
/** Texts printed of what went wrong. */
const MAX_TOLD = 20

/** The whole metamorphic run, every source and kind; the tests run a share of it. */
export async function run(): Promise<void> {
  const badges = await badgeRun()
  print('Embedded proofs', badges)
  const tokens = await tokenRun()
  print('Tokens', tokens)
  if (badges.wrong.length + tokens.wrong.length > 0) process.exitCode = 1
}

async function badgeRun(): Promise<Tally> {
  const sources = [...(await richSources()), ...(await sampleSources()), ...publishedSources()]
  const originals = await originalsOf(sources)
  const tally = new Tally()
  for (let number = 0; tally.kept < MIN_KEPT; number++)
    tally.add(await rewrite(originals, SEED, number))
  return tally
}

async function tokenRun(): Promise<Tally> {
  const originals = []
  for (const source of await tokenSources()) originals.push(await originalToken(source))
  const tally = new Tally()
  for (let number = 0; number < TOKENS; number++) tally.add(await bend(originals, SEED, number))
  return tally
}

function print(title: string, tally: Tally): void {
  const [head, ...rows] = tally.rows()
  console.log(`\n${title}\n${table(head!, rows)}\n${tally.summary()}`)
  for (const one of tally.wrong.slice(0, MAX_TOLD)) console.log(`\n${complaint(one)}`)
}
