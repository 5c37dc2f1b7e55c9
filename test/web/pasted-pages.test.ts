import assert from 'node:assert/strict'
import { openBackpack, signIn, type Browser, type TestBackpack } from '../support/backpack.js'
import { hostedBadge, pageWith, SHARED, sites, sitesAndIssuers } from '../support/pages.js'

describe('pasted pages', () => {
  let hosted: Awaited<ReturnType<typeof hostedBadge>>
  before(async () => void (hosted = await hostedBadge()))
  let backpack: TestBackpack
  let browser: Browser
  beforeEach(async () => {
    backpack = await openBackpack()
    browser = await signIn(backpack)
  })

  it('303 for the page of a badge, which is kept and valid', async () => {
    backpack.answerWith(
      await sitesAndIssuers({
        [SHARED]: pageWith(`<a href="${hosted.url}/x.json"></a>${linkTo(hosted.url)}`),
      }),
    )
    const { location } = (await browser.post('/badges').field('text', SHARED).expect(303)).headers
    const shown = (await browser.get(location!).expect(200)).text
    assert.match(shown, /Verdict: <\/span>Valid<\/h2>/)
  })

  it('303 for a file whose issuer shows a page where the award should be', async () => {
    const site = await sitesAndIssuers({
      [hosted.url]: pageWith(linkTo(`${hosted.url}?raw=1`)),
      [`${hosted.url}?raw=1`]: hosted.answer,
    })
    backpack.answerWith(site)
    const { location } = (await browser.post('/badges').field('text', hosted.text).expect(303))
      .headers
    assert.match((await browser.get(location!).expect(200)).text, /Verdict: <\/span>Valid<\/h2>/)
    await browser.post(`${location}/reports`).expect(303)
    assert.match((await browser.get(location!).expect(200)).text, /Verdict: <\/span>Valid<\/h2>/)
  })

  it('422 for a page of somebody who signs in first, with a report to copy', async () => {
    const login = pageWith('<form><input type="password"></form>')
    backpack.answerWith(sites({ [SHARED]: login }))
    const shown = (await browser.post('/badges').field('text', SHARED).expect(422)).text
    assert.match(shown, /A sign-in page answered/)
    assert.match(shown, /<textarea readonly [^>]*>A sign-in page answered/)
  })
})

const linkTo = (href: string) => `<link rel="alternate" type="application/json" href="${href}">`
