import type { Context } from '../context.js'
import { agoWords, dayWords, timeWords } from '../words/language.js'
import { markdown } from './markdown.js'

/** What a template may call, besides `asset` and `styles` (assets.ts). */
export interface TemplateFunctions {
  /** `3 February 2024`, the day as it was written; else UTC, which the pages say where the hour matters. */
  date: (iso: string | null) => string
  /** `3 February 2024, 14:02 UTC`. */
  time: (iso: string | null) => string
  /** `4 minutes ago`, `today`, else the date. */
  ago: (iso: string | null) => string
  /** The clock of the pages: a day that has come counts where it is read. */
  now: () => Date
  /** Safe HTML of Markdown; the one thing besides includes that templates print unescaped. */
  markdown: (text: string | null) => string
  /** JSON for a script element that is data: nothing in it can end the element. */
  jsonLd: (value: object) => string
  baseUrl: string
}

export function templateFunctions({
  config,
  now,
}: Pick<Context, 'config' | 'now'>): TemplateFunctions {
  return {
    date: (iso) => (iso && dayWords(iso)) ?? '',
    time: (iso) => (iso && timeWords(iso)) ?? '',
    ago: (iso) => (iso ? agoWords(iso, now()) : ''),
    now,
    markdown,
    jsonLd,
    baseUrl: config.baseUrl,
  }
}

function jsonLd(value: object): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (sign) => {
    return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}
