/**
 * What was pasted, as the things it consists of: links and compact tokens stand one a line or with spaces between,
 * the elements of a JSON list each by itself, anything else is one thing. Each thing keeps its very characters.
 */
export function splitText(text: string): string[] {
  const whole = text.trim()
  if (whole === '') return []
  return [...new Set(listOf(whole) ?? wordsOf(whole) ?? linesOf(whole) ?? [whole])]
}

const LINK = /^https?:\/\/\S+$/i
const TOKEN = /^[\w-]{4,}\.[\w-]+\.[\w-]+$/

const isThing = (word: string) => LINK.test(word) || TOKEN.test(word)

/** Only links and tokens, whatever stands between them. */
function wordsOf(text: string): string[] | null {
  const words = text
    .replace(/[\s,;]+/g, (run, at: number) => (parts(text, run, at) ? ' ' : run))
    .split(' ')
    .filter(Boolean)
  return words.every(isThing) ? words : null
}

/** Commas alone stand inside of links too. */
function parts(text: string, run: string, at: number): boolean {
  return /\s/.test(run) || /^https?:/.test(text.slice(at + run.length, at + run.length + 6))
}

/** A list of links among other lines, or one JSON object a line: a line that is nothing will say so itself. */
function linesOf(text: string): string[] | null {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean)
  const areObjects = lines.length > 1 && lines.every(isObject)
  return areObjects || (!/^[[{<]/.test(text) && lines.some((line) => LINK.test(line)))
    ? lines
    : null
}

function isObject(line: string): boolean {
  return line.startsWith('{') && isJson(line)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** The elements of a JSON list as they are written; texts in it without their quotes. */
function listOf(text: string): string[] | null {
  if (!text.startsWith('[') || !isJson(text)) return null
  const elements: string[] = []
  let [start, depth, inString] = [1, 0, false]
  for (let at = 1; at < text.length; at += 1) {
    const sign = text[at]!
    if (inString) {
      if (sign === '\\') at += 1
      else if (sign === '"') inString = false
      continue
    }
    if (sign === '"') inString = true
    else if ('[{'.includes(sign)) depth += 1
    else if (depth > 0 && ']}'.includes(sign)) depth -= 1
    else if (depth === 0 && ',]'.includes(sign)) {
      elements.push(text.slice(start, at).trim())
      start = at + 1
    }
  }
  return elements.filter(Boolean).map(unquote)
}

function unquote(element: string): string {
  return element.startsWith('"') ? (JSON.parse(element) as string) : element
}
