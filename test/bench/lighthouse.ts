import { fork } from 'node:child_process'
import { join } from 'node:path'
import { launch } from 'chrome-launcher'
import lighthouse from 'lighthouse'
import { projectRoot } from '../../src/project-root.js'
import { table } from './measure.js'
import type { PagesServer } from './pages-server.js'

const BAR = 98
const CATEGORIES = ['performance', 'accessibility', 'best-practices'] as const

/** Lighthouse, as on a phone, on a public page of fifty badges. */
export async function run(): Promise<void> {
  const child = fork(join(projectRoot, 'test/bench/pages-server.ts'), {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const { page } = await new Promise<PagesServer>((resolve) => child.once('message', resolve))
  const chrome = await launch({
    chromePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    chromeFlags: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
  try {
    const options = {
      port: chrome.port,
      onlyCategories: [...CATEGORIES],
      logLevel: 'error' as const,
    }
    const result = await lighthouse(page, options)
    const scores = result!.lhr.categories
    const rows = CATEGORIES.map((name) => {
      const score = Math.round((scores[name]!.score ?? 0) * 100)
      return [name, String(score), `${BAR} ${score >= BAR ? 'reached' : 'MISSED'}`]
    })
    console.log(table(['Lighthouse, mobile', 'score', 'bar'], rows))
  } finally {
    chrome.kill()
    child.disconnect()
  }
}
