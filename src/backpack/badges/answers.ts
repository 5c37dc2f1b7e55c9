import {
  type Answers,
  answersOf,
  type BadgeState,
  countsFrom,
  type Outcome,
  type Proof,
  stateOf,
  type WhoseAnswer,
} from '../../openbadges/index.js'
import { type BackpackBadge, stateAt } from '../../store/badges.js'
import type { StoredReport } from '../../store/reports.js'

/** How a kept badge stands at a moment. */
export interface BadgeAnswers {
  answers: Answers
  state: BadgeState
  proof: Proof | null
  /** When somebody last answered, while an earlier report speaks for a silent issuer; else null. */
  heardAt: string | null
}

/**
 * The five answers about a kept badge, from the report that speaks for it and from what has been learned since: an
 * end that has come, an address that was confirmed, an issuer that was proven before it fell silent.
 * @param report null where there is none
 */
export function answersNow(
  badge: BackpackBadge,
  report: Pick<StoredReport, 'at' | 'checks' | 'proof'> | null,
  now: Date,
): BadgeAnswers {
  const { credential, issuerProof: issuer, recipient } = badge
  const proof = report?.proof ?? null
  const answers = answersOf({ checks: report?.checks ?? [], proof, issuer, credential }, now)
  const whose = { ...answers.whose, answer: WHOSE[recipient] ?? answers.whose.answer }
  const all = { ...answers, whose }
  const state = stateNow(badge, all, now)
  const heardAt = badge.toldBy === null ? null : (report?.at ?? null)
  return { answers: state === 'was-valid' ? onceProven(all) : all, state, proof, heardAt }
}

/** It is what was proven then; that it was in force then does not say that it still is. */
const onceProven = (answers: Answers): Answers => ({
  ...answers,
  real: { answer: 'proven', because: [] },
  force: { ...answers.force, answer: 'unasked' },
})

/** A beginning that has come leaves what else was found. */
function stateNow(badge: BackpackBadge, answers: Answers, now: Date): BadgeState {
  const state = stateAt(badge, now)
  // what was kept before says nothing of the time after
  return state === 'not-yet' && answers.force.answer !== 'not-yet' ? stateOf(answers) : state
}

const WHOSE: Partial<Record<Outcome, WhoseAnswer>> = {
  passed: 'confirmed',
  failed: 'another',
}

/** When an answer changes by itself, though nobody checks; null: never. */
export function nextTurn({ credential, expiresAt }: BackpackBadge, now: Date): string | null {
  const { validFrom, validUntil } = credential
  const turns = [validFrom && countsFrom(validFrom).toISOString(), validUntil, expiresAt].filter(
    (iso) => iso !== null && Date.parse(iso) > now.getTime(),
  )
  return turns.sort((a, b) => Date.parse(a!) - Date.parse(b!))[0] ?? null
}
