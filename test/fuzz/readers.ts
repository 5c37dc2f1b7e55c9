import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { readBadge } from '../../src/backpack/reading/read.js'
import { splitText } from '../../src/backpack/reading/pasted.js'
import { readJsonAnswer } from '../../src/backpack/reading/resolve/read-json.js'
import { readPage } from '../../src/backpack/reading/resolve/read-page.js'
import { DiagnosedError } from '../../src/backpack/reading/doctor/diagnosis.js'
import { openArchive } from '../../src/backpack/imports/unpack.js'
import { type Credential, OpenBadgesError } from '../../src/openbadges/index.js'
import { markdown, markdownText } from '../../src/web/markdown.js'
import { cpuMillis } from '../support/cpu.js'
import { NOW, openFuzzIssuer, type Seed } from './corpus.js'

/** What reading one input may take, in milliseconds of processor time: inputs are small. */
const MOST_MS = 4000

/** What sound badges say, by the names of their seeds. */
export type Known = ReadonlyMap<string, Credential>

/** Reads every badge of the corpus as it is. */
export async function readKnown(corpus: readonly Seed[]): Promise<Known> {
  const known = new Map<string, Credential>()
  for (const { name, kind, bytes } of corpus) {
    const badge = kind === 'badge' ? (await read(bytes)).badge : null
    if (badge?.report.verdict === 'valid') known.set(name, badge.report.credential)
  }
  return known
}

async function read(bytes: Uint8Array) {
  const { loadDocument } = await openFuzzIssuer()
  return readBadge(
    { bytes, fileName: 'a', origin: 'upload' },
    { loadDocument, now: NOW, recipients: ['ada@example.org'] },
  )
}

/**
 * Gives bytes to the reader they were meant for, and says what must hold of each: an answer or a refusal with a code,
 * soon, nothing else touched, and nothing valid that nobody signed.
 */
export async function assertReads(seed: Seed, bytes: Buffer, known: Known): Promise<void> {
  const started = cpuMillis()
  if (seed.kind === 'badge') await assertBadge(bytes, known)
  else if (seed.kind === 'archive') await assertArchive(bytes)
  else assertText(bytes.toString('utf8'))
  const spent = cpuMillis() - started
  assert.ok(spent < MOST_MS, `it took ${Math.round(spent)} ms`)
  assert.deepEqual(Object.keys(Object.prototype), [], 'the prototype of all objects was changed')
}

/** Whatever is called valid says what one of the issuers signed or publishes, word for word. */
async function assertBadge(bytes: Buffer, known: Known): Promise<void> {
  const { badge, refusal } = await read(bytes)
  if (!badge) return assert.ok(refusal.code !== 'our_fault', refusal.code)
  if (badge.report.verdict !== 'valid') return
  const said = JSON.stringify(badge.report.credential)
  const isKnown = [...known.values()].some((credential) => JSON.stringify(credential) === said)
  assert.ok(isKnown, `valid, and nobody signed it: ${said}`)
}

/** Archives are read from a disk. */
const ARCHIVE = join(mkdtempSync(join(tmpdir(), 'haversack-fuzz-')), 'archive')
process.once('exit', () => rmSync(dirname(ARCHIVE), { recursive: true, force: true }))

async function assertArchive(bytes: Buffer): Promise<void> {
  writeFileSync(ARCHIVE, bytes)
  try {
    const archive = await openArchive(ARCHIVE)
    for await (const part of archive.parts()) assert.ok(part.bytes ?? part.diagnosis)
    archive.close()
  } catch (error) {
    assert.ok(error instanceof DiagnosedError, String((error as Error).stack))
  }
}

function assertText(text: string): void {
  for (const work of [splitText, readJsonAnswer, markdown, markdownText])
    try {
      work(text)
    } catch (error) {
      assert.ok(error instanceof OpenBadgesError || error instanceof DiagnosedError, String(error))
    }
  readPage(text, 'https://school.example/')
  assert.doesNotMatch(markdown(text), /<(?:script|img|iframe|style|object)/i)
}
