import assert from 'node:assert/strict'
import { SEED } from '../support/property-seed.js'
import { wrongOf, type Reading } from './verify.js'
import { publishedSources } from './published.js'
import { VARIANTS, type Variant } from './rich-badge.js'
import { originalsOf, rewrite, REWRITINGS, type Original } from './run.js'
import { bend, originalToken } from './run-tokens.js'
import { richSources } from './sources.js'
import { keeps, signedStatements } from './statements.js'
import { complaint, Tally } from './tally.js'
import { tokenSources } from './tokens.js'

/** A share of the whole run, which is a bench: each kind leads at least twice. */
const BADGES = 2 * Object.keys(REWRITINGS).length
const TOKENS = 100

const EXPECTED: Record<Variant, string> = {
  good: 'valid',
  expired: 'expired',
  'not yet valid': 'not-yet-valid',
  revoked: 'revoked',
  suspended: 'revoked',
  'somebody else’s': 'valid',
  'failed result': 'valid',
}

function expectedOf(name: string): string | undefined {
  const variant = VARIANTS.find((one) => name.endsWith(`, ${one}`))
  return variant && EXPECTED[variant]
}

describe('metamorphic: a badge written otherwise is read as it was signed, or not valid', () => {
  const originals: Original[] = []

  before(async () => {
    originals.push(...(await originalsOf([...(await richSources()), ...publishedSources()])))
  })

  it('the originals come out as they were made', () => {
    for (const { name, reading } of originals)
      assert.equal(reading.outcome, expectedOf(name) ?? reading.outcome, name)
  })

  it('embedded proofs: no rewriting hides or adds anything, no change is valid', async () => {
    const tally = new Tally()
    for (let number = 0; number < BADGES; number++)
      tally.add(await rewrite(originals, SEED, number))
    assert.deepEqual(tally.wrong.map(complaint), [])
    assert.ok(tally.equal > 0 && tally.kept > BADGES / 2, tally.summary())
  })

  it('tokens: no spelling of its signer or holder makes one come out better', async () => {
    const tokens = []
    for (const source of await tokenSources()) tokens.push(await originalToken(source))
    for (const { name, reading } of tokens) assert.equal(reading.outcome, expectedOf(name), name)
    const tally = new Tally()
    for (let number = 0; number < TOKENS; number++) tally.add(await bend(tokens, SEED, number))
    assert.deepEqual(tally.wrong.map(complaint), [])
    assert.ok(tally.equal > 0, tally.summary())
  })

  it('the yardstick: a member under its IRI keeps the statements, another title does not', async () => {
    const { badge, contexts, signed } = originals[0]!
    const { description, ...rest } = badge
    const iri = { ...rest, 'https://schema.org/description': description }
    assert.ok(keeps(signed, await signedStatements(iri, contexts)))
    assert.ok(!keeps(signed, await signedStatements({ ...badge, name: 'Another' }, contexts)))
    assert.ok(!keeps(signed, await signedStatements(rest, contexts)))
  })

  it('the verify: better, otherwise read, otherwise found and changed texts are wrong', () => {
    const reading: Reading = {
      outcome: 'expired',
      isProven: true,
      said: 'a',
      found: 'b',
      because: '',
    }
    const valid: Reading = { ...reading, outcome: 'valid' }
    assert.equal(wrongOf(reading, reading, true), null)
    assert.equal(wrongOf(valid, { ...valid, outcome: 'invalid', isProven: false }, true), null)
    assert.match(wrongOf(reading, valid, true) ?? '', /expired became valid/)
    assert.match(wrongOf(reading, { ...reading, said: 'c' }, true) ?? '', /read otherwise/)
    assert.match(wrongOf(reading, { ...reading, found: 'c' }, true) ?? '', /found otherwise/)
    assert.match(wrongOf(reading, reading, false) ?? '', /changed/)
  })
})
