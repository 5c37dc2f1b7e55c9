import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ConformanceCase, readCases } from '../../src/demo/conformance/conformance-cases.js'
import { createMapLoader } from '../../src/net/map-loader.js'
import { hasProof } from '../../src/openbadges/formats/recognise.js'
import { OpenBadgesError, unbake } from '../../src/openbadges/index.js'
import type { JsonObject } from '../../src/openbadges/types.js'
import type { Source } from './sources.js'

const FOLDER = new URL('../../../shared/conformance/', import.meta.url).pathname

/** A text far longer than others costs as much as hundreds of them. */
const MAX_LETTERS = 20_000

/** Published badges of 3.0 with embedded proofs that are valid; none where the vectors are not at hand. */
export function publishedSources(): Source[] {
  if (!existsSync(join(FOLDER, 'cases.json'))) return []
  return readCases(FOLDER)
    .filter(
      ({ version, mode, expect }) =>
        version === '3.0' && mode === 'verify' && expect.verdict === 'valid',
    )
    .flatMap(sourcesOf)
}

function sourcesOf(test: ConformanceCase): Source[] {
  const badge = badgeOf(test)
  if (!badge || !hasProof(badge)) return []
  const now = new Date(test.at!)
  const recipients = test.recipients ?? []
  const source = {
    name: test.id,
    badge,
    now,
    recipients,
    ...createMapLoader(test.documents ?? {}, FOLDER, () => now),
  }
  const end = badge['validUntil'] ?? badge['expirationDate']
  if (typeof end !== 'string') return [source]
  const later = new Date(Date.parse(end) + 1000)
  return [source, { ...source, name: `${test.id}, ended`, now: later }]
}

function badgeOf({ input }: ConformanceCase): JsonObject | null {
  if (input.file === undefined) return null
  try {
    const { text } = unbake(new Uint8Array(readFileSync(join(FOLDER, input.file))))
    return text.startsWith('{') && text.length < MAX_LETTERS
      ? (JSON.parse(text) as JsonObject)
      : null
  } catch (error) {
    if (error instanceof OpenBadgesError) return null
    throw error
  }
}
