/** Characters of one text, items of one list, characters of all texts that pages show of a badge. */
const MAX_TEXT = 15_000
const MAX_ITEMS = 200
const MAX_TOTAL = 100_000
/** Texts up to here are names and addresses, and stay whole: their number is bounded by that of the items. */
const SHORT = 100

/**
 * A badge as pages show it, within what a visitor can be made to wait for: long texts are cut, the ends of long lists
 * left out, and what is beyond the whole budget too. The file of the badge has everything.
 */
export function withinBudget<Value>(value: Value): Value {
  return shortened(value, { left: MAX_TOTAL }) as Value
}

function shortened(value: unknown, budget: { left: number }): unknown {
  if (typeof value === 'string') return cut(value, budget)
  if (Array.isArray(value)) return value.slice(0, MAX_ITEMS).map((one) => shortened(one, budget))
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).slice(0, MAX_ITEMS)
  return Object.fromEntries(members.map(([name, one]) => [name, shortened(one, budget)]))
}

function cut(text: string, budget: { left: number }): string {
  const length = Math.min(text.length, MAX_TEXT, Math.max(budget.left, SHORT))
  budget.left -= length
  return length === text.length ? text : `${text.slice(0, length)}…`
}
