import type { Entry } from 'yauzl'
import { posix } from 'node:path'

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
export async function readManifest(
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
