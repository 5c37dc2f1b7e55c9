import assert from 'node:assert/strict'
import { visualText } from '../../src/publishing/pdf/bidi-lines.js'
import { isolated } from '../../src/publishing/markup.js'

describe('lines in both directions', () => {
  /** Each sign one wide; pieces joined as they stand from left to right. */
  const lines = (text: string, width = 99) =>
    visualText(text, width, (piece) => piece.length).lines.map((line) => line.join(''))

  it('leaves a text from left to right as it is', () => {
    assert.deepEqual(lines('Bee Keeping (Level 2)'), ['Bee Keeping (Level 2)'])
  })

  it('puts words from right to left in order, their letters left to the font', () => {
    assert.deepEqual(lines('אבג דהו'), ['דהו אבג'])
  })

  it('keeps numbers and Latin words in their own direction', () => {
    assert.deepEqual(lines('אבג 2024 Level One'), ['Level One 2024 אבג'])
  })

  it('mirrors brackets of the other direction', () => {
    assert.deepEqual(lines('אבג (2024)'), ['(2024) אבג'])
    assert.deepEqual(lines('(אבג)'), [')אבג('])
  })

  it('breaks lines in reading order, not in that of the eye', () => {
    assert.deepEqual(lines('אבג דהו זחט', 7), ['דהו אבג', 'זחט'])
  })

  it('lets a part keep its direction inside a sentence', () => {
    const { lines: isolatedLines, isRightToLeft } = visualText(
      `${isolated('אבג דהו')} · 3 May`,
      99,
      (piece) => piece.length,
    )
    assert.equal(isRightToLeft, false)
    assert.deepEqual(isolatedLines[0]!.join(''), 'דהו אבג · 3 May')
  })
})
