import assert from 'node:assert/strict'
import { cpuMillis } from '../../../support/cpu.js'
import type { JsonObject } from '../../../../src/openbadges/types.js'
import { checkResults } from '../../../../src/openbadges/verify/checks/results.js'

const ID = 'urn:uuid:1'

function codes(result: JsonObject, description: JsonObject = {}): string[] {
  return checkResults({
    credentialSubject: {
      result: { type: 'Result', resultDescription: ID, ...result },
      achievement: { resultDescription: [{ id: ID, resultType: 'RawScore', ...description }] },
    },
  }).map(({ code, path }) => `${code} ${path?.replace('credentialSubject.result[0]', '')}`)
}

const GRADES = { allowedValue: ['D', 'C', 'B', 'A'], requiredValue: 'C' }
const LEVELS = {
  requiredLevel: 'urn:uuid:good',
  rubricCriterionLevel: [
    { id: 'urn:uuid:fair', points: '1' },
    { id: 'urn:uuid:good', points: '2' },
    { id: 'urn:uuid:great', points: '3' },
  ],
}

describe('results of 3.0', () => {
  it('nothing is said of a result on its scale', () => {
    assert.deepEqual(codes({ value: 'B' }, GRADES), [])
    assert.deepEqual(codes({ value: '7.5' }, { valueMin: '0', valueMax: '10' }), [])
    assert.deepEqual(codes({ achievedLevel: 'urn:uuid:great' }, LEVELS), [])
    assert.deepEqual(codes({ status: 'Completed' }, { resultType: 'Status' }), [])
    assert.deepEqual(checkResults({ credentialSubject: { result: [{ value: 'A' }] } }), [])
  })

  it('a description that the achievement does not have', () => {
    assert.deepEqual(codes({ resultDescription: 'urn:uuid:9' }), [
      'result_unlinked .resultDescription',
    ])
  })

  it('a value, level or status that the scale does not have', () => {
    assert.deepEqual(codes({ value: 'E' }, GRADES), ['result_unlinked .value'])
    for (const value of ['11', '-1'])
      assert.deepEqual(codes({ value }, { valueMin: '0', valueMax: '10' }), [
        'result_unlinked .value',
      ])
    assert.deepEqual(codes({ achievedLevel: 'urn:uuid:x' }, LEVELS), [
      'result_unlinked .achievedLevel',
    ])
    assert.deepEqual(codes({}, { resultType: 'Status' }), ['result_unlinked .status'])
  })

  it('less than the achievement requires', () => {
    const below = ['result_below_required ']
    assert.deepEqual(codes({ value: 'D' }, GRADES), below)
    assert.deepEqual(codes({ value: '49 %' }, { requiredValue: '50' }), below)
    assert.deepEqual(codes({ achievedLevel: 'urn:uuid:fair' }, LEVELS), below)
  })

  it('takes no longer than a value is long', () => {
    const started = cpuMillis()
    assert.deepEqual(codes({ value: `1${' '.repeat(200_000)}x` }, { valueMin: '0' }), [])
    assert.ok(cpuMillis() - started < 1000)
  })
})
