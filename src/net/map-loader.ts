import {
  canParse,
  type DocumentLoader,
  type LoadedDocument,
  type VerifyOptions,
  withoutFragment,
} from '../openbadges/index.js'
import { readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { answered, silent } from './answers.js'
import { MAX_REDIRECTS } from './guarded-fetch.js'
import { SilenceError, silenceOf } from './silence-error.js'
import { isRedirect, redirectTarget } from './url-rules.js'

/** One answer in a `documents` map: at most one of `file`, `json`, `body`; none is an empty body. */
export interface MappedDocument {
  /** Relative to the folder of the map. */
  file?: string
  json?: unknown
  body?: string
  type?: string
  /** 200 unless given. */
  status?: number
  /** With a 3xx status. */
  location?: string
}

/** All that the network would answer: exact URL without fragment → answer. */
export type DocumentMap = Record<string, MappedDocument>

export interface MapLoader {
  loadDocument: DocumentLoader
  /** The documents as JSON-LD contexts, handed to the verifier on purpose: one that is asked for as such is one. */
  contexts: Required<VerifyOptions>['contexts']
}

/** Answers from a map instead of the network; any other address does not resolve. */
export function createMapLoader(map: DocumentMap, folder: string, now: () => Date): MapLoader {
  const answers = new Map(Object.entries(map))
  const normal = new Map(
    Object.keys(map).flatMap((url) => (canParse(url) ? [[new URL(url).href, url]] : [])),
  )
  const find = (url: string) => answers.get(url) ?? answers.get(normal.get(normalised(url)) ?? '')
  return {
    loadDocument: async (url) => load(withoutFragment(url), find, folder, now()),
    contexts: contextsOf(answers, folder),
  }
}

/**
 * A map from a JSON file, or from `documents.json` in a folder.
 * @throws {Error} when the file cannot be read or is no JSON object
 */
export function readDocumentMap(path: string): { map: DocumentMap; folder: string } {
  const file = statSync(path).isDirectory() ? join(path, 'documents.json') : path
  const map: unknown = JSON.parse(readFileSync(file, 'utf8'))
  if (typeof map !== 'object' || map === null || Array.isArray(map))
    throw new Error(`${file} holds no map of documents`)
  return { map: map as DocumentMap, folder: dirname(resolve(file)) }
}

type Find = (url: string) => MappedDocument | undefined

function load(asked: string, find: Find, folder: string, now: Date): LoadedDocument {
  let url = asked
  try {
    for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
      const found = find(url)
      if (!found) return silent(asked, 'dns', now)
      const { status = 200, type = null, location } = found
      if (!location || !isRedirect(status))
        return answered(
          { url: asked, finalUrl: url, status, type, body: bytesOf(found, folder) },
          now,
        )
      url = redirectTarget(new URL(url), location, []).href
    }
    return silent(asked, 'redirect-loop', now)
  } catch (error) {
    if (error instanceof SilenceError) return silent(asked, silenceOf(error), now)
    throw error
  }
}

function bytesOf({ file, json, body }: MappedDocument, folder: string): Uint8Array {
  if (file !== undefined) return new Uint8Array(readFileSync(join(folder, file)))
  if (json !== undefined) return Buffer.from(JSON.stringify(json))
  return Buffer.from(body ?? '')
}

function contextsOf(answers: ReadonlyMap<string, MappedDocument>, folder: string) {
  const read = new Map<string, unknown>()
  const get = (url: string): unknown => {
    const document = read.has(url) ? undefined : answers.get(url)
    const value = document && jsonOf(document, folder)
    if (isContextDocument(value)) read.set(url, value)
    return read.get(url)
  }
  return { get, has: (url: string) => get(url) !== undefined }
}

/** Whatever a badge names as its context is one, if it has the member. */
function isContextDocument(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, '@context')
}

function jsonOf(document: MappedDocument, folder: string): unknown {
  if (document.status !== undefined && document.status !== 200) return undefined
  try {
    return JSON.parse(Buffer.from(bytesOf(document, folder)).toString('utf8'))
  } catch {
    return undefined
  }
}

function normalised(url: string): string {
  return canParse(url) ? new URL(url).href : url
}
