import { posix } from 'node:path'
import type { Entry, ZipFile } from 'yauzl'
import { MAX_BADGE_BYTES } from '../../openbadges/index.js'
import { DiagnosedError, type Diagnosis, diagnosisOf } from '../reading/doctor/diagnosis.js'

/** What an archive may hold; beyond it nothing of it is unpacked. */
export const ZIP_LIMITS = {
  /** Files that may be badges. */
  files: 500,
  /** Entries of any kind; some programs add one or two beside each file. */
  entries: 5_000,
  bytesEach: MAX_BADGE_BYTES,
  bytesTogether: 200 * 1024 * 1024,
  /** Unpacked size against packed, for entries of more than {@link ZIP_LIMITS.calmBytes}. */
  ratio: 200,
  calmBytes: 64 * 1024,
}

/** One file of an archive: its bytes, or why it is not read. */
export type ZipPart = { name: string; sentTo: string | null } & (
  { bytes: Buffer; diagnosis: null } | { bytes: null; diagnosis: Diagnosis }
)

/** An open archive within its limits. */
export interface Archive {
  /** What was left out, e.g. `2 folders`. */
  leftOut: string[]
  /** Its files one after the other: never more than one in memory. */
  parts: () => AsyncGenerator<ZipPart>
  close: () => void
}

/**
 * Opens a ZIP archive on disk and weighs it by its directory; yauzl gives no entry more bytes than that says.
 * @throws {DiagnosedError} it cannot be read, holds nothing, or holds too much
 */
export async function openArchive(path: string): Promise<Archive> {
  const zip = await openZip(path)
  try {
    const entries = await entriesOf(zip)
    const files = entries.filter((entry) => kindOf(entry) === 'file')
    weigh(files)
    const sentTo = await readManifest(files, (entry) => bytesOf(zip, entry))
    const rest = files.filter((entry) => entry !== sentTo.manifest)
    const parts = () => partsOf(zip, rest, sentTo.addressOf)
    return { leftOut: leftOut(entries), parts, close: () => zip.close() }
  } catch (error) {
    zip.close()
    throw error
  }
}

/** By the first bytes of a file. */
export function isZip(start: Uint8Array): boolean {
  return /^PK(\x03\x04|\x05\x06)/.test(Buffer.from(start.subarray(0, 4)).toString('latin1'))
}

async function openZip(path: string): Promise<ZipFile> {
  try {
    const { openPromise } = await import('yauzl')
    return await openPromise(path, { autoClose: false })
  } catch (cause) {
    throw new DiagnosedError(diagnosisOf('zip_damaged'), { cause })
  }
}

async function entriesOf(zip: ZipFile): Promise<Entry[]> {
  if (zip.entryCount > ZIP_LIMITS.entries) throw new DiagnosedError(diagnosisOf('zip_too_much'))
  const entries: Entry[] = []
  try {
    for await (const entry of zip.eachEntry()) entries.push(entry)
  } catch (cause) {
    throw new DiagnosedError(diagnosisOf('zip_damaged'), { cause })
  }
  return entries
}

function weigh(files: readonly Entry[]): void {
  const read = files.filter(({ uncompressedSize }) => uncompressedSize <= ZIP_LIMITS.bytesEach)
  const together = read.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0)
  if (files.length === 0) throw new DiagnosedError(diagnosisOf('empty_file'))
  if (files.some(isBomb)) throw new DiagnosedError(diagnosisOf('zip_bomb'))
  if (files.length > ZIP_LIMITS.files || together > ZIP_LIMITS.bytesTogether)
    throw new DiagnosedError(diagnosisOf('zip_too_much'))
}

function isBomb({ compressedSize, uncompressedSize }: Entry): boolean {
  return (
    uncompressedSize > ZIP_LIMITS.calmBytes &&
    uncompressedSize > ZIP_LIMITS.ratio * Math.max(compressedSize, 1)
  )
}

type EntryKind = 'file' | 'folder' | 'shortcut' | 'hidden file'

function kindOf({ fileName, externalFileAttributes }: Entry): EntryKind {
  if (/(^|\/)(__MACOSX|\.[^/]*)(\/|$)/.test(fileName)) return 'hidden file'
  if (fileName.endsWith('/')) return 'folder'
  const fileType = (externalFileAttributes >>> 16) & 0o170000
  return fileType === 0o120000 ? 'shortcut' : 'file'
}

function leftOut(entries: readonly Entry[]): string[] {
  return (['folder', 'shortcut', 'hidden file'] as const).flatMap((kind) => {
    const count = entries.filter((entry) => kindOf(entry) === kind).length
    return count === 0 ? [] : [`${count} ${kind}${count === 1 ? '' : 's'}`]
  })
}

async function* partsOf(
  zip: ZipFile,
  files: readonly Entry[],
  addressOf: (fileName: string) => string | null,
): AsyncGenerator<ZipPart> {
  for (const entry of files) {
    const part = { name: entry.fileName, sentTo: addressOf(entry.fileName) }
    const bytes = await bytesOf(zip, entry)
    const diagnosis = bytes && isZip(bytes) ? diagnosisOf('zip_in_zip') : null
    if (bytes && !diagnosis) yield { ...part, bytes, diagnosis: null }
    else yield { ...part, bytes: null, diagnosis: diagnosis ?? unread(entry) }
  }
}

function unread({ uncompressedSize }: Entry): Diagnosis {
  return diagnosisOf(uncompressedSize > ZIP_LIMITS.bytesEach ? 'too_large' : 'zip_damaged')
}

/** Null when it is too large, protected with a password, or damaged. */
async function bytesOf(zip: ZipFile, entry: Entry): Promise<Buffer | null> {
  if (entry.uncompressedSize > ZIP_LIMITS.bytesEach) return null
  const chunks: Buffer[] = []
  try {
    const stream = await zip.openReadStreamPromise(entry)
    for await (const chunk of stream) chunks.push(chunk as Buffer)
  } catch {
    return null
  }
  return Buffer.concat(chunks)
}

/** Which address each file of an archive was sent to, as a list in it says. */
export interface Manifest {
  /** The list itself, which is no badge; null when there is none. */
  manifest: Entry | null
  addressOf: (fileName: string) => string | null
}

const NONE: Manifest = { manifest: null, addressOf: () => null }

/**
 * Mozilla's backpack was closed with an archive of pictures and a `manifest.txt` beside them:
 * `{"address": ["file", …]}`. A file of that name that holds anything else is a file like the others.
 */
async function readManifest(
  files: readonly Entry[],
  bytesOf: (entry: Entry) => Promise<Buffer | null>,
): Promise<Manifest> {
  const manifest = files.find(({ fileName }) => /(^|\/)manifest\.txt$/i.test(fileName))
  const bytes = manifest && (await bytesOf(manifest))
  const lists = bytes && listsIn(bytes.toString('utf8'))
  if (!lists) return NONE
  const folder = posix.dirname(manifest.fileName)
  const addresses = new Map(
    lists.flatMap(([address, names]) =>
      names.map((name) => [posix.join(folder, name), address] as const),
    ),
  )
  return { manifest, addressOf: (name) => addresses.get(posix.normalize(name)) ?? null }
}

function listsIn(text: string): [address: string, names: string[]][] | null {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''))
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
    const lists = Object.entries(value)
    return lists.every((list): list is [string, string[]] => isNames(list[1])) ? lists : null
  } catch {
    return null
  }
}

function isNames(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string')
}
