import { reportText, SIDES, type Diagnosis } from '../../backpack/doctor/index.js'

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
export function diagnosisView(diagnosis: Diagnosis): DiagnosisView {
  const { code, title, cause, next, seen } = diagnosis
  const report = reportText(diagnosis)
  const reportRows = Math.min(16, report.split('\n').length)
  return { code, title, cause, next, seen, side: SIDES[diagnosis.side], report, reportRows }
}
