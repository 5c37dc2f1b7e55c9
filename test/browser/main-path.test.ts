import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { ADA } from '../support/backpack.js'
import { addFiles, addText } from '../support/adding.js'
import { beginAs, openSite, openWindow, type Site, type Window } from '../support/browser.js'
import { sampleOf } from '../support/samples.js'

const FOREST = 'Community Forest Stewardship'
const BEES = 'Bee Keeping, Level 2'
const CARE = 'Mental Health First Aider'
const CODE = 'مقدمة في البرمجة'

for (const javaScriptEnabled of [true, false]) {
  describe(`from signing up to a shared page, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
    let site: Site
    let ada: Window
    let link: string
    before(async () => {
      site = await openSite()
      ada = await openWindow(site, { javaScriptEnabled })
    })

    it('an account is made, and its address confirmed by the mail', async () => {
      await beginAs(site, ada, ADA)
      assert.ok(await ada.page.getByRole('status').isVisible())
    })

    it('a baked PNG shows its verdict', async () => {
      await addFiles(ada.page, '2.0-RS256-valid')
      await sees(ada.page, FOREST, 'Valid')
    })

    it('a baked SVG shows its verdict', async () => {
      await addFiles(ada.page, '2.0-hosted-valid')
      await sees(ada.page, BEES, 'Valid')
    })

    it('the address of an expired badge shows its verdict', async () => {
      await addText(ada.page, (await sampleOf('1.1-hosted-expired')).url!)
      await sees(ada.page, CARE, 'Expired')
    })

    it('a signed token of 3.0 shows its verdict', async () => {
      await addText(ada.page, new TextDecoder().decode((await sampleOf('3.0-EdDSA-valid')).bytes))
      await sees(ada.page, CODE, 'Valid')
    })

    it('a badge changed after signing is kept, and shows that it is not genuine', async () => {
      const { page } = ada
      await page.goto('/badges')
      const before = await page.locator('main').getByRole('heading', { level: 3 }).count()
      await addFiles(page, '2.0-RS256-tampered')
      await sees(page, FOREST, 'Not genuine')
      await page.goto('/badges')
      assert.equal(
        await page.locator('main').getByRole('heading', { level: 3 }).count(),
        before + 1,
      )
    })

    it('a collection is made, and put in order', async () => {
      const { page } = ada
      await page.goto('/collections/new')
      await page.getByLabel('Title').fill('Working outdoors')
      await page.getByLabel('Introduction').fill('With **bees** and trees.')
      for (const title of [CARE, CODE, BEES])
        await page.locator('.pick__card label', { hasText: title }).click()
      await page.getByRole('button', { name: 'Make the collection' }).click()
      await page.getByRole('link', { name: 'Edit and arrange' }).click()
      while ((await order(page))[0] !== BEES)
        await Promise.all([
          page.waitForEvent('load'),
          page.getByRole('button', { name: `Move ${BEES} up` }).click(),
        ])
      await page.getByLabel('A line of yours about it').first().fill('Two hives at school.')
      await page.getByRole('button', { name: 'Save the collection' }).click()
      await page.getByRole('heading', { name: 'Working outdoors' }).waitFor()
      assert.equal((await titles(page))[0], BEES)
    })

    it('a link is made', async () => {
      const { page } = ada
      await page.getByLabel('For whom is the new link?').fill('The school')
      await page.getByRole('button', { name: 'Make a link' }).click()
      link = await page.getByLabel('Address for The school').inputValue()
      assert.ok(link.startsWith(`${site.url}/s/`))
    })

    it('whoever has the link sees the badges in their order, and gets no cookie', async () => {
      const reader = await openWindow(site, { javaScriptEnabled })
      const { page, context } = reader
      await page.goto(link)
      assert.equal((await titles(page))[0], BEES)
      assert.equal((await titles(page)).length, 3)
      const text = await page.locator('main').innerText()
      for (const words of [ADA.name, 'Two hives at school.', 'Valid', 'Expired'])
        assert.ok(text.includes(words), words)
      assert.equal(await page.locator('.prose strong').innerText(), 'bees')
      await page.getByRole('link', { name: BEES }).click()
      await sees(page, BEES, 'Valid')
      assert.deepEqual(await context.cookies(), [])
      assert.deepEqual(reader.complaints, [])
      await context.close()
    })

    it('when the link is stopped, the page is gone at once', async () => {
      await ada.page.getByRole('button', { name: 'End this link for The school' }).click()
      await ada.page.getByRole('status').waitFor()
      const reader = await openWindow(site, { javaScriptEnabled })
      const answer = await reader.page.goto(link)
      assert.ok([404, 410].includes(answer!.status()), String(answer!.status()))
      assert.ok(!(await reader.page.content()).includes(BEES))
      await reader.context.close()
    })

    it('nothing of it caused an error, or asked another host', () => {
      assert.deepEqual(ada.complaints, [])
    })
  })
}

/** The page of one badge with its verdict. */
async function sees(page: Page, title: string, word: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
  const verdict = page.getByRole('region', { name: `Verdict: ${word}`, exact: true })
  await verdict.getByRole('heading', { name: word }).waitFor()
}

const titles = (page: Page) => page.locator('main h3').allInnerTexts()

const order = (page: Page) => page.locator('[data-reorder] .field > strong').allInnerTexts()
