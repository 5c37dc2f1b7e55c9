import { examine } from '../../src/backpack/badges/examine.js'
import {
  diagnose,
  diagnoseReport,
  type Diagnosis,
} from '../../src/backpack/reading/doctor/index.js'
import type { BadgeInput } from '../../src/backpack/reading/source.js'
import type { DocumentLoader } from '../../src/openbadges/index.js'
import { ADA, openBackpack, signIn, type TestBackpack } from './backpack.js'

/** The doctor at work on a backpack of ADA, whose address is confirmed. */
export interface Practice {
  backpack: TestBackpack
  accountId: string
  /** What is the matter with a file; null when nothing is. */
  ofFile(bytes: Uint8Array | string, fileName?: string): Promise<Diagnosis | null>
  /** The same for a text in the box. */
  ofText(text: string, loadDocument?: DocumentLoader): Promise<Diagnosis | null>
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
      const { candidate } = await examine(backpack.ctx, accountId, input)
      return diagnoseReport(candidate.report, unconfirmed)
    } catch (error) {
      return diagnose(error, input)
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
