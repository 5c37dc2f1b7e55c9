import { buffer } from 'node:stream/consumers'
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
