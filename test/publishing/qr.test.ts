import assert from 'node:assert/strict'
import { PNG } from 'pngjs'
import decodeQr from 'qr/decode.js'
import { qrModules, qrPng, qrSvg } from '../../src/publishing/qr.js'

const ADDRESS =
  'https://haversack.example/s/0dZ4v5bq1qvDk0nqKzq3mW2c5Jv4q8yYb7mKq2x9A_E/badges/0192'

describe('QR codes', () => {
  it('the PNG reads as the address', async () => {
    const { width, height, data: pixels } = PNG.sync.read(qrPng(ADDRESS))
    assert.equal(decodeQr({ width, height, data: pixels }), ADDRESS)
    assert.ok(width >= 400)
  })

  it('has four light modules on every side', () => {
    const rows = qrModules(ADDRESS)
    for (const row of [...rows.slice(0, 4), ...rows.slice(-4)])
      assert.ok(row.every((dark) => !dark))
    for (const row of rows) assert.ok([...row.slice(0, 4), ...row.slice(-4)].every((dark) => !dark))
  })

  it('the SVG draws exactly the dark modules', () => {
    const rows = qrModules(ADDRESS)
    const drawn = rows.map((row) => row.map(() => false))
    for (const [, x, y, n] of qrSvg(ADDRESS).matchAll(/M(\d+) (\d+)h(\d+)v1/g))
      drawn[Number(y)]!.fill(true, Number(x), Number(x) + Number(n))
    assert.deepEqual(drawn, rows)
  })
})
