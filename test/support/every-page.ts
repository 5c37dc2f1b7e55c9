import type { Window } from './browser.js'

/** Addresses of one kind that are looked at: two badges differ more than the third does from them. */
const OF_EACH_KIND = 2

/** Addresses that end what the walk needs. */
const NOT_FOLLOWED = /^\/(sign-out|assets)\b/

/**
 * Every page that links lead to from here, as paths; downloads and pictures left out. Addresses that differ only
 * in what they are about count as one kind.
 */
export async function everyPage(window: Window, starts: readonly string[]): Promise<string[]> {
  const pages: string[] = []
  const kinds = new Map<string, number>()
  const waiting = [...starts]
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const kind = kindOf(path)
    const seen = kinds.get(kind) ?? 0
    if (seen >= OF_EACH_KIND || pages.includes(path)) continue
    kinds.set(kind, seen + 1)
    if (!(await isPage(window, path))) continue
    pages.push(path)
    waiting.push(...(await linksOf(window, path)))
  }
  return pages
}

async function isPage({ context }: Window, path: string): Promise<boolean> {
  const headers = (await context.request.get(path)).headers()
  return (
    headers['content-type']?.startsWith('text/html') === true && !headers['content-disposition']
  )
}

/** Paths of this site that the page links to, without what stands behind `#`. */
async function linksOf({ page }: Window, path: string): Promise<string[]> {
  await page.goto(path)
  const found = await page
    .locator('a[href]')
    .evaluateAll((links) => links.map((link) => (link as unknown as { href: string }).href))
  const here = new URL(page.url()).origin
  const own = found.filter((href) => href.startsWith(`${here}/`)).map((href) => new URL(href))
  const paths = own.map(({ pathname, search }) => pathname + search)
  return [...new Set(paths)].filter((one) => !NOT_FOLLOWED.test(one))
}

/** `/badges/:id`: the address with names of things, numbers and questions left out. */
function kindOf(path: string): string {
  return path
    .replace(/\?.*$/, '')
    .replace(/[\w-]{20,}/g, ':id')
    .replace(/\d+/g, ':n')
}
