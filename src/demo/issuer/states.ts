import { publishOb2Class, publishOb2Issuer } from './ob2-documents.js'
import { HOSTED_BADGE, ob2Assertion } from './ob2.js'
import { openBadgeCredential } from './ob3-credential.js'
import { publishSigner } from './ob3-issuers.js'
import { signJwt } from './ob3-sign.js'
import { ACHIEVEMENTS, type AchievementSlug } from './organisations.js'
import { award, inDays, uuid, type Workshop } from './workshop.js'

/** A badge in a state that none of the samples has, as a person would have it. */
export interface StateSample {
  state: 'flawed' | 'not-yet' | 'silent' | 'unanswered'
  fileName: string
  bytes: Uint8Array
  /** Where it lives; null for a signed one. */
  url: string | null
}

/**
 * Badges for the states that the samples leave out. `silent` is published until somebody takes it away,
 * `unanswered` never was.
 */
export async function stateSamples(workshop: Workshop): Promise<StateSample[]> {
  return [
    hosted(workshop, 'flawed', 'knots', { evidence: 'a hive', narrative: 7 }),
    hosted(workshop, 'silent', 'care', {}),
    hosted(workshop, 'unanswered', 'tree', {}),
    await notYet(workshop),
  ]
}

function hosted(
  workshop: Workshop,
  state: 'flawed' | 'silent' | 'unanswered',
  slug: AchievementSlug,
  broken: object,
): StateSample {
  const folder = `${workshop.baseUrl}/2.0/${slug}-${state}`
  publishOb2Class(workshop, folder, slug)
  publishOb2Issuer(workshop, folder, slug)
  const url = `${folder}/badge.json`
  const given = award(workshop, slug, 'valid', 'ob2.0')
  const assertion = { ...ob2Assertion(workshop, folder, given, url), verification: HOSTED_BADGE }
  const badge = { ...assertion, ...broken }
  if (state !== 'unanswered') workshop.shelf.putJson(url, badge)
  return { state, fileName: `${state}.json`, bytes: textOf(JSON.stringify(badge)), url }
}

/** Signed today, and good from next month on. */
async function notYet(workshop: Workshop): Promise<StateSample> {
  const folder = `${workshop.baseUrl}/3.0/not-yet`
  const signer = publishSigner(workshop, folder, 'did:web', workshop.keys.p256, ACHIEVEMENTS.safety)
  const given = award(workshop, 'safety', 'valid', 'ob3.0')
  const ids = {
    id: `urn:uuid:${uuid(folder)}`,
    issuer: signer.issuerId,
    achievement: `${folder}/achievement`,
  }
  const credential = openBadgeCredential(workshop.baseUrl, given, '2.0', ids)
  const from = { ...credential, validFrom: inDays(workshop.now, 30) }
  const bytes = textOf(await signJwt(from, signer, '2.0'))
  return { state: 'not-yet', fileName: 'not-yet.jwt', bytes, url: null }
}

const textOf = (text: string) => new TextEncoder().encode(text)
