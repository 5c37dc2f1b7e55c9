/** Longer texts are found by their beginning. */
const MAX_LENGTH = 64
/** Characters of all texts together that are looked for. */
const MAX_TOTAL = 500_000

/** The letters of a step: a state of the search and the character that follows. */
const step = (state: number, code: number) => state * 0x10000 + code

/**
 * Looks for many texts at once, in time by the length of what is looked through, however many they are and however
 * they resemble each other.
 * @returns does one of them stand in a text? Always, where they are more than can be looked for
 * @see https://doi.org/10.1145/360825.360855 Aho and Corasick, Efficient string matching
 */
export function searchFor(texts: readonly string[]): (text: string) => boolean {
  const sought = texts.filter((text) => text !== '').map((text) => text.slice(0, MAX_LENGTH))
  if (sought.reduce((sum, { length }) => sum + length, 0) > MAX_TOTAL) return () => true
  const tree = treeOf(sought)
  const fallback = fallbacksOf(tree)
  return (text) => {
    let state = 0
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at)
      while (state !== 0 && !tree.next.has(step(state, code))) state = fallback[state]!
      state = tree.next.get(step(state, code)) ?? 0
      if (tree.ends.has(state)) return true
    }
    return false
  }
}

interface Tree {
  next: Map<number, number>
  ends: Set<number>
  /** Each state but the first, shallow ones first: the state before it, and the character between. */
  made: { state: number; before: number; code: number; depth: number }[]
}

function treeOf(texts: readonly string[]): Tree {
  const tree: Tree = { next: new Map(), ends: new Set(), made: [] }
  for (const text of texts) {
    let state = 0
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at)
      const known = tree.next.get(step(state, code)) ?? tree.made.length + 1
      if (known > tree.made.length) tree.made.push({ state: known, before: state, code, depth: at })
      tree.next.set(step(state, code), known)
      state = known
    }
    tree.ends.add(state)
  }
  return tree
}

/** Where the search goes on when no text goes on: the longest end of what was read that is a beginning too. */
function fallbacksOf({ next, ends, made }: Tree): number[] {
  const fallback: number[] = [0]
  for (const { state, before, code } of [...made].sort((a, b) => a.depth - b.depth)) {
    let from = before === 0 ? -1 : fallback[before]!
    while (from > 0 && !next.has(step(from, code))) from = fallback[from]!
    fallback[state] = from < 0 ? 0 : (next.get(step(from, code)) ?? 0)
    if (ends.has(fallback[state])) ends.add(state)
  }
  return fallback
}
