import type { AddedBadge } from '../../backpack/badges/add.js'
import type { HandledItem } from '../../backpack/imports/add-at-once.js'
import type { Diagnosis } from '../../backpack/reading/doctor/diagnosis.js'
import {
  diagnosisReport,
  diagnosisWords,
  type OlderDiagnosis,
  SIDE_WORDS,
} from '../../words/diagnoses.js'
import { wordOf } from '../../words/states.js'
import { UNKNOWN_ISSUER, UNTITLED } from './verdict.js'
import { counted } from '../../words/language.js'

/** One line of the list after several were handed in. */
export interface HandledView {
  title: string
  /** Icon and style: a verdict, or the mark `failed` for what is no badge. */
  state: string
  word: string
  line: string
  /** Why it was not kept. */
  diagnosis: DiagnosisView | null
  href: string | null
  image: string | null
}

export function handledView({ name, added, problem }: HandledItem): HandledView {
  if (!added)
    return {
      title: name,
      state: 'failed',
      word: 'Not kept',
      line: '',
      diagnosis: diagnosisView(problem),
      href: null,
      image: null,
    }
  const href = `/badges/${added.badgeId}`
  return {
    title: added.title || UNTITLED,
    state: added.state,
    word: wordOf(added.state),
    line: `${added.issuerName || UNKNOWN_ISSUER} · ${sentenceOf(added)}`,
    diagnosis: null,
    href,
    image: added.imageHash && `${href}/image?v=${added.imageHash.slice(0, 12)}`,
  }
}

/** What is said on the page of the badge after it was added. */
export function sentenceOf({ outcome, recipient }: AddedBadge): string {
  if (outcome === 'known') return 'You already have this badge. It was checked again.'
  if (outcome === 'improved')
    return 'You already have this badge. This copy proves more, so it counts from now on.'
  if (outcome === 'worse')
    return 'You already have this badge. This copy proves less than yours, so yours stays.'
  if (outcome === 'restored')
    return 'This badge lay in your trash. It is back in your backpack, where only you see it.'
  return recipient === 'passed'
    ? 'The badge is in your backpack.'
    : 'The badge is in your backpack. It was awarded to an address you have not confirmed, so only you see it.'
}

/** One sentence for several that all went well. */
export function handledTotal(handled: readonly AddedBadge[]): string {
  const added = handled.filter(({ outcome }) => outcome === 'added').length
  const known = handled.length - added
  const parts = [
    added > 0 ? `${counted(added, 'badge')} added.` : '',
    known > 0 ? `You already had ${added > 0 ? known : counted(known, 'badge')}.` : '',
  ]
  return parts.filter(Boolean).join(' ')
}

/** A diagnosis on a page. */
export interface DiagnosisView {
  code: string
  title: string
  cause: string
  next: string
  seen: string[]
  /** On whose side the trouble is, in a sentence. */
  side: string
  /** The whole as text, to be copied and sent. */
  report: string
  /** Lines of the report. */
  reportRows: number
}

/** @param diagnosis as the doctor gave it, also one that was stored */
export function diagnosisView(diagnosis: Diagnosis | OlderDiagnosis): DiagnosisView {
  const { code, side, seen } = diagnosis
  const report = diagnosisReport(diagnosis)
  const reportRows = Math.min(16, report.split('\n').length)
  return { code, ...diagnosisWords(diagnosis), seen, side: SIDE_WORDS[side], report, reportRows }
}
