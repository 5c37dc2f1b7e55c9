import assert from 'node:assert/strict'
import { AxeBuilder } from '@axe-core/playwright'
import { addFiles } from '../support/adding.js'
import { ADA } from '../support/backpack.js'
import { beginAs, openSite, openWindow, type Site, type Window } from '../support/browser.js'
import { everyPage } from '../support/every-page.js'

/** One badge of each verdict, one of somebody else, and a title without a place to break it. */
const BADGES = [
  '2.0-RS256-valid',
  '2.0-hosted-valid',
  '1.1-hosted-expired',
  '2.0-ES256-revoked',
  '3.0-eddsa-rdfc-2022-tampered',
  '3.0-EdDSA-forged',
  '0.5-hosted-someone-elses',
]

describe('every page', function () {
  this.timeout(300_000)
  let site: Site
  let ada: Window
  let reader: Window
  let own: string[]
  let open: string[]
  before(async () => {
    site = await openSite()
    ada = await openWindow(site)
    open = await everyPage(await openWindow(site), ['/', '/no-such-page'])
    await beginAs(site, ada, ADA)
    open.push(...(await fill(ada)))
    own = await everyPage(ada, [
      '/badges',
      '/outbox',
      '/imports',
      '/waiting',
      '/trash',
      '/account/delete',
    ])
    own = own.filter((path) => !path.startsWith('/s/'))
    reader = await openWindow(site)
    open = await everyPage(reader, [...new Set(open)])
  })

  it('is reached by links: those of an earner and those of everybody', () => {
    for (const path of ['/badges/new', '/collections', '/settings', '/sessions', '/emails'])
      assert.ok(own.includes(path), path)
    assert.ok(own.length > 25 && open.length > 8, `${own.length} and ${open.length}`)
  })

  for (const colorScheme of ['light', 'dark'] as const)
    it(`breaks no rule of accessibility, ${colorScheme}`, async () => {
      const broken = [
        ...(await broke(ada, own, colorScheme)),
        ...(await broke(reader, open, colorScheme)),
      ]
      assert.deepEqual(broken, [])
    })

  it('is no wider than a small phone of 320 pixels', async () => {
    const tooWide = [...(await wide(ada, own)), ...(await wide(reader, open))]
    assert.deepEqual(tooWide, [])
  })

  it('causes no error of a script or a style, and asks no other host', () => {
    assert.deepEqual([...ada.complaints, ...reader.complaints], [])
  })

  it('leaves no cookie with a reader', async () => {
    assert.deepEqual(await reader.context.cookies(), [])
  })
})

/** A backpack with some of everything. @returns the shared pages, as paths */
async function fill({ page }: Window): Promise<string[]> {
  await addFiles(page, ...BADGES)
  await page.goto('/collections/new')
  await page.getByLabel('Title').fill('W'.repeat(60))
  await page.getByLabel('Introduction').fill('With **bees**, and [a page](https://example.org/).')
  for (const card of await page.locator('.pick__card label').all()) await card.click()
  await page.getByRole('button', { name: 'Make the collection' }).click()
  await page.getByLabel('For whom is the new link?').fill('The school')
  await page.getByRole('button', { name: 'Make a link' }).click()
  const link = await page.getByLabel('Address for The school').inputValue()
  await page.goto('/badges')
  await page.locator('.card a').last().click()
  const badge = new URL(page.url()).pathname
  await page.goto(`${badge}/delete`)
  await page.getByRole('button', { name: 'Move to the trash' }).click()
  return [new URL(link).pathname, '/s/no-such-link-no-such-link-no-such-link']
}

async function broke(
  { page }: Window,
  paths: readonly string[],
  colorScheme: 'light' | 'dark',
): Promise<string[]> {
  await page.emulateMedia({ colorScheme })
  const broken: string[] = []
  for (const path of paths) {
    await page.goto(path)
    const axe = new AxeBuilder({ page })
    if (colorScheme === 'dark') axe.withRules(['color-contrast'])
    for (const { id, nodes } of (await axe.analyze()).violations)
      broken.push(`${path}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
  }
  return broken
}

async function wide({ page }: Window, paths: readonly string[]): Promise<string[]> {
  await page.setViewportSize({ width: 320, height: 700 })
  const tooWide: string[] = []
  for (const path of paths) {
    await page.goto(path)
    const width = await page.evaluate<number>('document.documentElement.scrollWidth')
    if (width > 320) tooWide.push(`${path}: ${width}`)
  }
  return tooWide
}
