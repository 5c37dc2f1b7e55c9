import { readCandidate } from '../../src/backpack/badges/candidate.js'
import { diagnoseReport } from '../../src/backpack/reading/doctor/badge.js'
import { type Diagnosis, diagnosisFrom } from '../../src/backpack/reading/doctor/diagnosis.js'
import type { BadgeInput } from '../../src/backpack/reading/source.js'
import type { DocumentLoader } from '../../src/openbadges/index.js'
import { type DiagnosisWords, diagnosisWords } from '../../src/words/diagnoses.js'
import { ADA, openBackpack, signIn, type TestBackpack } from './backpack.js'

/** A diagnosis with its words. */
export type SaidDiagnosis = Diagnosis & DiagnosisWords

/** The doctor at work on a backpack of ADA, whose address is confirmed. */
export interface Practice {
  backpack: TestBackpack
  accountId: string
  /** What is the matter with a file; null when nothing is. */
  ofFile(bytes: Uint8Array | string, fileName?: string): Promise<SaidDiagnosis | null>
  /** The same for a text in the box. */
  ofText(text: string, loadDocument?: DocumentLoader): Promise<SaidDiagnosis | null>
}

/** @param unconfirmed addresses she has not confirmed yet */
export async function openPractice(unconfirmed: readonly string[] = []): Promise<Practice> {
  const backpack = await openBackpack()
  await signIn(backpack, ADA)
  const { id: accountId } = await backpack.ctx.db
    .selectFrom('account')
    .select('id')
    .executeTakeFirstOrThrow()
  const of = async (input: BadgeInput) => {
    try {
      const { candidate } = await readCandidate(backpack.ctx, accountId, input)
      const diagnosis = diagnoseReport(candidate.report, unconfirmed)
      return diagnosis && inWords(diagnosis)
    } catch (error) {
      return inWords(diagnosisFrom(error))
    }
  }
  return {
    backpack,
    accountId,
    ofFile: (bytes, fileName = 'badge.png') =>
      of({ bytes: Buffer.from(bytes), fileName, origin: 'upload' }),
    ofText(text, loadDocument) {
      if (loadDocument) backpack.answerWith(loadDocument)
      return of({ text, origin: 'paste' })
    },
  }
}

const inWords = (diagnosis: Diagnosis): SaidDiagnosis => ({
  ...diagnosis,
  ...diagnosisWords(diagnosis),
})
