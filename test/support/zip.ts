import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { after } from 'mocha'
import { ZipFile, type Options } from 'yazl'

/** A ZIP archive of these files; a name that ends with `/` is a folder. */
export async function zipOf(
  files: Record<string, Uint8Array | string>,
  options: Partial<Options> = {},
): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(files))
    if (name.endsWith('/')) zip.addEmptyDirectory(name)
    else zip.addBuffer(Buffer.from(content), name, options)
  zip.end()
  return buffer(zip.outputStream)
}

const folders: string[] = []
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

/** Writes a file into a folder of its own that goes away after the tests. @returns its path */
export function onDisk(bytes: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'haversack-zip-'))
  folders.push(folder)
  writeFileSync(join(folder, 'file'), bytes)
  return join(folder, 'file')
}
