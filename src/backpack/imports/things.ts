import { open, readFile } from 'node:fs/promises'
import type { Context } from '../../context.js'
import { MAX_BADGE_BYTES } from '../../openbadges/index.js'
import type { NewItem } from '../../store/imports.js'
import { DiagnosedError, type Diagnosis, diagnosisOf } from '../reading/doctor/diagnosis.js'
import type { BadgeInput } from '../reading/source.js'
import { type Archive, isZip, openArchive } from './unpack.js'

/** An uploaded file, on disk until the request is answered. */
export interface ImportedFile {
  name: string
  path: string
  /** In bytes. */
  size: number
}

/** What came of the things that were handed in; the bytes of the items are stored. */
export interface Things {
  items: NewItem[]
  /** Sentences about what was left out. */
  notes: string[]
}

/** Stores one uploaded file, or every file of an archive. */
export async function takeFile(
  { files }: Pick<Context, 'files'>,
  { name, path, size }: ImportedFile,
): Promise<Things> {
  const upload = { name: tidy(name), archive: null, sentTo: null, origin: 'upload' as const }
  if (isZip(await startOf(path))) return takeArchive(files, upload, path)
  if (size > MAX_BADGE_BYTES) return refuse(upload, diagnosisOf('too_large'))
  const fileHash = await files.put(await readFile(path))
  return { items: [{ ...upload, fileHash, diagnosis: null }], notes: [] }
}

/** Stores one file whose bytes are at hand, or one text. */
export async function takeInput(ctx: Pick<Context, 'files'>, input: BadgeInput): Promise<NewItem> {
  if (input.origin === 'paste') return takeText(ctx, input.text)
  const upload = { name: tidy(input.fileName), archive: null, sentTo: null, origin: input.origin }
  return { ...upload, fileHash: await ctx.files.put(input.bytes), diagnosis: null }
}

/** Stores one pasted link or text. */
export async function takeText({ files }: Pick<Context, 'files'>, text: string): Promise<NewItem> {
  const fileHash = await files.put(Buffer.from(text))
  return { ...pasted(text), fileHash, diagnosis: null }
}

/** One pasted text that is not looked at. */
export function refusedText(text: string, diagnosis: Diagnosis): NewItem {
  return { ...pasted(text), fileHash: null, diagnosis }
}

function pasted(text: string): Upload {
  const name = tidy(text.trim().slice(0, 400))
  const shown = name.length > 80 ? `${name.slice(0, 79)}…` : name
  return { name: shown, archive: null, origin: 'paste', sentTo: null }
}

type Upload = Omit<NewItem, 'fileHash' | 'diagnosis'>

async function takeArchive(files: Context['files'], upload: Upload, path: string): Promise<Things> {
  try {
    const archive = await openArchive(path)
    return await takeParts(files, upload, archive).finally(archive.close)
  } catch (error) {
    if (error instanceof DiagnosedError) return refuse(upload, error.diagnosis)
    throw error
  }
}

async function takeParts(
  files: Context['files'],
  upload: Upload,
  archive: Archive,
): Promise<Things> {
  const items: NewItem[] = []
  for await (const { name, sentTo, bytes, diagnosis } of archive.parts()) {
    const part = { ...upload, name: tidy(name), archive: upload.name, sentTo: tidyOrNull(sentTo) }
    items.push({ ...part, fileHash: bytes && (await files.put(bytes)), diagnosis })
  }
  return { items, notes: noteOf(upload.name, archive.leftOut) }
}

function refuse(upload: Upload, diagnosis: Diagnosis): Things {
  return { items: [{ ...upload, fileHash: null, diagnosis }], notes: [] }
}

function noteOf(name: string, leftOut: readonly string[]): string[] {
  if (leftOut.length === 0) return []
  const words = [leftOut.slice(0, -1).join(', '), leftOut.at(-1)].filter(Boolean).join(' and ')
  return [`Left out of ${name}: ${words}.`]
}

async function startOf(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** Names come from strangers' machines: one line that every database keeps. */
function tidy(name: string): string {
  const line = name.replace(/\p{Surrogate}/gu, '\ufffd').replace(/[\p{Cc}\s]+/gu, ' ')
  return line.trim().slice(-200) || 'File without a name'
}

const tidyOrNull = (address: string | null) => address && tidy(address)
