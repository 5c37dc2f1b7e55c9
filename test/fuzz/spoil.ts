import fc from 'fast-check'
import { bake, unbake } from '../../src/openbadges/index.js'
import type { Seed } from './corpus.js'

/** One change of bytes, or of the badge inside them; places are fractions of what is there. */
export type Change =
  | { kind: 'flip' | 'cut' | 'repeat'; at: number; length: number }
  | { kind: 'insert'; at: number; text: string }
  | { kind: 'splice'; at: number; from: number; seed: number }
  | { kind: 'value'; at: number; value: unknown }
  | { kind: 'rename'; at: number; text: string }

/** Words and signs on which readers of badges turn. */
const WORDS = [
  ...['__proto__', 'constructor', '@context', '@type', '@id', '@graph', '@included', '@reverse'],
  ...['proof', 'type', 'id', 'issuer', 'credentialSubject', 'recipient', 'verification', 'badge'],
  ...[
    '\0',
    '\ud800',
    '\u202e',
    '<!--',
    '<![CDATA[',
    '&a;',
    ']]>',
    '{',
    '[',
    '"',
    '\\u0000',
    '.',
    '~',
  ],
  ...['eyJhbGciOiJub25lIn0.e30.', 'data:,', 'did:key:z', 'https://[::1]/', 'urn:x', '9e999', '-0'],
]
const VALUES = [
  null,
  true,
  0,
  -1,
  1e308,
  '',
  'x',
  [],
  {},
  [[]],
  [null],
  { '@id': 'x' },
  'z'.repeat(5000),
]

const at = fc.double({ min: 0, max: 1, noNaN: true })
const length = fc.nat(300)
const text = fc.oneof(fc.constantFrom(...WORDS), fc.string({ maxLength: 20 }))

/** How something is spoilt: a few changes, one after the other. */
export const changesArbitrary: fc.Arbitrary<Change[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constantFrom('flip', 'cut', 'repeat'), at, length }),
    fc.record({ kind: fc.constant('insert' as const), at, text }),
    fc.record({ kind: fc.constant('splice' as const), at, from: at, seed: fc.nat(1000) }),
    fc.record({ kind: fc.constant('value' as const), at, value: fc.constantFrom(...VALUES) }),
    fc.record({ kind: fc.constant('rename' as const), at, text }),
  ),
  { minLength: 1, maxLength: 5 },
)

/** The bytes of a seed after these changes. */
export function spoil(seed: Seed, changes: readonly Change[], corpus: readonly Seed[]): Buffer {
  return changes.reduce((bytes, change) => spoilOnce(bytes, change, corpus), seed.bytes)
}

function spoilOnce(bytes: Buffer, change: Change, corpus: readonly Seed[]): Buffer {
  const place = 'at' in change ? Math.floor(change.at * bytes.length) : 0
  if (change.kind === 'value' || change.kind === 'rename') return withChangedJson(bytes, change)
  const [head, tail] = [bytes.subarray(0, place), bytes.subarray(place)]
  if (change.kind === 'insert') return Buffer.concat([head, Buffer.from(change.text), tail])
  if (change.kind === 'splice') {
    const other = corpus[change.seed % corpus.length]!.bytes
    return Buffer.concat([head, other.subarray(Math.floor(change.from * other.length))])
  }
  if (change.kind === 'cut') return Buffer.concat([head, tail.subarray(change.length)])
  if (change.kind === 'repeat') {
    const part = tail.subarray(0, change.length)
    return Buffer.concat([head, ...Array.from({ length: 40 }, () => part), tail])
  }
  const flipped = Buffer.from(bytes)
  if (place < flipped.length) flipped[place]! ^= 1 << (change.length % 8)
  return flipped
}

type Inside = Extract<Change, { kind: 'value' | 'rename' }>

/** Changes the JSON that a file, text or token holds, and wraps it as it was. */
function withChangedJson(bytes: Buffer, change: Inside): Buffer {
  const found = orNull(() => unbake(bytes))
  if (!found) return bytes
  const changed = changedText(found.text, change)
  if (changed === null) return bytes
  if (found.carrier === 'text') return Buffer.from(changed)
  const baked = orNull(() => bake(bytes, changed))
  return baked ? Buffer.from(baked) : bytes
}

function changedText(badge: string, change: Inside): string | null {
  const parts = badge.trim().split('.')
  if (parts.length !== 3) return changedJson(badge, change)
  const payload = changedJson(Buffer.from(parts[1]!, 'base64url').toString('utf8'), change)
  return payload && [parts[0], Buffer.from(payload).toString('base64url'), parts[2]].join('.')
}

/** What was spoilt too much to be taken apart stays as it is. */
function orNull<Result>(work: () => Result): Result | null {
  try {
    return work()
  } catch {
    return null
  }
}

type Node = Record<string, unknown>

function changedJson(badge: string, change: Inside): string | null {
  const value = orNull(() => JSON.parse(badge) as unknown)
  if (typeof value !== 'object' || value === null) return null
  const places = membersOf(value as Node)
  const [parent, name] = places[Math.floor(change.at * (places.length - 1))] ?? []
  if (!parent || name === undefined) return null
  if (change.kind === 'value') parent[name] = change.value
  else {
    Object.defineProperty(parent, change.text, {
      value: parent[name],
      enumerable: true,
      configurable: true,
      writable: true,
    })
    delete parent[name]
  }
  return JSON.stringify(value)
}

function membersOf(node: Node): [Node, string][] {
  return Object.entries(node).flatMap(([name, value]): [Node, string][] => [
    [node, name],
    ...(typeof value === 'object' && value !== null ? membersOf(value as Node) : []),
  ])
}
