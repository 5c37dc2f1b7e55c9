/** Choices that come out the same for the same seed. */
export interface Draw {
  /** A whole number from 0, below this one. */
  below(limit: number): number
  /** @param chance from 0 to 1 */
  maybe(chance: number): boolean
  /** One of them; there must be one. */
  of<T>(list: readonly T[]): T
  /** In another order. */
  shuffled<T>(list: readonly T[]): T[]
}

/** Mulberry32: 32 bits of state are plenty to choose tests with. */
export function createDraw(seed: number): Draw {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  return {
    below,
    maybe: (chance) => next() < chance,
    of: (list) => list[below(list.length)]!,
    shuffled: (list) =>
      list
        .map((item) => ({ item, key: next() }))
        .sort((a, b) => a.key - b.key)
        .map(({ item }) => item),
  }
}
