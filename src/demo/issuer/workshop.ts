import { DAY_MS, bake, type FormatId, sha256 } from '../../openbadges/index.js'
import type { IssuerKeys } from './keys.js'
import { ACHIEVEMENTS, type AchievementSlug, type SampleAchievement } from './organisations.js'
import type { DrawnPicture } from './pictures.js'
import { ADA, BEA, type Sample, type SampleKind } from './samples.js'
import type { Shelf } from './shelf.js'

/** All that is needed to make sample badges. */
export interface Workshop {
  /** Of the issuers' site, without trailing slash. */
  baseUrl: string
  /** Of a site that claims the issuers' names; another host. */
  forgerUrl: string
  keys: IssuerKeys
  pictures: Record<AchievementSlug, DrawnPicture>
  shelf: Shelf
  now: Date
}

/** What one badge of one kind says, in the words all versions share. */
export interface DemoAward {
  kind: SampleKind
  achievement: SampleAchievement
  email: string
  /** ISO 8601, whole seconds, UTC. */
  issuedOn: string
  expires: string | null
  salt: string
}

const DAYS_AGO: Record<FormatId, number> = {
  'ob0.5': 404,
  'ob1.0': 403,
  'ob1.1': 402,
  'ob2.0': 401,
  'ob3.0': 400,
}
/** Days from now. */
const ENDS: Partial<Record<SampleKind, number>> = { valid: 700, expired: -30 }

/**
 * The award of one kind: issued last year, to ADA unless it is someone else's. Each version has a day of its own:
 * the same achievement on the same day would be one award in two wrappers.
 */
export function award(
  workshop: Workshop,
  slug: AchievementSlug,
  kind: SampleKind,
  format: FormatId,
): DemoAward {
  const end = ENDS[kind]
  return {
    kind,
    achievement: ACHIEVEMENTS[slug],
    email: kind === 'someone-elses' ? BEA : ADA,
    issuedOn: inDays(workshop.now, -DAYS_AGO[format]),
    expires: end === undefined ? null : inDays(workshop.now, end),
    salt: uuid(`salt ${slug} ${kind}`).slice(0, 8),
  }
}

/** A moment counted from another, ISO 8601 in whole seconds. */
export function inDays(now: Date, days: number): string {
  return new Date(now.getTime() + days * DAY_MS).toISOString().replace(/\.\d+Z$/, 'Z')
}

/** `sha256$…` of address and salt. @see https://www.imsglobal.org/spec/ob/v3p0/#identityhash */
export function hashedIdentity({ email, salt }: DemoAward): string {
  return `sha256$${sha256(email + salt)}`
}

/** Always the same UUID for the same name. */
export function uuid(name: string): string {
  const hex = sha256(name)
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
  ]
  return [...parts, hex.slice(20, 32)].join('-')
}

/** How the badge text comes to a person. */
export type Carrier = 'png' | 'svg' | 'json' | 'jwt'

/** The file a person has: the text itself, or baked into the achievement's picture. */
export function carry(
  workshop: Workshop,
  { achievement }: DemoAward,
  carrier: Carrier,
  text: string,
  format: FormatId,
): Uint8Array {
  if (carrier === 'json' || carrier === 'jwt') return new TextEncoder().encode(text)
  const picture = workshop.pictures[achievement.slug as AchievementSlug][carrier]
  return bake(picture, text, format)
}

/** The sample of an award, named after version, proof and kind. */
export function toSample(
  { kind, achievement }: DemoAward,
  carrier: Carrier,
  rest: Pick<Sample, 'format' | 'proof' | 'bytes' | 'url' | 'expect'>,
): Sample {
  const name = `${rest.format.slice(2)}-${rest.proof}-${kind}`
  return { name, kind, title: achievement.name, fileName: `${name}.${carrier}`, ...rest }
}
