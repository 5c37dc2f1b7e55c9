import type { Diagnosis } from '../../backpack/reading/doctor/diagnosis.js'
import { UNPROVEN_ISSUER } from '../../openbadges/index.js'
import type { ImportItem } from '../../store/imports.js'
import { diagnosisWords } from '../../words/diagnoses.js'
import { issuerPair, pairText } from '../../words/issuer.js'
import { wordOf } from '../../words/states.js'
import { isInForce } from '../forms/import.js'
import { diagnosisView, type DiagnosisView } from './added.js'
import { type Dates, UNTITLED, verdictView } from './verdict.js'

/** A button of a row: which form it sends, and what it says. */
interface Action {
  form: 'keep' | 'decline' | 'again'
  word: string
}

/** One thing of an import. */
export interface ImportRow {
  id: string
  /** Names the row on the page. */
  anchor: string
  title: string
  /** Address of its picture, or null. */
  image: string | null
  /** The page of the badge it became, or null. */
  href: string | null
  /** Icon and style: of a verdict, or of a mark where no verdict is meant. */
  state: string
  word: string
  isUnread: boolean
  /** What is told below, a line each. */
  lines: string[]
  /** The address it was sent to, when that is not confirmed. */
  sentTo: string | null
  diagnosis: DiagnosisView | null
  actions: Action[]
  /** Is there anything to say or do below the title? */
  hasMore: boolean
}

/** @param twinOf number of an earlier row with the same award, or null */
export function importRow(item: ImportItem, twinOf: number | null, dates: Dates): ImportRow {
  const row = {
    id: item.id,
    anchor: `item-${item.position + 1}`,
    title: item.identity === null ? item.name : item.title || UNTITLED,
    image: imageOf(item),
    href: item.badgeId && `/badges/${item.badgeId}`,
    isUnread: item.identity === null,
    sentTo: null,
    diagnosis: null,
    actions: [],
    ...STATES[item.state](item, dates, twinOf),
  }
  return { ...row, hasMore: row.lines.length > 0 || row.actions.length > 0 }
}

type Rest = Pick<ImportRow, 'state' | 'word' | 'lines'> & Partial<ImportRow>
type StateRow = (item: ImportItem, dates: Dates, twinOf: number | null) => Rest

const STATES: Record<ImportItem['state'], StateRow> = {
  waiting: (item) => ({ state: 'pending', word: 'Waits its turn', lines: where(item) }),
  looking: (item) => ({ state: 'pending', word: 'Being looked at', lines: where(item) }),
  looked: lookedRow,
  kept: (item, dates) => ({
    state: isGood(item) ? 'passed' : (item.badgeState ?? 'unchecked'),
    word: keptWord(item),
    lines: [issuerLine(item, dates), KEPT[item.outcome ?? ''] ?? KEPT.added!],
  }),
  declined: (item) => ({
    state: 'not-asked',
    word: 'Declined',
    lines: [...where(item), 'Nothing of it was kept.'],
  }),
  failed: (item) => ({
    state: 'failed',
    word: 'Not read',
    lines: where(item),
    diagnosis: diagnosed(item),
    actions: [...(mayChange(item) ? [AGAIN] : []), DISMISS],
  }),
}

/** A file says tomorrow what it says today; a site may not. */
function mayChange({ isRetriable, diagnosis }: ImportItem): boolean {
  return isRetriable && diagnosis !== null && !['file', 'earner'].includes(diagnosis.side)
}

const AGAIN: Action = { form: 'again', word: 'Look again' }
const DISMISS: Action = { form: 'decline', word: 'Dismiss' }
const DECLINE: Action = { form: 'decline', word: 'Decline' }

const KEPT: Record<string, string> = {
  added: 'It is in your backpack.',
  restored: 'It lay in your trash. It is back in your backpack, where only you see it.',
  known: 'You already had this badge.',
  improved: 'You already had this badge. This copy proves more, so it counts from now on.',
  worse: 'You already had this badge. This copy proves less than yours, so yours stays.',
}

/** Nothing but that it was kept is to be said of it. */
const isGood = ({ badgeState, outcome }: ImportItem) =>
  badgeState === null || badgeState === 'valid' || !isNew(outcome)

