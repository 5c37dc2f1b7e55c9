import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { contextUrls } from '../text/read.js'
import type { JsonObject } from '../types.js'
import { ALIASES, CONTEXT_FILES, EARLIER_EDITIONS, SCHEMA_FILES } from './bundle.js'

const FOLDER = join(
  findRoot(dirname(fileURLToPath(import.meta.url))),
  'src/openbadges/jsonld/contexts',
)
const parsed = new Map<string, JsonObject>()

/**
 * A published JSON-LD context that ships with the library, by its exact URL or a known alias.
 * @returns the whole document, deeply frozen; null when it is not bundled
 */
export function bundledContext(url: string): JsonObject | null {
  return bundled(CONTEXT_FILES.get(canonicalContextUrl(url)))
}

/** The edition before the newest; the only one where the context never grew in place. */
export function earlierContext(url: string): JsonObject | null {
  const file = EARLIER_EDITIONS.get(canonicalContextUrl(url))
  return file ? bundled(file) : bundledContext(url)
}

/**
 * A published JSON schema that ships with the library: draft 04 for 0.5, 1.x and the extensions, 2019-09 for 3.0.
 * @returns the whole document, deeply frozen; null when it is not bundled
 */
export function bundledSchema(url: string): JsonObject | null {
  const file = SCHEMA_FILES.get(canonicalContextUrl(url))
  return bundled(file && `schemas/${file}`)
}

/** The one name of a context or schema that has several; any other URL comes back as it is. */
export function canonicalContextUrl(url: string): string {
  const known = ALIASES.get(url)
  if (known) return known
  const https = url
    .replace(/^https?:\/\/openbadgespec\.org\//, 'https://w3id.org/openbadges/')
    .replace(/^http:\/\/(w3id\.org\/openbadges\/|purl\.imsglobal\.org\/spec\/ob-)/, 'https://$1')
  const name = ALIASES.get(https) ?? https
  return CONTEXT_FILES.has(name) || SCHEMA_FILES.has(name) ? name : url
}

/** Does the document name a context that was published in two editions under one URL? */
export function hasEarlierContext(document: JsonObject): boolean {
  return contextUrls(document).some((url) => EARLIER_EDITIONS.has(canonicalContextUrl(url)))
}

/** Text of a bundled file, for those who may not share the frozen copy. */
export function bundledText(file: string): string {
  return readFileSync(join(FOLDER, file), 'utf8')
}

function bundled(file: string | undefined): JsonObject | null {
  if (!file) return null
  const known = parsed.get(file)
  if (known) return known
  const document = deepFreeze(JSON.parse(bundledText(file)) as JsonObject)
  parsed.set(file, document)
  return document
}

function deepFreeze<T>(value: T): T {
  if (value === null || typeof value !== 'object') return value
  Object.values(value).forEach(deepFreeze)
  return Object.freeze(value)
}

// the build emits to dist/src and leaves JSON where it is
function findRoot(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : findRoot(dirname(folder))
}
