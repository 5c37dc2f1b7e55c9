import { AppError } from '../../../errors.js'
import { ADDRESS_WORDS } from '../../../words/diagnoses/address.js'
import { BADGE_WORDS } from '../../../words/diagnoses/badge.js'
import { FILE_WORDS } from '../../../words/diagnoses/file.js'
import { TEXT_WORDS } from '../../../words/diagnoses/text.js'

/** Who can mend it: the file itself, its earner, the issuer, the way between, or we. */
export type Side = 'file' | 'earner' | 'issuer' | 'network' | 'us'

/** Side, title, cause, next step; names in braces are filled in. */
export type DiagnosisWords = readonly [side: Side, title: string, cause: string, next: string]

const WORDS = {
  ...FILE_WORDS,
  ...TEXT_WORDS,
  ...ADDRESS_WORDS,
  ...BADGE_WORDS,
} as const satisfies Record<string, DiagnosisWords>

/** What can be the matter with something that was handed in; codes never change meaning. */
export type DiagnosisCode = keyof typeof WORDS

/** All codes there are. */
export const DIAGNOSIS_CODES = Object.keys(WORDS) as DiagnosisCode[]

/** Why something is no badge, or no badge to be glad of: plain JSON, plain text for people. */
export interface Diagnosis {
  code: DiagnosisCode
  side: Side
  title: string
  /** One or two sentences. */
  cause: string
  /** What was seen, one fact each; no secret and nobody's address in it. */
  seen: string[]
  /** What to do. */
  next: string
}

/** The diagnosis of a code. @param fillings for the names in braces */
export function diagnosisOf(
  code: DiagnosisCode,
  fillings: Record<string, string> = {},
  seen: readonly string[] = [],
): Diagnosis {
  const [side, title, cause, next] = WORDS[code]
  const fill = (words: string) =>
    words.replace(/\{(\w+)\}/g, (_, name: string) => fillings[name] ?? '')
  return {
    code,
    side,
    title: fill(title),
    cause: fill(cause),
    seen: seen.filter((fact) => fact !== ''),
    next: fill(next),
  }
}

/** Thrown where a diagnosis is all there is to say; its message reads like the page. */
export class DiagnosedError extends AppError {
  override name = 'DiagnosedError'
  readonly diagnosis: Diagnosis

  constructor(diagnosis: Diagnosis, options?: ErrorOptions) {
    super('invalid', inOneLine(diagnosis), options)
    this.diagnosis = diagnosis
  }
}

/** Cause and next step in one line. */
export function inOneLine({ cause, next }: Pick<Diagnosis, 'cause' | 'next'>): string {
  return `${cause} ${next}`.trim()
}
