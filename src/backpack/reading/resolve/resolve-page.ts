import { canParse, type LoadedDocument, type VerifyOptions } from '../../../openbadges/index.js'
import { diagnoseAnswer, isPage, pageText } from '../doctor/answer.js'
import { type Diagnosis, diagnosisOf } from '../doctor/diagnosis.js'
import { addressShown } from '../doctor/seen.js'
import { type Inquiry, isBadge, isBadgeText, type Reply, startInquiry } from './inquiry.js'
import { isLinkedin, knownAddresses, linkedinTarget } from './platforms/index.js'
import { readJsonAnswer } from './read-json.js'

/** Links inside links that are followed. */
const MAX_WRAPPERS = 3
/** Addresses a page may lead to. */
const MAX_LEADS = 10

/** The badge behind an address: its own address, or its text where that stands in the page. */
export interface Resolved {
  text: string
}

/**
 * Finds the badge behind whatever address a person has: the badge's own, or the page that shows it. Known services
 * are asked where they keep the badge; any other page is read for hints. At most 16 requests, all through the
 * guarded door.
 * @returns why there is none, when there is none
 */
export async function resolvePage(
  ctx: Pick<VerifyOptions, 'loadDocument'>,
  address: string,
): Promise<Resolved | Diagnosis> {
  const url = followWrappers(address)
  const inquiry = startInquiry(ctx)
  const found = (await firstBadge(knownAddresses(url), inquiry)) ?? (await behind(url, inquiry))
  return found ?? explain(url, inquiry)
}

/** Links that only pass a visitor on name their target. */
function followWrappers(address: string): URL {
  let url = new URL(address)
  for (let hop = 0; hop < MAX_WRAPPERS; hop += 1) {
    const target = linkedinTarget(url)
    if (!target || !canParse(target)) break
    url = new URL(target)
  }
  return url
}

/** Asks one address after the other; the first badge counts. */
async function firstBadge(
  addresses: readonly string[],
  inquiry: Inquiry,
): Promise<Resolved | null> {
  const known = new Set(inquiry.asked().map(({ url }) => url))
  for (const address of addresses) {
    if (inquiry.isSpent()) return null
    if (known.has(address)) continue
    known.add(address)
    const reply = await inquiry.ask(address)
    const found = badgeIn(reply) ?? (await insideJson(reply.document, inquiry))
    if (found) return found
  }
  return null
}

function badgeIn({ document, answer }: Reply): Resolved | null {
  return isBadge(answer) ? { text: document.url } : null
}

/** A service's own answer in JSON may hold the badge, or its address. */
async function insideJson(document: LoadedDocument, inquiry: Inquiry): Promise<Resolved | null> {
  if (document.status !== 200 || isPage(document)) return null
  const { texts, addresses } = readJsonAnswer(pageText(document))
  const text = texts.find((one) => isBadgeText(one, document))
  if (text !== undefined) return { text }
  for (const address of addresses.slice(0, 2)) {
    if (inquiry.isSpent() || inquiry.asked().some(({ url }) => url === address)) continue
    const found = badgeIn(await inquiry.ask(address))
    if (found) return found
  }
  return null
}

/** The address itself, then what its page says. */
async function behind(url: URL, inquiry: Inquiry): Promise<Resolved | null> {
  const itself = await firstBadge([url.href], inquiry)
  if (itself) return itself
  const page = await pageAt(url, inquiry)
  if (!page) return null
  const landed = canParse(page.finalUrl) ? followWrappers(page.finalUrl) : url
  const moved = landed.href === url.href ? [] : [...knownAddresses(landed), landed.href]
  return (await firstBadge(moved, inquiry)) ?? readFor(page, inquiry)
}

/** Many sites answer JSON or nothing unless they are asked for a page. */
async function pageAt(url: URL, inquiry: Inquiry): Promise<LoadedDocument | null> {
  const first = inquiry.asked().findLast((document) => document.url === withoutHash(url))
  if (first && isPage(first) && first.status === 200) return first
  if (!first || first.cause !== null) return null
  const page = await inquiry.openPage(url.href)
  return page.status === 200 && isPage(page) ? page : null
}

async function readFor(page: LoadedDocument, inquiry: Inquiry): Promise<Resolved | null> {
  const { readPage } = await import('./read-page.js')
  const finds = readPage(pageText(page), page.finalUrl)
  const text = finds.texts.find((one) => isBadgeText(one, page))
  if (text !== undefined) return { text }
  const named = finds.texts.flatMap((one) => readJsonAnswer(one).addresses)
  const leads = [...finds.addresses, ...named].slice(0, MAX_LEADS)
  return firstBadge([...new Set([...leads, ...otherForms(page.finalUrl)])], inquiry)
}

/** The ways in which sites offer a page as JSON. */
function otherForms(address: string): string[] {
  const url = new URL(address)
  const path = url.pathname.replace(/(?:\.html?)?\/?$/, '')
  const query = new URL(url)
  query.searchParams.set('format', 'json')
  return path === '' ? [query.href] : [`${url.origin}${path}.json${url.search}`, query.href]
}

function explain(url: URL, inquiry: Inquiry): Diagnosis {
  const asked = inquiry.asked()
  const own = asked.findLast((document) => document.url === withoutHash(url)) ?? asked[0]
  const others = asked.filter((document) => document !== own).map(triedLine)
  if (!own) return diagnosisOf('unusable_address', { site: url.host })
  if (isLinkedin(url) && own.status !== 404 && own.cause === null)
    return diagnosisOf('linkedin_page', {}, [addressShown(url.href), ...others])
  const diagnosis = diagnoseAnswer(own)
  return { ...diagnosis, seen: [...diagnosis.seen, ...others].slice(0, 14) }
}

const triedLine = ({ url, status, cause }: LoadedDocument) =>
  `also asked: ${addressShown(url)} (${cause ? 'no answer' : `status ${status}`})`

function withoutHash(url: URL): string {
  return url.href.split('#', 1)[0]!
}
