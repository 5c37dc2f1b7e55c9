import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { addFiles } from '../support/adding.js'
import { ADA, linkOf } from '../support/backpack.js'
import { openSite, openWindow, type Site, type Window } from '../support/browser.js'

const MANY = 120

describe('with the keyboard alone', () => {
  let site: Site
  let ada: Window
  before(async () => {
    site = await openSite()
    ada = await openWindow(site)
  })
  after(() => assert.deepEqual(ada.complaints, []))

  it('the first key leads past the navigation', async () => {
    const { page } = ada
    await page.goto('/')
    await page.keyboard.press('Tab')
    assert.equal(await focused(page), 'Skip to the content')
    await page.keyboard.press('Enter')
    assert.ok(page.url().endsWith('#main'))
  })

  it('an account is made and its address confirmed', async () => {
    const { page } = ada
    await page.goto('/sign-up')
    for (const [label, words] of [
      ['Your name', ADA.name],
      ['E-mail address', ADA.email],
      ['Password', ADA.password],
    ] as const) {
      await tabTo(page, label)
      await page.keyboard.type(words)
    }
    await page.getByText('Strong password.').waitFor()
    await press(page, 'Enter')
    await page.goto(linkOf(site.backpack, await site.backpack.mailTo(ADA.email)))
    await tabTo(page, 'Yes, this is my address and my account')
    await press(page, 'Enter')
  })

  it('a mistake in a form is read first, and leads to its field', async () => {
    const { page } = ada
    await page.goto('/collections/new')
    await tabTo(page, 'Make the collection')
    await press(page, 'Enter')
    const mistake = page.getByRole('alert').getByRole('link')
    await tabTo(page, await mistake.innerText())
    await page.keyboard.press('Enter')
    assert.equal(await focused(page), 'Title')
  })

  it('badges are picked, put in order and shared', async () => {
    const { page } = ada
    await addFiles(page, '2.0-hosted-valid', '0.5-hosted-valid')
    await page.goto('/collections/new')
    await tabTo(page, 'Title')
    await page.keyboard.type('Outdoors')
    await tabTo(page, await firstPick(page))
    await page.keyboard.press('Space')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await tabTo(page, 'Make the collection')
    await press(page, 'Enter')
    await tabTo(page, 'Edit and arrange')
    await press(page, 'Enter')
    const [first, second] = await titles(page)
    await tabTo(page, `Move ${second} up`)
    await press(page, 'Enter')
    assert.deepEqual(await titles(page), [second, first])
    await tabTo(page, 'Save the collection')
    await press(page, 'Enter')
    await tabTo(page, 'For whom is the new link?')
    await page.keyboard.type('School')
    await press(page, 'Enter')
    await tabTo(page, 'End this link for School')
    await press(page, 'Enter')
    assert.equal(await page.getByLabel('Address for School').count(), 0)
  })

  it('what has the focus is seen', async () => {
    const { page } = ada
    await page.goto('/badges')
    for (let n = 0; n < 12; n++) {
      await page.keyboard.press('Tab')
      const width = await page.evaluate(
        'parseFloat(getComputedStyle(document.activeElement).outlineWidth)',
      )
      assert.ok(Number(width) >= 2, `${await focused(page)}: ${String(width)}`)
    }
  })
})

/** Moves on until this has the focus. @throws {Error} when no key gets there */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let n = 0; n < MANY; n++) {
    if ((await focused(page)) === name) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`“${name}” cannot be reached`)
}

/** What a screen reader calls the element with the focus. */
async function focused(page: Page): Promise<string> {
  const name = await page.evaluate(`(() => {
    const { labels, ariaLabel, textContent } = document.activeElement
    return ariaLabel || labels?.[0]?.textContent || textContent
  })()`)
  return String(name).replace(/[↑↓]/g, '').replace(/\s+/g, ' ').trim()
}

/** Presses a key that leads to another page. */
async function press(page: Page, key: string): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.keyboard.press(key)])
}

async function firstPick(page: Page): Promise<string> {
  return (await page.locator('.pick__card label').first().innerText()).trim()
}

const titles = (page: Page) => page.locator('[data-reorder] .field > strong').allInnerTexts()
