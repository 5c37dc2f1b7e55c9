import type { Import, ImportItem, ImportSummary } from '../../store/imports.js'
import { isInForce, isMineAndInForce, isUndecided, isWaitingAndInForce } from '../forms/import.js'
import { importRow, type ImportRow } from './import-row.js'
import { countedWord } from '../../words/states.js'
import type { Dates } from './verdict.js'

/** How far an import is, and what can be decided about all of it. */
export interface ImportProgress {
  id: string
  total: number
  /** How many were looked at. */
  done: number
  isFinished: boolean
  headline: string
  /** What there is, in a sentence; empty while nothing was looked at. */
  sentence: string
  keepWord: string | null
  waitingWord: string | null
  declineWord: string | null
}

export interface ImportView extends ImportProgress {
  title: string
  createdAt: string
  notes: string[]
  rows: ImportRow[]
}

export function importView(
  { id, createdAt, notes }: Import,
  items: readonly ImportItem[],
  dates: Dates,
): ImportView {
  const title = 'Choose what to keep'
  return { ...progressOf(id, items), title, createdAt, notes, rows: rowsOf(items, dates) }
}

/** All rows, each knowing an earlier one with the same award. */
export function rowsOf(items: readonly ImportItem[], dates: Dates): ImportRow[] {
  const twins = twinsIn(items)
  return items.map((item) => importRow(item, twins.get(item.id) ?? null, dates))
}

/** What may change of a row: rows are drawn anew only when this does. */
export function signOf({ state, knownBadgeId, badgeId, recipient, diagnosis }: ImportItem): string {
  return [state, knownBadgeId, badgeId, recipient, diagnosis?.code].join(' ')
}

export function progressOf(id: string, items: readonly ImportItem[]): ImportProgress {
  const done = items.filter(({ state }) => state !== 'waiting' && state !== 'looking').length
  const [total, isFinished] = [items.length, done === items.length]
  const twins = twinsIn(items)
  const count = (test: (item: ImportItem) => boolean) => items.filter(test).length
  const mine = items.filter((item) => isMineAndInForce(item) && !twins.has(item.id))
  const waiting = count((item) => isWaitingAndInForce(item) && !twins.has(item.id))
  const undecided = count(isUndecided)
  return {
    id,
    total,
    done,
    isFinished,
    headline: isFinished ? finished(total) : `${done} of ${total} looked at`,
    sentence: sentenceOf(items),
    keepWord: mine.length > 0 ? keepWords(mine) : null,
    waitingWord: waiting > 0 ? `Keep ${waiting} in the waiting room` : null,
    declineWord: isFinished && undecided > 0 ? declineWords(undecided, total) : null,
  }
}

const finished = (total: number) => (total === 1 ? 'Looked at' : `All ${total} looked at`)

/** What they are called is what all of them are. */
function keepWords(mine: readonly ImportItem[]): string {
  const { length } = mine
  const start = length === 1 ? 'Keep the one that is mine' : `Keep all ${length} that are mine`
  const counts = (['valid', 'issuer-not-proven'] as const).map((state) => ({
    state,
    n: mine.filter(({ badgeState }) => badgeState === state).length,
  }))
  const there = counts.filter(({ n }) => n > 0)
  if (there.length > 1)
    return `${start}: ${there.map(({ state, n }) => `${n} ${countedWord(state)}`).join(', ')}`
  return there[0]?.state === 'valid'
    ? `${start} and valid`
    : `${start}, ${countedWord('issuer-not-proven')}`
}

const declineWords = (undecided: number, total: number) =>
  undecided === total ? 'Decline all' : `Decline the other ${undecided}`

function sentenceOf(items: readonly ImportItem[]): string {
  const count = (test: (item: ImportItem) => boolean) => items.filter(test).length
  const looked = (test: (item: ImportItem) => boolean) =>
    count((item) => item.state === 'looked' && item.knownBadgeId === null && test(item))
  const parts: [number, string][] = [
    [looked((i) => isYours(i) && i.badgeState === 'valid'), 'yours and valid'],
    [
      looked((i) => isYours(i) && i.badgeState === 'issuer-not-proven'),
      'yours, with an issuer not proven',
    ],
    [looked((i) => isYours(i) && !isInForce(i)), 'yours, but not valid now'],
    [looked((i) => i.recipient !== 'passed'), 'not proven to be yours'],
    [
      count(({ state, knownBadgeId: known }) => state === 'looked' && known !== null),
      'already yours',
    ],
    [count(({ state }) => state === 'failed'), 'not read'],
    [count(({ state }) => state === 'kept'), 'kept'],
    [count(({ state }) => state === 'declined'), 'declined'],
  ]
  return parts
    .filter(([n]) => n > 0)
    .map(([n, word]) => `${n} ${word}`)
    .join(', ')
}

const isYours = ({ recipient }: ImportItem) => recipient === 'passed'

/** Numbers, from 1, of the first row with the same award, by item. */
function twinsIn(items: readonly ImportItem[]): Map<string, number> {
  const first = new Map<string, number>()
  const twins = new Map<string, number>()
  for (const { id, identity, position, state } of items) {
    if (identity === null || state === 'declined') continue
    const earlier = first.get(identity)
    if (earlier === undefined) first.set(identity, position + 1)
    else twins.set(id, earlier)
  }
  return twins
}

/** One import in the list of them. */
export interface ImportLine {
  href: string
  createdAt: string
  total: number
  line: string
}

export function importLine({ id, createdAt, counts }: ImportSummary): ImportLine {
  const of = (state: ImportItem['state']) => counts.get(state) ?? 0
  const total = [...counts.values()].reduce((sum, n) => sum + n, 0)
  const unfinished = of('waiting') + of('looking')
  const parts: [number, string][] = [
    [unfinished, 'to be looked at'],
    [of('looked'), 'to be decided'],
    [of('kept'), 'kept'],
    [of('declined'), 'declined'],
    [of('failed'), 'not read'],
  ]
  const line = parts
    .filter(([n]) => n > 0)
    .map(([n, word]) => `${n} ${word}`)
    .join(', ')
  return { href: `/imports/${id}`, createdAt, total, line }
}
