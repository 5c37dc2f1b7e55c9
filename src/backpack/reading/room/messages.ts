import { type LoadedDocument, OpenBadgesError } from '../../../openbadges/index.js'
import { DiagnosedError, type Diagnosis } from '../doctor/diagnosis.js'
import type { TaskName } from './tasks.js'
import { PdfError, type PdfProblem } from '../pdf/pdf-error.js'

/** What a process of the room hears: a task, or what the network answered to a `load` of its task. */
export type ToDesk =
  | { kind: 'task'; id: number; name: TaskName; input: readonly unknown[] }
  | { kind: 'answer'; id: number; document: LoadedDocument | null; error: PackedError | null }

/** What it says of its task. */
export type FromDesk = { task: number } & (
  | { kind: 'begun' }
  | { kind: 'load'; id: number; url: string; accept: string | undefined }
  | { kind: 'done'; output: unknown }
  | { kind: 'failed'; error: PackedError }
)

/** An error as plain values: no class crosses the border of a process. */
export interface PackedError {
  kind: 'diagnosed' | 'pdf' | 'openbadges' | 'other'
  name: string
  message: string
  stack: string | undefined
  /** The members of its class. */
  members: Record<string, unknown>
}

/** Packs an error with its class and code. */
export function packError(thrown: unknown): PackedError {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown))
  const { name, message, stack } = error
  return { kind: kindOf(error), name, message, stack, members: membersOf(error) }
}

/** The error that was packed, of the same class. */
export function unpackError({ kind, name, message, stack, members }: PackedError): Error {
  const error = made(kind, message, members)
  return Object.assign(error, { name, message, stack })
}

function kindOf(error: Error): PackedError['kind'] {
  if (error instanceof DiagnosedError) return 'diagnosed'
  if (error instanceof PdfError) return 'pdf'
  return error instanceof OpenBadgesError ? 'openbadges' : 'other'
}

function membersOf(error: Error): Record<string, unknown> {
  if (error instanceof DiagnosedError) return { diagnosis: error.diagnosis }
  if (!(error instanceof OpenBadgesError)) return {}
  const { code, kind, reason, seen, place, what } = error
  const problem = error instanceof PdfError ? error.problem : undefined
  return { code, kind, reason, seen, place, what, ...(problem && { problem }) }
}

function made(kind: PackedError['kind'], message: string, members: PackedError['members']): Error {
  if (kind === 'diagnosed') return new DiagnosedError(members['diagnosis'] as Diagnosis)
  if (kind === 'pdf')
    return new PdfError(members['problem'] as PdfProblem, (members['seen'] as string | null) ?? '')
  if (kind === 'other') return new Error(message)
  const { code, ...options } = members
  return new OpenBadgesError(code as OpenBadgesError['code'], message, options)
}
