/** `npm run bench -- PART`: prints the table of one part, or of all. */
const PARTS: Record<string, () => Promise<{ run: () => Promise<void> }>> = {
  openbadges: () => import('./openbadges.js'),
  pages: () => import('./pages.js'),
  lighthouse: () => import('./lighthouse.js'),
  import: () => import('./import.js'),
  metamorphic: () => import('./metamorphic.js'),
}

const asked = process.argv.slice(2)
const unknown = asked.filter((part) => !Object.hasOwn(PARTS, part))
if (unknown.length > 0) {
  console.error(`No such part: ${unknown.join(', ')}. There are ${Object.keys(PARTS).join(', ')}.`)
  process.exit(64)
}
for (const part of asked.length > 0 ? asked : Object.keys(PARTS)) await (await PARTS[part]!()).run()
