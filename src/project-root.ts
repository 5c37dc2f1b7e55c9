import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of package.json: `src` runs from there, the build one folder deeper. */
export const projectRoot = findRoot(dirname(fileURLToPath(import.meta.url)))

/**
 * The file of a program of ours that runs in a thread or a process of its own, as source or built. Never looked for
 * beside the file that starts it: the build joins files.
 * @param name path below `src` without extension; the build knows it by its end, `worker` or `child`
 */
export function programFile(name: string): string {
  const isSource = import.meta.url.endsWith('.ts')
  return join(projectRoot, isSource ? `src/${name}.ts` : `dist/src/${name}.js`)
}

function findRoot(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : findRoot(dirname(folder))
}
