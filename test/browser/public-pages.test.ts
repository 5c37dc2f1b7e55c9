import assert from 'node:assert/strict'
import { AxeBuilder } from '@axe-core/playwright'
import { createAccount } from '../../src/backpack/account/account.js'
import { addBadge } from '../../src/backpack/imports/add-at-once.js'
import { createCollection } from '../../src/backpack/sharing/collections.js'
import {
  badgeSubject,
  collectionSubject,
  makeLink,
  plainTerms,
} from '../../src/backpack/sharing/links.js'
import { NEW_LINK_SHOWS } from '../../src/store/shares.js'
import { ADA } from '../support/backpack.js'
import { openSite, openWindow, type Site } from '../support/browser.js'
import { sampleOf } from '../support/samples.js'

const KEPT = ['2.0-hosted-valid', '3.0-EdDSA-valid', '1.1-hosted-expired', '2.0-ES256-revoked']
const EVERYTHING = { ...NEW_LINK_SHOWS, emailHint: true, download: true, isItTheirs: true }

describe('public pages in a browser', () => {
  let site: Site
  let open: string
  let locked: string
  let single: string
  let badge: string
  before(async () => {
    site = await openSite()
    const { ctx } = site.backpack
    const id = await createAccount(ctx, ADA)
    const ids: string[] = []
    for (const name of KEPT) {
      const { bytes, fileName } = await sampleOf(name)
      ids.push((await addBadge(ctx, { id }, { bytes, fileName, origin: 'upload' })).badgeId)
    }
    const placements = ids.map((badgeId) => ({ badgeId, note: 'A line of mine.' }))
    const words = { title: 'Working outdoors', description: 'With **bees** and trees.' }
    const collection = collectionSubject(await createCollection(ctx, id, { ...words, placements }))
    const make = (terms: object, subject = collection) =>
      makeLink(ctx, id, subject, { ...plainTerms('x'), ...terms })
    open = `/s/${await make({ shows: EVERYTHING, isFindable: true })}`
    locked = `/s/${await make({ password: { typed: 'between the hives' } })}`
    single = `/s/${await make({}, badgeSubject(ids[0]!))}`
    badge = `${open}/badges/${ids[0]}`
  })

  for (const colorScheme of ['light', 'dark'] as const)
    for (const width of [1100, 390])
      it(`hinder nobody: no violation that axe finds, ${colorScheme}, ${width} wide`, async () => {
        const { page, context, complaints } = await openWindow(site, { colorScheme, width })
        for (const path of [
          open,
          badge,
          single,
          locked,
          '/check',
          '/s/none',
          `${open}?sort=title`,
        ]) {
          await page.goto(path)
          await page.evaluate(
            'document.querySelectorAll("details").forEach((d) => (d.open = true))',
          )
          const { violations } = await new AxeBuilder({ page }).analyze()
          assert.deepEqual(summed(violations), [], path)
          const over = await page.evaluate<number>(
            'document.documentElement.scrollWidth - innerWidth',
          )
          assert.ok(over <= 0, `${path} is ${over} too wide`)
        }
        assert.deepEqual(complaints, [])
        await context.close()
      })

  for (const javaScriptEnabled of [true, false])
    it(`badges are checked again ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async () => {
      const { page, context, complaints } = await openWindow(site, { javaScriptEnabled })
      site.backpack.advance(600)
      await page.goto(open)
      await page.getByText('checked 10 minutes ago').first().waitFor()
      await page.getByRole('button', { name: 'Check all again now' }).click()
      await page.waitForURL((url) => url.pathname === open)
      await page.getByText('checked just now').first().waitFor()
      assert.deepEqual(complaints, [])
      assert.deepEqual(await context.cookies(), [])
      await context.close()
    })

  it('who owns the address gets a yes, somebody else a no', async () => {
    const { page, context } = await openWindow(site)
    await page.goto(badge)
    for (const [address, word] of [
      [ADA.email, 'Yes'],
      ['ben@example.org', 'No'],
    ] as const) {
      await page.getByLabel('E-mail address or number').fill(address)
      await page.getByRole('button', { name: 'Check', exact: true }).click()
      await page.getByText(`${word}. This badge was`).waitFor()
    }
    await context.close()
  })

  it('the password opens the page, and is asked for once', async () => {
    const { page, context } = await openWindow(site)
    await page.goto(locked)
    await page.getByLabel('Password').fill('wrong words')
    await page.getByRole('button', { name: 'Open' }).click()
    await page.getByText('This is not the password').waitFor()
    await page.getByLabel('Password').fill('between the hives')
    await page.getByRole('button', { name: 'Open' }).click()
    await page.getByRole('heading', { name: 'Working outdoors' }).waitFor()
    assert.equal((await page.goto(`${locked}?sort=title`))!.status(), 200)
    assert.equal((await context.cookies()).length, 1)
    await context.close()
  })

  it('anybody checks a badge by its file', async () => {
    const { page, context, complaints } = await openWindow(site)
    const { bytes, fileName } = await sampleOf('2.0-RS256-valid')
    await page.goto('/check')
    const file = { name: fileName, mimeType: 'image/png', buffer: Buffer.from(bytes) }
    await page.getByLabel('A badge picture or file').setInputFiles(file)
    await page.getByRole('button', { name: 'Check it' }).click()
    await page.getByText('Real, still valid, and from issuers.example.').waitFor()
    const { violations } = await new AxeBuilder({ page }).analyze()
    assert.deepEqual(summed(violations), [])
    assert.deepEqual(complaints, [])
    assert.deepEqual(await context.cookies(), [])
    await context.close()
  })
})

const summed = (violations: { id: string; nodes: { html: string }[] }[]) =>
  violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 160))])
