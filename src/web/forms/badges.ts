import type { BadgeInput } from '../../backpack/add-badge.js'

/** Texts pasted at once. */
export const MAX_TEXTS = 20

/**
 * What stands in the box: one badge text, or links and compact tokens one a line. JSON may span lines, so text is
 * only split when every line is a link or a token.
 */
export function readPasted(body: unknown): BadgeInput[] {
  const text = textIn(body)
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean)
  if (lines.length === 0) return []
  const texts = lines.every((line) => LINK.test(line) || TOKEN.test(line)) ? lines : [text]
  return [...new Set(texts)].map((one) => ({ text: one, origin: 'paste' }))
}

const LINK = /^https?:\/\/\S+$/i
const TOKEN = /^[\w-]+\.[\w-]+\.[\w-]+$/

/** The text of the box as it was typed. */
export function textIn(body: unknown): string {
  const posted = (body ?? {}) as Record<string, unknown>
  return Object.hasOwn(posted, 'text') && typeof posted.text === 'string' ? posted.text : ''
}
