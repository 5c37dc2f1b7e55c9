import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'mocha'

const folders: string[] = []
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

/** Writes a file into a folder of its own that goes away after the tests. @returns its path */
export function onDisk(bytes: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'haversack-zip-'))
  folders.push(folder)
  writeFileSync(join(folder, 'file'), bytes)
  return join(folder, 'file')
}
