import type { DocumentLoader } from '../../openbadges/index.js'
import { makeKeys } from './keys.js'
import { ob05Samples, ob1Samples } from './ob1.js'
import { ob2HostedSamples, ob2SignedSamples } from './ob2.js'
import { ob3Samples } from './ob3.js'
import { ACHIEVEMENTS, type AchievementSlug } from './organisations.js'
import { publishPages } from './pages.js'
import { drawPicture, type DrawnPicture } from './pictures.js'
import type { Sample } from './samples.js'
import { listen, type ListenOptions, type RunningIssuer } from './server.js'
import { createShelf, type ShelfDocument, shelfLoader } from './shelf.js'
import { type StateSample, stateSamples } from './states.js'
import type { Workshop } from './workshop.js'

export interface IssuerOptions {
  /** Address of the issuers' site; https, for badges of 3.0 demand it. */
  baseUrl: string
  /** Address of a site on another host that claims the issuers' names. */
  forgerUrl: string
  now: () => Date
}

/** A handful of made-up issuers with keys made at the start, and badges of every version, proof and kind. */
export interface Issuer {
  samples: Sample[]
  /** One for each state that the samples leave out. */
  stateSamples: StateSample[]
  /** Takes a document away. */
  remove: (url: string) => void
  /** Everything published, by absolute URL. */
  documents: () => ReadonlyMap<string, ShelfDocument>
  /** The same without sockets. */
  loadDocument: DocumentLoader
  /** The same on loopback. */
  listen: (options: ListenOptions) => Promise<RunningIssuer>
}

export async function createIssuer(options: IssuerOptions): Promise<Issuer> {
  const shelf = createShelf()
  const pictures = await drawPictures()
  const { baseUrl, forgerUrl, now } = options
  const workshop: Workshop = {
    baseUrl,
    forgerUrl,
    keys: makeKeys(),
    pictures,
    shelf,
    now: now(),
  }
  publishPages(workshop)
  const samples = await makeSamples(workshop)
  return {
    samples,
    stateSamples: await stateSamples(workshop),
    remove: (url) => shelf.remove(url),
    documents: () => shelf.documents,
    loadDocument: shelfLoader(shelf, now),
    listen: (where) => listen(shelf, where),
  }
}

async function makeSamples(workshop: Workshop): Promise<Sample[]> {
  return [
    ...ob05Samples(workshop),
    ...ob1Samples(workshop),
    ...ob2HostedSamples(workshop),
    ...(await ob2SignedSamples(workshop)),
    ...(await ob3Samples(workshop)),
  ]
}

async function drawPictures(): Promise<Record<AchievementSlug, DrawnPicture>> {
  const slugs = Object.keys(ACHIEVEMENTS) as AchievementSlug[]
  const drawn = await Promise.all(slugs.map(async (slug) => [slug, await drawPicture(slug)]))
  return Object.fromEntries(drawn) as Record<AchievementSlug, DrawnPicture>
}
