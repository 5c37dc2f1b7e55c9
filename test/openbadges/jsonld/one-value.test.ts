import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { JsonObject } from '../../../src/openbadges/types.js'
import { diBadge, encoded, jwtBadge, SUITE_2020 } from '../../support/issuer-ob3.js'
import { verify } from '../../support/verify-ob3-text.js'
import { ecKey, ed25519Key } from '../../support/keys.js'

type Path = (string | number)[]

/** Paths of all strings, numbers and booleans. */
function leaves(value: unknown, path: Path = []): Path[] {
  if (value === null || typeof value !== 'object') return [path]
  return Object.entries(value).flatMap(([name, item]) =>
    leaves(item, [...path, Array.isArray(value) ? Number(name) : name]),
  )
}

type Node = Record<string | number, unknown>

function changed(badge: JsonObject, path: Path, change: (value: unknown) => unknown): JsonObject {
  const copy = structuredClone(badge)
  let parent: Node = copy
  for (const name of path.slice(0, -1)) parent = parent[name] as Node
  const last = path.at(-1)!
  parent[last] = change(parent[last])
  // JSON knows no undefined: such a member is left out
  return JSON.parse(JSON.stringify(copy)) as JsonObject
}

/** One character of a text replaced; another kind of value for anything else. */
const oneCharacter = fc.record({ at: fc.nat(), by: fc.string({ minLength: 1, maxLength: 1 }) })

function spoil(value: unknown, { at, by }: { at: number; by: string }): unknown {
  if (typeof value !== 'string' || value === '') return `${String(value)}${by}`
  const place = at % value.length
  return value.slice(0, place) + by + value.slice(place + 1)
}

describe('proof, property: no change of any value of a signed badge is ever valid (case 53)', () => {
  const ed = ed25519Key()
  const p256 = ecKey()
  const badges = {
    'eddsa-rdfc-2022': () => diBadge(ed.didKey, ed),
    Ed25519Signature2020: () => diBadge(ed.didKey, ed, SUITE_2020),
    'ecdsa-rdfc-2019': () => diBadge(p256.didKey, p256),
  }
  for (const [name, sign] of Object.entries(badges))
    it(`embedded proof, ${name}`, async () => {
      const badge = await sign()
      // another edition of a context may give the same words the same meaning; that is no change of a value
      const paths = leaves(badge).filter(([first]) => first !== '@context')
      const property = fc.asyncProperty(
        fc.constantFrom(...paths),
        oneCharacter,
        async (path, change) => {
          const other = changed(badge, path, (value) => spoil(value, change))
          fc.pre(JSON.stringify(other) !== JSON.stringify(badge))
          assert.notEqual((await verify(other)).verdict, 'valid', path.join('.'))
        },
      )
      await fc.assert(property, { numRuns: 150 })
    })

  it('embedded proof: every single value made null, or left out', async () => {
    const badge = await diBadge(ed.didKey, ed)
    for (const path of leaves(badge)) {
      for (const nothing of [null, undefined]) {
        const other = changed(badge, path, () => nothing)
        assert.notEqual((await verify(other)).verdict, 'valid', path.join('.'))
      }
    }
  })

  it('VC-JWT: every letter of the token', async () => {
    const token = jwtBadge(ed.didKey, ed, { header: { kid: `${ed.didKey}#${ed.multibase}` } })
    assert.equal((await verify(token)).verdict, 'valid')
    const property = fc.asyncProperty(oneCharacter, async ({ at, by }) => {
      const other = spoil(token, { at, by }) as string
      fc.pre(other !== token)
      const verdict = await verify(other).then(
        (verified) => verified.verdict,
        () => 'malformed',
      )
      assert.notEqual(verdict, 'valid')
    })
    await fc.assert(property, { numRuns: 300 })
  })

  it('VC-JWT: a payload swapped under the old signature', async () => {
    const token = jwtBadge(ed.didKey, ed, { header: { kid: `${ed.didKey}#${ed.multibase}` } })
    const [header, payload, signature] = token.split('.')
    const claims = JSON.parse(Buffer.from(payload!, 'base64url').toString()) as JsonObject
    const forged = [header, encoded({ ...claims, name: 'Other' }), signature].join('.')
    assert.deepEqual((await verify(forged)).codes, ['key_ok', 'proof_invalid'])
  })
})
