import { benchExtraction } from './openbadges-extraction.js'
import { benchIntegrity } from './openbadges-integrity.js'
import { benchTokens } from './openbadges-tokens.js'

/** Extraction, parsing and each kind of proof, beside the bare primitive and the peers, in one run. */
export async function run(): Promise<void> {
  for (const part of [benchExtraction, benchTokens, benchIntegrity])
    console.log(`${await part()}\n`)
}
