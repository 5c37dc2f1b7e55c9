/** The doctor: for everything that fails a cause, what was seen, whose side it is on, and the next step. */
export { diagnoseAnswer } from './answer.js'
export { diagnoseCopy, diagnoseReport } from './badge.js'
export { diagnose } from './diagnose.js'
export { DiagnosedError, diagnosisOf, DIAGNOSIS_CODES, inOneLine } from './diagnosis.js'
export type { Diagnosis, DiagnosisCode, Side } from './diagnosis.js'
export { diagnoseFile } from './refusal.js'
export { reportText, SIDES } from './report-text.js'
