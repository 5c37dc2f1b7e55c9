import type { FormatId } from '../../openbadges/index.js'
import { ACHIEVEMENTS, type AchievementSlug, type SampleAchievement } from './organisations.js'
import { addresses } from './pages.js'
import type { Sample, SampleExpectation, SampleKind } from './samples.js'
import {
  award,
  type DemoAward,
  carry,
  hashedIdentity,
  toSample,
  uuid,
  type Workshop,
} from './workshop.js'

const KINDS: SampleKind[] = ['valid', 'expired', 'revoked', 'tampered', 'someone-elses', 'forged']

const EXPECT: Record<SampleKind, SampleExpectation> = {
  valid: { verdict: 'valid', recipient: 'passed', code: 'hosted_ok' },
  expired: { verdict: 'expired', recipient: 'passed', code: 'expired' },
  revoked: { verdict: 'revoked', recipient: null, code: 'revoked_410' },
  // The hosted copy is the badge: an edited file is told, and changes nothing.
  tampered: { verdict: 'valid', recipient: 'passed', code: 'hosted_differs' },
  'someone-elses': { verdict: 'valid', recipient: 'failed', code: 'recipient_mismatch' },
  forged: { verdict: 'invalid', recipient: 'passed', code: 'scope_outside' },
}

/** Hosted badges of 0.5: everything in one object, the file holds only the address. */
export function ob05Samples(workshop: Workshop): Sample[] {
  return KINDS.map((kind) => {
    const given = award(workshop, 'knots', kind, 'ob0.5')
    const url = `${siteOf(workshop, kind)}/0.5/knots/${kind}.json`
    const assertion = ob05Assertion(workshop, given)
    publish(workshop, url, kind, assertion)
    const text =
      kind === 'tampered' ? edited({ ...assertion, verify: { type: 'hosted', url } }) : url
    return sample(workshop, given, 'ob0.5', url, text, EXPECT[kind])
  })
}

/** Hosted badges of 1.0 and 1.1: assertion, badge class and issuer at addresses of their own. */
export function ob1Samples(workshop: Workshop): Sample[] {
  return [...ob1Version(workshop, 'ob1.0', 'safety'), ...ob1Version(workshop, 'ob1.1', 'care')]
}

function ob1Version(workshop: Workshop, format: FormatId, slug: AchievementSlug): Sample[] {
  const folder = `${format.slice(2)}/${slug}`
  publishClass(workshop, format, slug)
  return KINDS.map((kind) => {
    const given = award(workshop, slug, kind, format)
    const url = `${siteOf(workshop, kind)}/${folder}/${kind}.json`
    const assertion = ob1Assertion(workshop, format, given, url)
    publish(workshop, url, kind, assertion)
    const text = kind === 'tampered' ? edited(assertion) : JSON.stringify(assertion)
    return sample(workshop, given, format, url, text, expectOb1(kind))
  })
}

/** 1.x has no rule that ties assertion and issuer, so another host is not proof of a lie. */
function expectOb1(kind: SampleKind): SampleExpectation {
  if (kind !== 'forged') return EXPECT[kind]
  return { verdict: 'unverifiable', recipient: 'passed', code: 'scope_unproven' }
}

function siteOf({ baseUrl, forgerUrl }: Workshop, kind: SampleKind): string {
  return kind === 'forged' ? forgerUrl : baseUrl
}

function publish({ shelf }: Workshop, url: string, kind: SampleKind, assertion: object): void {
  if (kind === 'revoked') shelf.put(url, 'text/plain', 'Gone', 410)
  else shelf.putJson(url, assertion)
}

function edited(assertion: object): string {
  return JSON.stringify({ ...assertion, evidence: 'https://elsewhere.example/better-evidence' })
}

function sample(
  workshop: Workshop,
  given: DemoAward,
  format: FormatId,
  url: string,
  text: string,
  expect: SampleExpectation,
): Sample {
  const bytes = carry(workshop, given, 'png', text, format)
  return toSample(given, 'png', { format, proof: 'hosted', bytes, url, expect })
}

function ob05Assertion({ baseUrl }: Workshop, given: DemoAward): object {
  const { name, description, organisation, slug } = given.achievement
  const issuer = { origin: baseUrl, name: organisation.name, contact: organisation.email }
  return {
    recipient: hashedIdentity(given),
    salt: given.salt,
    evidence: `/evidence/${slug}`,
    ...(given.expires && { expires: given.expires.slice(0, 10) }),
    issued_on: given.issuedOn.slice(0, 10),
    badge: {
      version: '0.5.0',
      name,
      image: `/pictures/${slug}.png`,
      description,
      criteria: `/criteria/${slug}`,
      issuer,
    },
  }
}

function ob1Assertion(workshop: Workshop, format: FormatId, given: DemoAward, url: string): object {
  const folder = `${workshop.baseUrl}/${format.slice(2)}/${given.achievement.slug}`
  const at = addresses(workshop.baseUrl, given.achievement)
  return {
    ...typed(format, 'Assertion', url),
    uid: uuid(url),
    recipient: { type: 'email', hashed: true, salt: given.salt, identity: hashedIdentity(given) },
    badge: `${folder}/class.json`,
    verify: { type: 'hosted', url },
    issuedOn: given.issuedOn,
    ...(given.expires && { expires: given.expires }),
    evidence: at.evidence,
    image: at.png,
  }
}

function publishClass(workshop: Workshop, format: FormatId, slug: AchievementSlug): void {
  const { baseUrl, shelf } = workshop
  const folder = `${baseUrl}/${format.slice(2)}/${slug}`
  const achievement: SampleAchievement = ACHIEVEMENTS[slug]
  const { organisation, name, description, tags, alignment } = achievement
  const at = addresses(baseUrl, achievement)
  shelf.putJson(`${folder}/class.json`, {
    ...typed(format, 'BadgeClass', `${folder}/class.json`),
    name,
    description,
    image: at.png,
    criteria: at.criteria,
    issuer: `${folder}/issuer.json`,
    tags,
    alignment: [{ name: alignment.targetName, url: at.framework }],
  })
  shelf.putJson(`${folder}/issuer.json`, {
    ...typed(format, 'Issuer', `${folder}/issuer.json`),
    name: organisation.name,
    url: at.site,
    description: organisation.description,
    email: organisation.email,
    image: at.png,
  })
}

function typed(format: FormatId, type: string, id: string): object {
  return format === 'ob1.0' ? {} : { '@context': 'https://w3id.org/openbadges/v1', type, id }
}
