import assert from 'node:assert/strict'
import { linkedInProfileUrl } from '../../src/publishing/linkedin.js'
import { BEES } from '../support/published.js'

describe('linkedInProfileUrl', () => {
  const parametersOf = (url: string) => Object.fromEntries(new URL(url).searchParams)

  it('fills in every field, months counted from 1', () => {
    const url = linkedInProfileUrl(BEES, 'KC-17/b')
    assert.ok(url.startsWith('https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME&'))
    assert.deepEqual(parametersOf(url), {
      startTask: 'CERTIFICATION_NAME',
      name: 'Bee Keeping, Level 2',
      organizationName: 'Kauri College & Sons',
      issueYear: '2024',
      issueMonth: '2',
      expirationYear: '2026',
      expirationMonth: '12',
      certUrl: 'https://haversack.example/s/abc/badges/1',
      certId: 'KC-17/b',
    })
  })

  it('writes January as 1 and December as 12', () => {
    const badge = { ...BEES, awardedAt: '2023-01-01T00:00:00Z', expiresAt: '2023-12-31T23:59:59Z' }
    const { issueMonth, issueYear, expirationMonth } = parametersOf(linkedInProfileUrl(badge, '1'))
    assert.deepEqual([issueYear, issueMonth, expirationMonth], ['2023', '1', '12'])
  })

  it('encodes whatever stands in a title, spaces as %20', () => {
    const title = 'C++ & “Rust” = 100 %? #1 مقدمة \ud800'
    const url = linkedInProfileUrl({ ...BEES, title }, '')
    assert.doesNotMatch(url, /[\s+"#]/)
    assert.equal(parametersOf(url).name, title.replace('\ud800', '\ufffd'))
    assert.ok(!url.includes('certId'))
  })

  it('leaves out days that are unknown or not told', () => {
    const url = linkedInProfileUrl({ ...BEES, awardedAt: null, expiresAt: null }, '1')
    assert.doesNotMatch(url, /Year|Month/)
  })
})
