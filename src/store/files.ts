import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { newToken } from '../ids.js'

/** Bytes by their SHA-256 under a folder: uploads, pictures, documents of reports. The one store that is not SQL. */
export interface FileStore {
  /** Writes whole or not at all; the same bytes twice are one file. @returns SHA-256, hex */
  put(bytes: Uint8Array): Promise<string>
  /** @throws {Error} ENOENT when no such file is kept */
  get(hash: string): Promise<Buffer>
  remove(hash: string): Promise<void>
}

export function openFileStore(folder: string): FileStore {
  const pathOf = (hash: string) => join(folder, hash.slice(0, 2), hash)
  return {
    async put(bytes) {
      const hash = createHash('sha256').update(bytes).digest('hex')
      if (!(await exists(pathOf(hash)))) await writeWhole(pathOf(hash), bytes)
      return hash
    },
    get: (hash) => readFile(pathOf(hash)),
    remove: (hash) => rm(pathOf(hash), { force: true }),
  }
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const unfinished = `${path}.${newToken()}`
  await writeFile(unfinished, bytes)
  await rename(unfinished, path)
}
