import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { AxeBuilder } from '@axe-core/playwright'
import { extractText } from 'unpdf'
import { addBadge } from '../../src/backpack/imports/add-at-once.js'
import { createCollection } from '../../src/backpack/sharing/collections.js'
import { collectionSubject, makeLink, plainTerms } from '../../src/backpack/sharing/links.js'
import { ADA } from '../support/backpack.js'
import { beginAs, openSite, openWindow, type Site, type Window } from '../support/browser.js'
import { listenOn } from '../support/loopback.js'
import { sampleOf } from '../support/samples.js'

const KEPT = ['2.0-hosted-valid', '3.0-EdDSA-valid', '1.1-hosted-expired', '2.0-ES256-revoked']

describe('a link shown elsewhere', () => {
  let site: Site
  let owner: Window
  let path: string
  let collection: string
  before(async () => {
    site = await openSite()
    owner = await openWindow(site)
    await beginAs(site, owner, ADA)
    const { ctx } = site.backpack
    const { id } = await ctx.db.selectFrom('account').select('id').executeTakeFirstOrThrow()
    const placements = []
    for (const name of KEPT) {
      const { bytes, fileName } = await sampleOf(name)
      const { badgeId } = await addBadge(ctx, { id }, { bytes, fileName, origin: 'upload' })
      placements.push({ badgeId, note: 'A line of mine.' })
    }
    const words = { title: 'Working outdoors', description: 'With **bees**.' }
    collection = await createCollection(ctx, id, { ...words, placements })
    path = `/s/${await makeLink(ctx, id, collectionSubject(collection), plainTerms('Acme'))}`
  })

  it('stands in a sandboxed frame of another site, with its styles, icons and pictures', async () => {
    const { page } = await openWindow(site)
    const frame = `<iframe src="${site.url}${path}/embed" width="480" height="480" sandbox="allow-popups"></iframe>`
    const other = await listenOn(
      createServer((_req, res) => void res.setHeader('Content-Type', 'text/html').end(frame)),
    )
    const refused: string[] = []
    page.on('requestfailed', (request) => refused.push(request.url()))
    page.on('console', (message) => message.type() === 'error' && refused.push(message.text()))
    await page.goto(`http://127.0.0.1:${other.port}/`, { waitUntil: 'networkidle' })
    const inside = page.frameLocator('iframe')
    await inside.getByRole('link', { name: 'Working outdoors' }).waitFor()
    const seen = <Value>(expression: string) => page.frames()[1]!.evaluate<Value>(expression)
    const colour = await seen<string>(
      'getComputedStyle(document.querySelector(".verdict.is-withdrawn")).color',
    )
    const width = await seen<number>('document.querySelector(".badge-row img").naturalWidth')
    await other.close()
    assert.deepEqual(refused, [])
    assert.equal(colour, 'rgb(154, 42, 42)')
    assert.ok(width > 1)
  })

  it('prints with its code and address on each sheet, verdicts with day and hour', async () => {
    const { page } = await openWindow(site)
    await page.goto(path)
    const pdf = await page.pdf({ preferCSSPageSize: true })
    const { totalPages, text } = await extractText(new Uint8Array(pdf), { mergePages: true })
    const count = (words: string | RegExp) => text.split(words).length - 1
    assert.equal(count('See it live'), totalPages)
    assert.ok(count(/Checked on 14 March 2026, 09:26\s+UTC/) >= KEPT.length)
    assert.doesNotMatch(text, /just now|Check all again|For machines/)
  })

  it('is explained on a page without violations, whose snippets can be copied', async () => {
    const { page, context, complaints } = owner
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.goto(`/collections/${collection}/shares`)
    await page.getByRole('link', { name: 'Acme' }).first().click()
    await page.getByRole('link', { name: 'Show it elsewhere' }).click()
    const { violations } = await new AxeBuilder({ page }).analyze()
    assert.deepEqual(
      violations.map(({ id }) => id),
      [],
    )
    const snippet = page.locator('.snippet', { has: page.locator('#embed-frame') })
    await snippet.getByRole('button', { name: 'Copy' }).click()
    await snippet.getByText('It is copied.').waitFor()
    const copied = await page.evaluate<string>('navigator.clipboard.readText()')
    assert.equal(copied, await page.locator('#embed-frame').inputValue())
    assert.deepEqual(complaints, [])
  })
})
