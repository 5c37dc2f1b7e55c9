import { createDraw, type Draw } from '../metamorphic/draw.js'
import type { Place } from './places.js'
import type { Seen } from './seen.js'

/** How much of the run each room gets: what a mistake there would cost. */
const ROOMS: Record<string, number> = {
  'openbadges/text': 3,
  'openbadges/findings': 2,
  'openbadges/jsonld': 3,
  'openbadges/proofs': 5,
  'openbadges/carriers': 2,
  'openbadges/formats': 4,
  'openbadges/baking': 1,
  'openbadges/verify': 7,
  store: 5,
  net: 3,
  backpack: 7,
  words: 3,
  publishing: 2,
  web: 7,
  mail: 1,
  cli: 1,
}

/** The room of a file of `src`, or null for what is no product or no room. */
export function roomOf(file: string): string | null {
  const path = file.slice('src/'.length)
  return Object.keys(ROOMS).find((room) => path.startsWith(`${room}/`)) ?? null
}

/** So many different places: a room by its weight, there a kind of fault, there a place. */
export function choose(places: readonly Place[], seed: number, count: number): Place[] {
  const draw = createDraw(seed)
  const lots = Object.entries(ROOMS).flatMap(([room, weight]) => Array<string>(weight).fill(room))
  const byRoom = grouped(places, ({ file }) => roomOf(file))
  const chosen = new Set<Place>()
  while (chosen.size < Math.min(count, places.length))
    chosen.add(placeIn(byRoom.get(draw.of(lots)) ?? places, draw))
  return [...chosen]
}

function placeIn(places: readonly Place[], draw: Draw): Place {
  const byKind = grouped(places, ({ kind }) => kind)
  return draw.of(byKind.get(draw.of([...byKind.keys()].sort()))!)
}

/** The members of a list by what they have in common. */
export function grouped<T, Key>(list: readonly T[], keyOf: (one: T) => Key): Map<Key, T[]> {
  const groups = new Map<Key, T[]>()
  for (const one of list) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one])
  return groups
}

/** Processor time of the tests that one place is worth. */
const BUDGET_MS = 30_000
/** A test file of the room of a place goes before others that take so many times longer. */
const HOME_ADVANTAGE = 8

/**
 * The test files that run what stands at a place, cheap ones and those of its room first, as many as the budget
 * allows. What runs while a file is loaded is in the hands of all that use the file; what no test runs in its own
 * process, in those of the room.
 */
export function testsFor(place: Place, within: ReadonlySet<number>, seen: Seen): string[] {
  const room = `test/${roomOf(place.file)}`
  const cost = (file: string) =>
    (seen[file]!.cpuMillis + 1) / (file.startsWith(room) ? HOME_ADVANTAGE : 1)
  const sound = Object.keys(seen).filter((file) => !seen[file]!.failed)
  const runs = sound.filter((file) => seen[file]!.bodies.some((body) => within.has(body)))
  const fit = runs.length > 0 ? runs : sound.filter((file) => file.startsWith(room))
  let spent = 0
  return fit
    .sort((one, other) => cost(one) - cost(other))
    .filter((file, index) => (spent += seen[file]!.cpuMillis) <= BUDGET_MS || index === 0)
}
