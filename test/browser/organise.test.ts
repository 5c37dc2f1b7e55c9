import assert from 'node:assert/strict'
import { AxeBuilder } from '@axe-core/playwright'
import { throwAway } from '../../src/backpack/badges/trash.js'
import { ADA } from '../support/backpack.js'
import { beginAs, openSite, openWindow, type Site, type Window } from '../support/browser.js'
import { putBadge } from '../support/rows.js'

describe('organising the backpack in a browser', () => {
  let site: Site
  let ada: Window
  before(async () => {
    site = await openSite()
    ada = await openWindow(site)
    await beginAs(site, ada, ADA)
    const { ctx } = site.backpack
    const { id } = await ctx.db.selectFrom('account').select('id').executeTakeFirstOrThrow()
    const put = (title: string, issuerName: string) => putBadge(ctx.db, id, { title, issuerName })
    for (let n = 0; n < 70; n++) await put(`Course ${n}`, `School ${n % 3}`)
    await put('Bee Keeping', 'Kauri College')
    await throwAway(ctx, id, [await put('Old', 'Kauri College')])
  })
  beforeEach(async () => {
    await ada.page.goto('/badges')
  })
  afterEach(() => assert.deepEqual(ada.complaints, []))

  const cards = () => ada.page.locator('.card')

  it('finds while one types, keeps the address and the focus, and says how many', async () => {
    const { page } = ada
    await page.getByLabel('Search your badges').pressSequentially('bee')
    await page.waitForURL('**/badges?q=bee')
    assert.equal(await cards().count(), 1)
    assert.equal(await page.locator('[data-sift-said]').textContent(), '1 badge')
    assert.equal(await page.evaluate('document.activeElement.id'), 'q')
    await page.getByLabel('Search your badges').fill('nothing like it')
    await page.getByText('No badge fits “nothing like it”').waitFor()
  })

  it('sifts by a choice at once, and the chips follow', async () => {
    const { page } = ada
    await page.getByRole('combobox', { name: 'Issuer' }).selectOption('School 1')
    await page.waitForURL('**/badges?issuer=School+1')
    assert.match((await page.locator('.chips').first().textContent())!, /All\s*23/)
  })

  it('ticks appear only for changing several, and what was thrown away comes back', async () => {
    const { page } = ada
    await page.goto('/badges?q=bee')
    const tick = page.getByRole('checkbox', { name: 'Choose Bee Keeping' })
    assert.equal(await tick.isVisible(), false)
    await page.getByText('Change several').click()
    await tick.check()
    await page.getByRole('button', { name: 'Move to trash' }).click()
    await page.getByText('1 badge moved to the trash').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('The badge is back').waitFor()
  })

  for (const javaScriptEnabled of [true, false])
    it(`searches with a button ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async () => {
      const storageState = await ada.context.storageState()
      const { page, context } = await openWindow(site, { javaScriptEnabled })
      await context.addCookies(storageState.cookies)
      await page.goto('/badges')
      await page.getByLabel('Search your badges').fill('bee')
      await page.getByRole('button', { name: 'Search' }).click()
      await page.waitForURL(/[?&]q=bee/)
      await page.getByRole('heading', { name: 'Bee Keeping' }).waitFor()
    })

  for (const colorScheme of ['light', 'dark'] as const)
    it(`axe finds nothing on its pages, on a phone, ${colorScheme}`, async () => {
      const { cookies } = await ada.context.storageState()
      const { page, context } = await openWindow(site, { colorScheme, width: 390 })
      await context.addCookies(cookies)
      for (const path of ['/badges', '/trash', '/trash/delete']) {
        await page.goto(path)
        if (path === '/badges') await page.getByText('Change several').click()
        const { violations } = await new AxeBuilder({ page }).analyze()
        assert.deepEqual(
          violations.map(({ id }) => id),
          [],
          path,
        )
        const wider = 'document.documentElement.scrollWidth - innerWidth'
        assert.ok(Number(await page.evaluate(wider)) <= 0, `${path} is too wide`)
      }
    })
})
