import util from 'jsonld/lib/util.js'

/** False gives the untouched library back. */
const SHALLOW_MAPS = true

const deepClone = util.clone

/**
 * jsonld copies the whole term map of a context, definitions included, for every scoped context it enters; the
 * definitions never change, so a copy of the map alone does. It halves the time of a badge, and a test
 * compares the canonical text of every fixture with that of the untouched library.
 */
export function useShallowMaps(on: boolean): void {
  util.clone = on ? cloneShallowMaps : deepClone
}

function cloneShallowMaps(value: unknown): unknown {
  return value instanceof Map ? new Map(value) : deepClone(value)
}

useShallowMaps(SHALLOW_MAPS)
