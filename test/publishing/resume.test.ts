import assert from 'node:assert/strict'
import { resumeOf } from '../../src/publishing/resume.js'
import { BEES } from '../support/published.js'

describe('resumeOf', () => {
  it('writes a line of text for each badge', () => {
    assert.equal(
      resumeOf([BEES]).text,
      'Bee Keeping, Level 2, Kauri College & Sons, February 2024, until December 2026. https://haversack.example/s/abc/badges/1',
    )
  })

  it('writes Markdown in which a title cannot become anything else', () => {
    const { markdown } = resumeOf([{ ...BEES, title: 'A] (x) *b*\n# c', expiresAt: null }])
    assert.equal(
      markdown,
      '- [A\\] (x) \\*b\\* \\# c](https://haversack.example/s/abc/badges/1), Kauri College & Sons, February 2024',
    )
  })

  it('writes certificates of JSON Resume', () => {
    const written = resumeOf([BEES, { ...BEES, awardedAt: null }]).jsonResume
    const { certificates } = JSON.parse(written) as { certificates: unknown }
    assert.deepEqual(certificates, [
      { name: BEES.title, date: '2024-02-03', issuer: BEES.issuer, url: BEES.url },
      { name: BEES.title, issuer: BEES.issuer, url: BEES.url },
    ])
  })
})
