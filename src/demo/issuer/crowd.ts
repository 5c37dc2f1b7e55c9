import { DAY_MS } from '../../openbadges/index.js'
import { makeKeys } from './keys.js'
import { publishOb2Class, publishOb2Issuer } from './ob2-documents.js'
import { HOSTED_BADGE, ob2Assertion } from './ob2.js'
import { ACHIEVEMENTS, type AchievementSlug } from './organisations.js'
import { publishPages } from './pages.js'
import { drawPicture, type DrawnPicture } from './pictures.js'
import { listen, type ListenOptions, type RunningIssuer } from './server.js'
import { createShelf } from './shelf.js'
import { award, carry, type Workshop } from './workshop.js'

export interface CrowdOptions {
  /** Address of the issuers' site; https. */
  baseUrl: string
  now: Date
  /** How many badges. */
  count: number
}

/** Many good badges of one earner, as she would hand them in at once. */
export interface Crowd {
  files: { fileName: string; bytes: Uint8Array }[]
  /** Serves what they name. */
  listen: (options: ListenOptions) => Promise<RunningIssuer>
}

/** Hosted badges of 2.0, baked into PNG, awarded to ADA by six issuers in turn, each an award of its own. */
export async function createCrowd({ baseUrl, now, count }: CrowdOptions): Promise<Crowd> {
  const shelf = createShelf()
  const slugs = Object.keys(ACHIEVEMENTS) as AchievementSlug[]
  const drawn = await Promise.all(slugs.map(async (slug) => [slug, await drawPicture(slug)]))
  const pictures = Object.fromEntries(drawn) as Record<AchievementSlug, DrawnPicture>
  const workshop = { baseUrl, forgerUrl: baseUrl, keys: makeKeys(), pictures, shelf, now }
  publishPages(workshop)
  for (const slug of slugs) {
    publishOb2Class(workshop, folderOf(workshop, slug), slug)
    publishOb2Issuer(workshop, folderOf(workshop, slug), slug)
  }
  const files = Array.from({ length: count }, (_, n) =>
    awardOne(workshop, slugs[n % slugs.length]!, n),
  )
  return { files, listen: (options) => listen(shelf, options) }
}

const folderOf = ({ baseUrl }: Workshop, slug: AchievementSlug) => `${baseUrl}/crowd/${slug}`

/** Each on a day of its own, so that no two are the same award. */
function awardOne(workshop: Workshop, slug: AchievementSlug, number: number) {
  const folder = folderOf(workshop, slug)
  const id = `${folder}/${number}.json`
  const day = new Date(workshop.now.getTime() - (number + 1) * DAY_MS)
  const given = { ...award(workshop, slug, 'valid', 'ob2.0'), issuedOn: day.toISOString() }
  const assertion = { ...ob2Assertion(workshop, folder, given, id), verification: HOSTED_BADGE }
  workshop.shelf.putJson(id, assertion)
  const bytes = carry(workshop, given, 'png', JSON.stringify(assertion), 'ob2.0')
  return { fileName: `badge-${String(number).padStart(3, '0')}.png`, bytes }
}
