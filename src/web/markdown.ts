import MarkdownIt from 'markdown-it'

/**
 * Longer texts of badges are cut: nobody reads them, and they would cost every visitor. Reading some marks takes time
 * by the square of the length, and a badge can hold many such texts.
 */
const MAX_MARKDOWN_LENGTH = 15_000

/**
 * Markdown of earners and issuers as safe HTML: no HTML of theirs, no pictures (they would tell third parties who
 * reads), only http, https and mailto links, which give the issuer no credit; headings below those of our pages.
 */
export function markdown(text: string | null): string {
  if (!text) return ''
  const cut = text.length > MAX_MARKDOWN_LENGTH ? `${text.slice(0, MAX_MARKDOWN_LENGTH)}…` : text
  return renderer.render(cut)
}

const renderer = new MarkdownIt({ html: false, linkify: true, breaks: true }).disable('image')

renderer.validateLink = (url) => /^(https?:\/\/|mailto:)/i.test(url.trim())

renderer.renderer.rules.link_open = (tokens, index, options, _env, self) => {
  tokens[index]!.attrSet('rel', 'noopener nofollow ugc')
  return self.renderToken(tokens, index, options)
}

renderer.core.ruler.push('headings below ours', ({ tokens }) => {
  for (const token of tokens)
    if (/^h[1-6]$/.test(token.tag)) token.tag = `h${Math.min(6, Number(token.tag[1]) + 2)}`
})

const reader = new MarkdownIt({ html: false, breaks: true })

/** The words of a Markdown text without its marks, one paragraph or list item a line; for paper and previews. */
export function markdownText(text: string | null): string {
  if (!text) return ''
  const lines: string[] = []
  let before = ''
  for (const { type, children } of reader.parse(text.slice(0, MAX_LENGTH), {})) {
    if (type === 'list_item_open') before = '• '
    if (type !== 'inline') continue
    lines.push(before + wordsOf(children ?? []))
    before = ''
  }
  return lines.join('\n')
}

const MAX_LENGTH = 20_000

const wordsOf = (children: readonly { type: string; content: string }[]) =>
  children
    .map(({ type, content }) => (type === 'softbreak' || type === 'hardbreak' ? ' ' : content))
    .join('')
