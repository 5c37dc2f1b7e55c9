import MarkdownIt from 'markdown-it'

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
