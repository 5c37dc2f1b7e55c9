import assert from 'node:assert/strict'
import { SEED } from '../support/property-seed.js'
import { makeCorpus } from './corpus.js'
import { assertReads, readKnown } from './readers.js'
import { fuzz } from './run.js'

/** A share of `npm run fuzz`. */
const INPUTS = 300

describe('spoilt badges, archives, pages and texts', () => {
  it('are read or refused, soon, and none is valid that nobody signed', async () => {
    assert.equal(await fuzz({ seed: SEED, runs: INPUTS }), INPUTS)
  })

  it('are told from those that somebody did sign', async () => {
    const corpus = await makeCorpus()
    const known = await readKnown(corpus)
    assert.ok(known.size > 5)
    const one = corpus.find(({ name }) => known.has(name))!
    await assertReads(one, one.bytes, known)
    await assert.rejects(assertReads(one, one.bytes, new Map()), /nobody signed it/)
  })
})
