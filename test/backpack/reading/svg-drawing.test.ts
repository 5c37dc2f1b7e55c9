import assert from 'node:assert/strict'
import sharp from 'sharp'
import { drawSvg } from '../../../src/backpack/reading/svg-drawing.js'

const svg = (inner: string, size = 400) =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${size}" height="${size / 2}">${inner}</svg>`,
  )
const doubled = (times: number) =>
  Array.from(
    { length: times },
    (_, i) => `<g id="a${i + 1}"><use xlink:href="#a${i}"/><use xlink:href="#a${i}"/></g>`,
  ).join('')
const copies = (times: number) =>
  `<defs><g id="a0"><rect width="400" height="400" fill="red"/></g>${doubled(times)}</defs><use xlink:href="#a${times}"/>`

describe('drawing an SVG', () => {
  for (const [what, inner] of [
    ['plain', '<rect width="9" height="9"/>'],
    ['with copies and see-through parts', `${copies(3)}<g opacity=".5"><path d="M0 0h9v9z"/></g>`],
  ] as const)
    it(`makes a PNG as large as asked for, of one that is ${what}`, async () => {
      for (const size of [4, 400, 9000]) {
        const { width, height, format } = await sharp(
          (await drawSvg(svg(inner, size), 128))!,
        ).metadata()
        assert.deepEqual([format, width, height], ['png', 128, 64])
      }
    })

  it('gives up after a while, for a short text can be a work of hours', async () => {
    assert.equal(await drawSvg(svg(copies(18).replace('fill', 'opacity=".5" fill')), 128), null)
  })

  it('gives nothing for what cannot be drawn', async () => {
    for (const text of ['', 'no picture', '<svg', '<svg><use'])
      assert.equal(await drawSvg(Buffer.from(text), 64), null)
  })
})
