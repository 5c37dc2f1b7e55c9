import { onlyLetters } from './spellings.js'

/** Languages whose months are known by name. */
const LANGUAGES =
  'en es fr de it pt nl sv da nb nn fi is pl cs sk hu ro tr ca eu gl el ru uk bg sr hr sl et lv lt sq id sw cy ga mt he ar fa hi bn ta af'

/** Every name of a month, its number from 1; where two languages differ, both. */
let months: Map<string, Set<number>> | undefined

function monthsByName(): Map<string, Set<number>> {
  if (months) return months
  months = new Map()
  for (const language of LANGUAGES.split(' '))
    for (const month of ['long', 'short'] as const)
      for (const day of [undefined, 'numeric'] as const) takeNames(months, language, { month, day })
  return months
}

function takeNames(
  names: Map<string, Set<number>>,
  language: string,
  form: Pick<Intl.DateTimeFormatOptions, 'month' | 'day'>,
): void {
  const format = new Intl.DateTimeFormat(`${language}-u-ca-gregory`, { ...form, timeZone: 'UTC' })
  for (let month = 1; month <= 12; month++) {
    const parts = format.formatToParts(new Date(Date.UTC(2025, month - 1, 15)))
    for (const word of (parts.find(({ type }) => type === 'month')?.value ?? '').split(/\P{L}+/u)) {
      const name = onlyLetters(word)
      if (name.length > 1) names.set(name, (names.get(name) ?? new Set()).add(month))
    }
  }
}

/** Words that stand between the parts of a date. */
const BETWEEN =
  /^(?:st|nd|rd|th|of|the|de|del|di|do|da|d|le|er|re|ten|den|om|am|i|an|a|ngay|thang|nam|.)$/u

/** A number, or the months a word may mean. */
type Part = { digits: string } | { months: ReadonlySet<number> }

/**
 * The days a text names, as `2025-01-01`, in whatever form: with numbers in any order, names of months, or seconds of a
 * clock; and the months it names with their year, as `2025-01`.
 */
export function daysIn(text: string): Set<string> {
  const found = new Set<string>()
  const parts = partsOf(text)
  parts.forEach((part, at) => {
    if ('digits' in part) takeDigits(part.digits, found)
    const [next, last] = [parts[at + 1], parts[at + 2]]
    if (next) takePair(part, next, found)
    if (next && last) takeThree([part, next, last], found)
  })
  return found
}

function partsOf(text: string): Part[] {
  return [...text.matchAll(/\p{Nd}+|[\p{L}\p{M}]+/gu)].flatMap(([word]): Part[] => {
    if (/^\p{Nd}/u.test(word)) return [{ digits: plainDigits(word) }]
    const name = onlyLetters(word)
    const meant = monthsByName().get(name)
    if (meant) return [{ months: meant }]
    return BETWEEN.test(name) || name === '' ? [] : [{ digits: '' }]
  })
}

/** Digits of other scripts stand ten in a row, from a multiple of ten after 0x660, 0x6f0, 0x966. */
const plainDigits = (word: string) =>
  word.replace(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef]/g, (sign) => {
    const code = sign.charCodeAt(0)
    return String((code - (code < 0x700 ? 0 : 6)) & 15)
  })

function takeDigits(digits: string, found: Set<string>): void {
  if (digits.length === 8) {
    take(digits.slice(0, 4), digits.slice(4, 6), digits.slice(6), found)
    take(digits.slice(4), digits.slice(2, 4), digits.slice(0, 2), found)
    take(digits.slice(4), digits.slice(0, 2), digits.slice(2, 4), found)
  }
  if (digits.length === 10 || digits.length === 13)
    found.add(new Date(Number(digits.slice(0, 10)) * 1000).toISOString().slice(0, 10))
}

function takePair(one: Part, other: Part, found: Set<string>): void {
  for (const [name, year] of [
    [one, other],
    [other, one],
  ] as const)
    if ('months' in name && 'digits' in year && year.digits.length === 4)
      for (const month of name.months) found.add(`${year.digits}-${two(month)}`)
}

function takeThree([a, b, c]: readonly [Part, Part, Part], found: Set<string>): void {
  for (const [year, month, day] of [
    [a, b, c],
    [c, b, a],
    [c, a, b],
    [a, c, b],
  ] as const) {
    if (!('digits' in year) || !('digits' in day)) continue
    const meant = 'months' in month ? [...month.months].map(String) : [month.digits]
    for (const one of meant) take(fullYear(year.digits), one, day.digits, found)
  }
}

const fullYear = (digits: string) => (digits.length === 2 ? `20${digits}` : digits)

function take(year: string, month: string, day: string, found: Set<string>): void {
  if (/^\d{4}$/.test(year) && isWithin(month, 12) && isWithin(day, 31))
    found.add(`${year}-${two(Number(month))}-${two(Number(day))}`)
}

const isWithin = (digits: string, most: number) =>
  /^\d\d?$/.test(digits) && Number(digits) >= 1 && Number(digits) <= most

const two = (number: number) => String(number).padStart(2, '0')
