import { createDraw } from './draw.js'
import { readingOf, wrongOf, wrongOfToken, type Reading } from './verify.js'
import { BENDINGS, type Bent } from './rewrite-tokens.js'
import type { Verified } from './run.js'
import type { TokenSource } from './tokens.js'

/** A token with what is found about it. */
export interface OriginalToken extends TokenSource {
  reading: Reading
}

export async function originalToken(source: TokenSource): Promise<OriginalToken> {
  return {
    ...source,
    reading: await readingOf(source.sign(JSON.stringify(source.payload)), source),
  }
}

/** The bent token of this number. @returns null where this token cannot be bent that way */
export async function bend(
  originals: readonly OriginalToken[],
  seed: number,
  number: number,
): Promise<Verified | null> {
  const draw = createDraw(seed + number * 7919)
  const names = Object.keys(BENDINGS)
  const name = names[number % names.length]!
  const source = draw.of(originals)
  const bent = BENDINGS[name]!({ source, draw })
  if (!bent) return null
  const about = { number, source: source.name, kinds: [name], text: bent.token }
  const kept = bent.says === 'same'
  try {
    const reading = await readingOf(bent.token, source)
    return { ...about, kept, outcome: reading.outcome, wrong: wrong(source.reading, reading, bent) }
  } catch (error) {
    return { ...about, kept, outcome: 'refused', wrong: `threw ${String(error)}` }
  }
}

function wrong(original: Reading, reading: Reading, { says }: Bent): string | null {
  if (says === 'forged') return wrongOf(original, reading, false)
  return wrongOfToken(original, reading, says === 'same')
}
