import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Sample, SampleKind } from './issuer/samples.js'

const KINDS: Record<SampleKind, string> = {
  valid: 'good',
  expired: 'ran out a month ago',
  revoked: 'withdrawn by its issuer',
  tampered: 'changed after it was made',
  'someone-elses': 'given to bea@example.org',
  forged: "made by somebody else in the issuer's name",
}

/** Writes every sample badge into a folder, with a list of what is what. */
export function writeSamples(folder: string, samples: readonly Sample[]): void {
  mkdirSync(folder, { recursive: true })
  for (const { fileName, bytes } of samples) writeFileSync(join(folder, fileName), bytes)
  writeFileSync(join(folder, 'LIST.txt'), `${HEAD}${samples.map(entry).join('\n')}`)
}

const HEAD = `Sample badges of the Haversack demo. Upload the files, or paste the addresses, at "Add badges".
Their issuers answer only while the demo runs.

`

function entry({ fileName, title, kind, expect, url }: Sample): string {
  const address = url ? `    ${url}\n` : ''
  return `${fileName}\n    ${title}: ${KINDS[kind]} -> ${expect.verdict}\n${address}`
}
