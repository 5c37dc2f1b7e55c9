import type { Diagnosis, DiagnosisCode, Side } from '../backpack/reading/doctor/diagnosis.js'
import { ADDRESS_WORDS } from './diagnoses/address.js'
import { BADGE_WORDS } from './diagnoses/badge.js'
import { FILE_WORDS } from './diagnoses/file.js'
import { TEXT_WORDS } from './diagnoses/text.js'
import { sentence } from './findings.js'
import { dayWords } from './language.js'

/** Title, cause, next step; names in braces are filled in. */
export type DiagnosisWording = readonly [title: string, cause: string, next: string]

/** The words for each code; the compiler asks for those of a new one. */
const WORDS: Record<DiagnosisCode, DiagnosisWording> = {
  ...FILE_WORDS,
  ...TEXT_WORDS,
  ...ADDRESS_WORDS,
  ...BADGE_WORDS,
}

/** On whose side the trouble is, in a sentence to the earner. */
export const SIDE_WORDS: Record<Side, string> = {
  file: 'The trouble is in the file.',
  earner: 'You can mend this yourself.',
  issuer: 'The issuer can mend this.',
  network: 'The trouble is on the way to the site.',
  us: 'The trouble is on our side.',
}

/** What is said of a diagnosis. */
export interface DiagnosisWords {
  title: string
  /** One or two sentences. */
  cause: string
  /** What to do. */
  next: string
}

/** A diagnosis as an earlier release stored it: in sentences. */
export type OlderDiagnosis = Pick<Diagnosis, 'code' | 'side' | 'seen'> & DiagnosisWords

/** Title, cause and next step. */
export function diagnosisWords(diagnosis: Diagnosis | OlderDiagnosis): DiagnosisWords {
  if ('title' in diagnosis) return diagnosis
  const [title, cause, next] = WORDS[diagnosis.code].map((words) => fill(words, diagnosis)) as [
    string,
    string,
    string,
  ]
  return diagnosis.isBehindFile
    ? behindFile({ title, cause, next }, diagnosis)
    : { title, cause, next }
}

function fill(words: string, diagnosis: Diagnosis): string {
  return words.replace(/\{(\w+)\}/g, (_, name: string) => valueOf(name, diagnosis))
}

function valueOf(name: string, { values, doubt }: Diagnosis): string {
  if (name === 'doubt') return doubt ? sentence(doubt, 'earner') : ''
  if (name === 'date') return dayWords(doubt?.values.date ?? '') ?? 'a day it does not name'
  if (name === 'reason') return reasonOf(doubt?.values.reason ?? '')
  if (name === 'damage') return DAMAGES[values.damage ?? ''] ?? DAMAGES['text-damaged']!
  return values[name] ?? ''
}

function reasonOf(reason: string): string {
  const said = reason.trim().replace(/(?<![.\s])[.\s]+$/, '')
  return said ? `: “${said}”` : ''
}

/** Why a text that was baked in cannot be read, by the reason the library gives. */
const DAMAGES: Record<string, string> = {
  'png-text-damaged': 'its text is incomplete, packed wrongly or not in UTF-8',
  'not-utf8': 'its text is not in UTF-8',
  'text-damaged': 'it is neither JSON, nor a signed text (JWS), nor an address',
}

function behindFile({ title, cause, next }: DiagnosisWords, { code }: Diagnosis): DiagnosisWords {
  return {
    title,
    cause: `This file holds no more than the address of its badge. ${cause}`,
    next: code === 'withdrawn' ? next : `Keep the file and try again later. ${next}`,
  }
}

/** A diagnosis as text that can be sent to the issuer's support. */
export function diagnosisReport(diagnosis: Diagnosis | OlderDiagnosis): string {
  const { code, side, seen } = diagnosis
  const { title, cause, next } = diagnosisWords(diagnosis)
  const facts = seen.map((fact) => `- ${fact}`)
  const lines = [
    title,
    '',
    cause,
    '',
    ...(facts.length > 0 ? ['What was seen:', ...facts, ''] : []),
    side === 'earner' ? 'The earner can mend this.' : SIDE_WORDS[side],
    `Next step: ${next}`,
    `Code: ${code} (Haversack)`,
  ]
  return `${lines.join('\n')}\n`
}
