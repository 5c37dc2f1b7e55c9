import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { DocumentLoader, LoadedDocument } from '../openbadges/index.js'
import { answered, silent } from './answers.js'

/** How long a registry is good before it is asked again. */
export const REGISTRY_FRESH_MS = 3_600_000
/** How long its last answer stands in while it is silent. */
export const REGISTRY_KEPT_MS = 24 * 3_600_000
/** A silent registry is not asked for every badge. */
export const REGISTRY_RETRY_MS = 5 * 60_000

/** Registries of issuers, and a loader that answers for them. */
export interface Registries {
  /** What the library asks for: web addresses, and `registry:NAME` for files. */
  registries: readonly string[]
  loadDocument: DocumentLoader
}

interface Kept {
  answer: Promise<LoadedDocument>
  /** The last good one. */
  good: LoadedDocument | null
  until: number
}

/**
 * Lets a loader answer for registries of issuers: each is read once an hour, for all badges, by this process. One that
 * is silent goes on saying for a day what it said last.
 * @param places web addresses, or paths of files
 */
export function openRegistries(
  places: readonly string[],
  loadDocument: DocumentLoader,
  now: () => Date,
): Registries {
  const files = new Map(
    places.flatMap((place) => (isAddress(place) ? [] : [[nameOf(place), place]])),
  )
  const registries = places.map((place) => (isAddress(place) ? place : nameOf(place)))
  if (registries.length === 0) return { registries, loadDocument }
  const shelf = new Map<string, Kept>()

  async function ask(url: string, accept: string | undefined, kept: Kept | undefined) {
    const path = files.get(url)
    const found = path === undefined ? loadDocument(url, accept) : readRegistry(url, path, now())
    const document = await found
    if (document.status === 200) return { document, good: document }
    const good = kept?.good && age(kept.good, now()) < REGISTRY_KEPT_MS ? kept.good : null
    return { document: good ?? document, good }
  }

  function answer(url: string, accept?: string): Promise<LoadedDocument> {
    const kept = shelf.get(url)
    if (kept && kept.until > now().getTime()) return kept.answer
    const asked = ask(url, accept, kept)
    const fresh: Kept = {
      answer: asked.then(({ document }) => document),
      good: kept?.good ?? null,
      until: Infinity,
    }
    shelf.set(url, fresh)
    asked.then(
      ({ good }) => {
        fresh.good = good
        const isNew = good !== null && age(good, now()) < REGISTRY_FRESH_MS
        fresh.until = now().getTime() + (isNew ? REGISTRY_FRESH_MS : REGISTRY_RETRY_MS)
      },
      // whoever asked hears it; the next one asks anew
      () => shelf.delete(url),
    )
    return fresh.answer
  }

  const isOurs = new Set(registries)
  return {
    registries,
    loadDocument: (url, accept) =>
      isOurs.has(url) ? answer(url, accept) : loadDocument(url, accept),
  }
}

const age = ({ fetchedAt }: LoadedDocument, now: Date) => now.getTime() - Date.parse(fetchedAt)

/** @param place a setting: a web address, or else the path of a file */
const isAddress = (place: string): boolean => /^https?:\/\//i.test(place)

/** The path is nobody's business but the host's. */
const nameOf = (path: string) => `registry:${basename(path)}`

async function readRegistry(url: string, path: string, now: Date): Promise<LoadedDocument> {
  try {
    const body = new Uint8Array(await readFile(path))
    return answered({ url, finalUrl: url, status: 200, type: 'application/json', body }, now)
  } catch {
    return silent(url, 'offline', now)
  }
}
