const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text for HTML, XML and Pango markup, in content and in quoted attributes; without what XML cannot hold. */
export function escapeMarkup(text: string): string {
  return wellFormed(text)
    .replace(NOT_XML, ' ')
    .replace(/[&<>"']/g, (sign) => ENTITIES[sign]!)
}

/** Half of a pair, cut off somewhere, breaks encoders; it becomes the sign for “unknown”. */
export const wellFormed = (text: string) => text.replace(/\p{Surrogate}/gu, '\ufffd')

/** A part of a sentence that keeps its own direction. */
export const isolated = (text: string): string => `\u2068${text}\u2069`

const NOT_XML = /[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu
