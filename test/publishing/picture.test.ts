import assert from 'node:assert/strict'
import sharp from 'sharp'
import { drawSharePicture, type PictureText } from '../../src/publishing/picture.js'
import { BEES } from '../support/published.js'
import { PNG, SVG } from '../support/pictures.js'

describe('share picture', () => {
  const draw = (words: Partial<PictureText> = {}, pictures: Uint8Array[] = [PNG]) =>
    drawSharePicture(
      {
        above: 'Ada',
        title: BEES.title,
        below: BEES.issuer,
        beside: '',
        verdict: BEES.verdict,
        ...words,
      },
      pictures,
    )
  /** Share of pixels that differ, in the part that holds the words. */
  const difference = async (one: Buffer, other: Buffer) => {
    const [a, b] = await Promise.all(
      [one, other].map((png) => sharp(png).removeAlpha().raw().toBuffer()),
    )
    return a!.filter((byte, index) => byte !== b![index]).length / a!.length
  }

  it('is a PNG of 1200 by 630, the same for the same words', async () => {
    const picture = await draw()
    const { format, width, height } = await sharp(picture).metadata()
    assert.deepEqual([format, width, height], ['png', 1200, 630])
    assert.deepEqual(await draw(), picture)
  })

  it('shows title, issuer, verdict and the pictures', async () => {
    const picture = await draw()
    for (const other of [
      draw({ title: 'Ropework' }),
      draw({ below: 'Harbour School' }),
      draw({ verdict: { state: 'withdrawn', word: 'Revoked', line: 'by the issuer' } }),
      draw({}, [Buffer.from(SVG)]),
    ])
      assert.ok((await difference(picture, await other)) > 0.0005)
  })

  it('wraps and shortens the longest titles, whatever stands in them', async () => {
    const titles = [
      'Forest Stewardship '.repeat(60),
      'W'.repeat(900),
      '<b>&amp;</i> & "\u0000\ud800',
    ]
    for (const title of titles) {
      const { width, height } = await sharp(await draw({ title })).metadata()
      assert.deepEqual([width, height], [1200, 630])
    }
  })

  it('writes Arabic and Hebrew with the letters it brings', async () => {
    const empty = await draw({ title: '' })
    for (const title of ['مقدمة في البرمجة', 'מבוא לתכנות'])
      assert.ok((await difference(empty, await draw({ title }))) > 0.005)
  })

  it('leaves out what no font can write, and small pictures in a title', async () => {
    const unassigned = String.fromCodePoint(0x2fffd, 0x2fffc)
    assert.deepEqual(await draw({ title: unassigned }), await draw({ title: '' }))
    assert.deepEqual(await draw({ title: 'Bees 🧑‍🚒' }), await draw({ title: 'Bees' }))
  })

  it('goes on without a picture that cannot be drawn', async () => {
    assert.deepEqual(await draw({}, [Buffer.from('<svg')]), await draw({}, []))
    assert.ok((await draw({}, Array<Buffer>(9).fill(PNG))).length > 0)
  })
})
