import { Parser } from 'htmlparser2'
import { canParse } from '../../../openbadges/index.js'

/** What a web page offers that may be, or lead to, a badge. */
export interface PageFinds {
  title: string
  /** Addresses, the most telling first; absolute, each once. */
  addresses: string[]
  /** JSON inside the page. */
  texts: string[]
  /** Does it ask for a password? */
  asksPassword: boolean
}

/** Found addresses by how telling they are. */
type Rank = 'alternate' | 'json' | 'script' | 'download' | 'picture'
const RANKS: readonly Rank[] = ['alternate', 'json', 'script', 'download', 'picture']

/** Characters of one script that are looked at. */
const MAX_SCRIPT = 500_000
const MAX_TEXTS = 5
/** Each element inside of others costs as much as there are around it; no page has that many. */
const MAX_DEPTH = 2000
/** Characters after which that is looked at. */
const PIECE = 16_384

/**
 * Reads the markup of a page, without running anything of it: links to another form of the page, JSON-LD,
 * pictures for previews, links and scripts that name an assertion.
 * @param address of the page, for relative links
 */
export function readPage(html: string, address: string): PageFinds {
  const reading = new PageReading(address)
  const parser = new Parser({
    onopentag: (name, attributes) => reading.open(name, attributes),
    ontext: (text) => reading.text(text),
    onclosetag: (name) => reading.close(name),
  })
  for (let at = 0; at < html.length && reading.depth < MAX_DEPTH; at += PIECE)
    parser.write(html.slice(at, at + PIECE))
  parser.end()
  return reading.finds()
}

type Attributes = Readonly<Record<string, string | undefined>>

class PageReading {
  /** Elements that are open. */
  depth = 0
  private base: string
  private readonly ranked = new Map<Rank, Set<string>>(RANKS.map((rank) => [rank, new Set()]))
  private readonly texts: string[] = []
  private title = ''
  private asksPassword = false
  private collecting: { tag: string; isJson: boolean; text: string } | null = null

  constructor(address: string) {
    this.base = address
  }

  open(name: string, attributes: Attributes): void {
    this.depth += 1
    if (name === 'base') this.base = absolute(attributes.href, this.base) ?? this.base
    if (name === 'link') this.link(attributes)
    if (name === 'meta') this.meta(attributes)
    if (name === 'a') this.anchor(attributes)
    if (name === 'input' && attributes.type?.toLowerCase() === 'password') this.asksPassword = true
    if (name === 'title' || name === 'script')
      this.collecting = { tag: name, isJson: /json/i.test(attributes.type ?? ''), text: '' }
  }

  text(text: string): void {
    if (this.collecting && this.collecting.text.length < MAX_SCRIPT) this.collecting.text += text
  }

  close(name: string): void {
    this.depth -= 1
    const done = this.collecting
    if (!done || done.tag !== name) return
    this.collecting = null
    if (name === 'title') this.title ||= done.text.replace(/\s+/g, ' ').trim().slice(0, 120)
    else this.script(done.text, done.isJson)
  }

  finds(): PageFinds {
    const { title, texts, asksPassword } = this
    const addresses = [...new Set(RANKS.flatMap((rank) => [...this.ranked.get(rank)!]))]
    return { title, addresses, texts, asksPassword }
  }

  private add(rank: Rank, href: string | undefined): void {
    const url = absolute(href, this.base)
    if (url) this.ranked.get(rank)!.add(url)
  }

  private link({ rel = '', type = '', href }: Attributes): void {
    if (/\balternate\b/i.test(rel) && /json|jwt/i.test(type)) this.add('alternate', href)
    if (/\bimage_src\b/i.test(rel)) this.add('picture', href)
  }

  private meta({ property = '', name = '', content }: Attributes): void {
    if (/^(?:og:image(?::(?:secure_)?url)?|twitter:image)$/i.test(property || name))
      this.add('picture', content)
  }

  private anchor({ href = '', type = '', download }: Attributes): void {
    if (/json|jwt/i.test(type) || JSON_LINK.test(href)) this.add('json', href)
    else if (ASSERTION_LINK.test(href)) this.add('script', href)
    else if (download !== undefined || BAKED_LINK.test(href)) this.add('download', href)
  }

  private script(text: string, isJson: boolean): void {
    if (isJson && this.texts.length < MAX_TEXTS) this.texts.push(text.trim())
    for (const [found] of text.replaceAll('\\/', '/').matchAll(ASSERTION_IN_SCRIPT))
      this.add('script', found)
  }
}

const JSON_LINK = /\.json(?:ld)?(?:[?#]|$)|[?&](?:format|f|type)=json\b/i
const ASSERTION_LINK = /\/(?:badge_)?assertions?(?:\/|\.php\?)[\w-]/i
const BAKED_LINK = /\b(?:baked?|download)\b|\/image(?:[/?#]|$)/i
const ASSERTION_IN_SCRIPT =
  /https?:\/\/[^\s"'<>\\]{1,200}?\/(?:badge_)?assertions?\/[^\s"'<>\\]{1,200}/gi

function absolute(href: string | undefined, base: string): string | null {
  if (!href || !canParse(href.trim(), base)) return null
  const url = new URL(href.trim(), base)
  url.hash = ''
  return /^https?:$/.test(url.protocol) ? url.href : null
}