const isNew = (outcome: ImportItem['outcome']) =>
  !outcome || ['added', 'restored'].includes(outcome)

function keptWord(item: ImportItem): string {
  if (!isNew(item.outcome)) return 'Already yours'
  return isGood(item) ? 'Kept' : `Kept, ${lower(wordOf(item.badgeState!))}`
}

function lookedRow(item: ImportItem, dates: Dates, twinOf: number | null): Rest {
  const verdict = verdictOf(item, dates)
  const isMine = item.recipient === 'passed'
  const isWaiting = isInForce(item) && item.recipient === 'failed'
  return {
    state: isWaiting ? 'mail' : verdict.state,
    word: isWaiting ? 'Waiting for an address' : `${verdict.word}${isMine ? ', yours' : ''}`,
    lines: [
      issuerLine(item, dates),
      ...where(item),
      ...sameness(item, twinOf),
      ...reason(item, verdict.line),
    ],
    sentTo: item.recipient === 'failed' ? item.sentTo : null,
    actions: [{ form: 'keep', word: keepWord(item, twinOf) }, DECLINE],
  }
}

function verdictOf(item: ImportItem, dates: Dates) {
  const { checkedAt, expiresAt, doubts } = item
  const verified = {
    state: item.badgeState ?? 'unchecked',
    checkedAt: checkedAt!,
    expiresAt,
    beginsAt: null,
    stateBegun: null,
  } as const
  const checks = [{ check: 'structure', outcome: 'failed', findings: doubts } as const]
  return verdictView({ ...verified, validAt: null, silentSince: null }, dates, checks)
}

/** Why it is not as one would wish, in a line: the badge itself can be kept all the same. */
function reason(item: ImportItem, line: string): string[] {
  const { badgeState, recipient, sentTo, diagnosis } = item
  if (badgeState === 'expired') return recipient === 'failed' && !sentTo ? [NOT_YOURS] : []
  if (!isInForce(item)) return [diagnosis ? diagnosisWords(diagnosis as Diagnosis).cause : line]
  if (badgeState === 'issuer-not-proven') return [line]
  if (recipient === 'passed' || (recipient === 'failed' && sentTo)) return []
  return [recipient === 'failed' ? NOT_YOURS : 'It does not name its earner by an e-mail address.']
}

const NOT_YOURS = 'It was sent to an address you have not confirmed.'

function keepWord(item: ImportItem, twinOf: number | null): string {
  const { recipient, knownBadgeId } = item
  if (knownBadgeId !== null || twinOf !== null) return 'Add this copy'
  if (!isInForce(item)) return 'Keep it all the same'
  if (recipient === 'passed') return 'Keep it'
  return recipient === 'failed' ? 'Keep it in the waiting room' : 'Keep it all the same'
}

function sameness({ knownBadgeId }: ImportItem, twinOf: number | null): string[] {
  if (knownBadgeId !== null) return ['You already have this badge.']
  return twinOf === null ? [] : [`The same badge as number ${twinOf} of this list.`]
}

function issuerLine(item: ImportItem, dates: Dates): string {
  const { issuerProof, issuerName, badgeState } = item
  const pair = issuerPair(issuerProof ?? UNPROVEN_ISSUER, issuerName, badgeState ?? 'unchecked')
  const issuer = pairText(pair)
  const ended = item.badgeState === 'expired' && item.expiresAt
  const date = ended ? `ended ${dates.date(item.expiresAt)}` : dates.date(item.awardedAt)
  return date ? `${issuer} · ${date}` : issuer
}

/** Which archive it lay in. */
const where = ({ archive }: ImportItem) => (archive === null ? [] : [`From ${archive}`])

/** What was stored is what the doctor gave. */
function diagnosed({ diagnosis }: ImportItem): DiagnosisView | null {
  return diagnosis && diagnosisView(diagnosis as Diagnosis)
}

function imageOf({ id, importId, imageHash, badgeId }: ImportItem): string | null {
  if (badgeId !== null) return `/badges/${badgeId}/image`
  return imageHash && `/imports/${importId}/items/${id}/image`
}

const lower = (word: string) => word.charAt(0).toLowerCase() + word.slice(1)
