import assert from 'node:assert/strict'
import { AxeBuilder } from '@axe-core/playwright'
import { ADA } from '../support/backpack.js'
import { beginAs, openSite, openWindow, type Site, type Window } from '../support/browser.js'

/** A phone that unlocks by a finger, as Chromium plays it. */
async function giveAuthenticator({ context, page }: Window): Promise<void> {
  const session = await context.newCDPSession(page)
  await session.send('WebAuthn.enable')
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

describe('a passkey in a browser', () => {
  let site: Site
  let ada: Window
  before(async () => {
    site = await openSite()
    ada = await openWindow(site)
    await giveAuthenticator(ada)
    await beginAs(site, ada, ADA)
  })
  const shown = (name: string) =>
    process.env['SHOTS'] &&
    ada.page.screenshot({ path: `${process.env['SHOTS']}/${name}.png`, fullPage: true })

  it('is made, signs in, is the second step, and proves whose the account is', async () => {
    const { page } = ada
    await page.goto('/factors/passkeys')
    await page.getByLabel('Name of the device').fill('My phone')
    await page.getByLabel('Your password').fill(ADA.password)
    await shown('passkey-new')
    await page.getByRole('button', { name: 'Make a passkey' }).click()
    await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor()
    await shown('recovery-codes')
    await page.goto('/factors')
    await page.getByText('My phone').first().waitFor()
    await shown('factors')

    await page.goto('/badges')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.goto('/sign-in')
    await shown('sign-in')
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await page.waitForURL('**/badges')

    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.goto('/sign-in')
    await page.getByLabel('E-mail address').fill(ADA.email)
    await page.getByLabel('Password', { exact: true }).fill(ADA.password)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.waitForURL('**/sign-in/code')
    await shown('second-step')
    await page.getByRole('button', { name: 'Use a passkey instead' }).click()
    await page.waitForURL('**/badges')

    await page.goto('/factors')
    await page
      .getByRole('link', { name: /^Remove/ })
      .first()
      .click()
    await page.getByRole('button', { name: 'Remove the passkey' }).click()
    await page.getByRole('heading', { name: 'Confirm that it is you' }).waitFor()
    await shown('step-up')
    await page.getByRole('button', { name: 'Use a passkey instead' }).click()
    await page.getByText('Your passkey is removed.').waitFor()
    await page.goto('/settings')
    await shown('settings')
    await page.goto('/sessions')
    await shown('sessions')
    assert.deepEqual(ada.complaints, [])
  })

  it('has pages without faults for people who use other means, and says so without scripts', async () => {
    for (const path of ['/factors', '/factors/passkeys']) {
      await ada.page.goto(path)
      const { violations } = await new AxeBuilder({ page: ada.page }).analyze()
      assert.deepEqual(
        violations.map(({ id }) => id),
        [],
        path,
      )
    }
    const plain = await openWindow(site, { javaScriptEnabled: false })
    await plain.page.goto('/sign-in')
    assert.equal(
      await plain.page.getByRole('button', { name: 'Sign in with a passkey' }).count(),
      0,
    )
  })

  it('tells when none was used, and lets another way be taken', async () => {
    const bare = await openWindow(site)
    await bare.page.goto('/sign-in')
    await bare.page.evaluate('navigator.credentials.get = () => Promise.reject(new Error("none"))')
    await bare.page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await bare.page.getByText('No passkey was used.').waitFor()
  })
})
