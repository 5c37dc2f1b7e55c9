import type { Diagnosis } from '../../src/backpack/reading/doctor/diagnosis.js'
import { type Resolved, resolvePage } from '../../src/backpack/reading/resolve/resolve-page.js'
import { createMapLoader, type DocumentMap, type MappedDocument } from '../../src/net/map-loader.js'
import type { DocumentLoader } from '../../src/openbadges/index.js'
import { NOW } from './backpack.js'
import { openIssuer, sampleOf } from './samples.js'

/** A page of a school that shows a badge. */
export const SHARED = 'https://school.example/people/ada/badges/7'

/** A web page with something in it. */
export function pageWith(inside = ''): MappedDocument {
  return {
    type: 'text/html; charset=utf-8',
    body: `<!doctype html><html><head><title>A badge</title></head><body>${inside}</body></html>`,
  }
}

/** A good badge of 2.0 as its issuer hosts it, and where. */
export async function hostedBadge(): Promise<{
  url: string
  text: string
  answer: MappedDocument
}> {
  const url = (await sampleOf('2.0-hosted-valid')).url!
  const { body } = await (await openIssuer()).loadDocument(url)
  const text = Buffer.from(body).toString('utf8')
  return { url, text, answer: { body: text, type: 'application/json' } }
}

/** Answers from these addresses only. */
export function sites(map: DocumentMap): DocumentLoader {
  return createMapLoader(map, '.', () => NOW).loadDocument
}

/** These addresses before those of the sample issuers. */
export async function sitesAndIssuers(map: DocumentMap): Promise<DocumentLoader> {
  const issuers = (await openIssuer()).loadDocument
  return (url, accept) => (url in map ? sites(map)(url) : issuers(url, accept))
}

/** What the resolver makes of an address over these sites. @param asked takes every question */
export function resolveOver(
  pasted: string,
  map: DocumentMap,
  asked: string[] = [],
): Promise<Resolved | Diagnosis> {
  const loadDocument: DocumentLoader = (url) => {
    asked.push(url)
    return sites(map)(url)
  }
  return resolvePage({ loadDocument }, pasted)
}
