import assert from 'node:assert/strict'
import { readBadge } from '../../../src/backpack/reading/read.js'
import { NOW } from '../../support/backpack.js'
import { openIssuer, sampleOf } from '../../support/samples.js'

describe('reading what a stranger hands in', () => {
  const read = async (text: string) => {
    const { loadDocument } = await openIssuer()
    return readBadge({ text, origin: 'paste' }, { loadDocument, now: NOW })
  }

  it('gives plain values, which pass from thread to thread unchanged', async () => {
    const { url } = await sampleOf('2.0-hosted-valid')
    for (const text of [url!, 'no badge', 'https://gone.example/']) {
      const reading = await read(text)
      assert.equal(reading.badge === null, text !== url)
      const { badge, refusal } = structuredClone(reading)
      assert.deepEqual(refusal, reading.refusal)
      assert.deepEqual(badge?.report.checks, reading.badge?.report.checks)
      assert.deepEqual(badge?.report.credential, reading.badge?.report.credential)
      assert.equal(badge?.picture?.bytes.length, reading.badge?.picture?.bytes.length)
    }
  })

  it('reads the text of a badge as JSON once', async () => {
    const text = Buffer.from((await sampleOf('3.0-Ed25519Signature2020-valid')).bytes).toString(
      'utf8',
    )
    const { parse } = JSON
    let count = 0
    JSON.parse = (given: string, ...rest) => {
      if (given.length > text.length / 2 && text.includes(given.trim())) count += 1
      return parse(given, ...rest) as unknown
    }
    const { badge } = await read(text).finally(() => (JSON.parse = parse))
    assert.equal(badge?.report.verdict, 'valid')
    assert.equal(count, 1)
  })
})
