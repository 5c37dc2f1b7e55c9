import type { Page } from 'playwright-core'
import { sampleOf } from './samples.js'

/** Chooses the files of sample badges on the page for adding, and sends them. */
export async function addFiles(page: Page, ...names: string[]): Promise<void> {
  const samples = await Promise.all(names.map(sampleOf))
  const files = samples.map(({ fileName, bytes }) => ({
    name: fileName,
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(bytes),
  }))
  await page.goto('/badges/new')
  await page.getByLabel(/badge pictures or files/i).setInputFiles(files)
  await send(page)
}

/** Pastes text into the box, and sends it. */
export async function addText(page: Page, text: string): Promise<void> {
  await page.goto('/badges/new')
  await page.getByLabel(/or paste/i).fill(text)
  await send(page)
}

async function send(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Add at once' }).click()
  await page.waitForURL((url) => url.pathname !== '/badges/new')
}
