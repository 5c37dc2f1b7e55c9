import type { Credential } from '../types.js'
import { finding, type Finding } from './report.js'

/** Notes of one kind in a report. */
const MAX_NOTES = 20
/** Addresses that run or show something when followed. */
const UNSAFE = /^(javascript|vbscript|data|file|blob|filesystem|about):/i

/** What reading the badge for people brings up: unsafe evidence links, members the model has no place for. */
export function readingFindings({ evidence, extra }: Credential): Finding[] {
  const unsafe = evidence.flatMap(({ id }, i) =>
    id !== null && UNSAFE.test(id.trim())
      ? [finding('evidence_unsafe', { path: `evidence[${i}]`, found: id })]
      : [],
  )
  const notes = extra
    .slice(0, MAX_NOTES)
    .map(({ path, value }) => finding('property_unknown', { path, found: value }))
  return [...unsafe, ...notes]
}
