import { CompactSign } from 'jose'
import type { IssuerKey } from './keys.js'
import { publishOb2Class, publishOb2Issuer, V2 } from './ob2-documents.js'
import type { AchievementSlug } from './organisations.js'
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

const HOSTED: Record<SampleKind, SampleExpectation> = {
  valid: { verdict: 'valid', recipient: 'passed', code: 'hosted_ok' },
  expired: { verdict: 'expired', recipient: 'passed', code: 'expired' },
  revoked: { verdict: 'revoked', recipient: null, code: 'revoked_flag' },
  // The hosted copy is the badge: an edited file is told, and changes nothing.
  tampered: { verdict: 'valid', recipient: 'passed', code: 'hosted_differs' },
  'someone-elses': { verdict: 'valid', recipient: 'failed', code: 'recipient_mismatch' },
  forged: { verdict: 'invalid', recipient: 'passed', code: 'scope_outside' },
}

const SIGNED: Record<SampleKind, SampleExpectation> = {
  ...HOSTED,
  valid: { verdict: 'valid', recipient: 'passed', code: 'signature_ok' },
  revoked: { verdict: 'revoked', recipient: 'passed', code: 'revoked_list' },
  tampered: { verdict: 'invalid', recipient: 'passed', code: 'signature_invalid' },
  forged: { verdict: 'invalid', recipient: 'passed', code: 'key_not_issuers' },
}

/** Hosted badges of 2.0, baked into SVG pictures. */
export function ob2HostedSamples(workshop: Workshop): Sample[] {
  const folder = `${workshop.baseUrl}/2.0/bees`
  publishOb2Class(workshop, folder, 'bees', { endorsed: true })
  publishOb2Issuer(workshop, folder, 'bees')
  return KINDS.map((kind) => {
    const given = award(workshop, 'bees', kind, 'ob2.0')
    const site = kind === 'forged' ? workshop.forgerUrl : workshop.baseUrl
    const id = `${site}/2.0/bees/${kind}.json`
    const assertion = { ...ob2Assertion(workshop, folder, given, id), verification: HOSTED_BADGE }
    workshop.shelf.putJson(id, kind === 'revoked' ? revoked(id) : assertion)
    const text = JSON.stringify(
      kind === 'tampered' ? { ...assertion, narrative: EDITED } : assertion,
    )
    const bytes = carry(workshop, given, 'svg', text, 'ob2.0')
    const rest = { format: 'ob2.0', proof: 'hosted', bytes, url: id, expect: HOSTED[kind] } as const
    return toSample(given, 'svg', rest)
  })
}

/** Signed badges of 2.0 (JWS), baked into PNG pictures. */
export async function ob2SignedSamples(workshop: Workshop): Promise<Sample[]> {
  return [
    ...(await signedWith(workshop, workshop.keys.rsa, 'tree')),
    ...(await signedWith(workshop, workshop.keys.p256, 'safety')),
  ]
}

/** How a hosted badge says that it is one. */
export const HOSTED_BADGE = { type: 'HostedBadge' }
const EDITED = 'Passed with the highest honours.'

async function signedWith(
  workshop: Workshop,
  key: IssuerKey,
  slug: AchievementSlug,
): Promise<Sample[]> {
  const folder = `${workshop.baseUrl}/2.0/${slug}-${key.alg}`
  const creator = `${folder}/key.json`
  const idOf = (kind: SampleKind) => `urn:uuid:${uuid(`${folder} ${kind}`)}`
  publishOb2Class(workshop, folder, slug)
  publishOb2Issuer(workshop, folder, slug, { key, revoked: [idOf('revoked')] })
  return Promise.all(
    KINDS.map(async (kind) => {
      const given = award(workshop, slug, kind, 'ob2.0')
      const verification = { type: 'SignedBadge', creator: creatorOf(workshop, kind, creator) }
      const assertion = { ...ob2Assertion(workshop, folder, given, idOf(kind)), verification }
      const jws = await sign(assertion, key)
      const text = kind === 'tampered' ? tamper(jws, { ...assertion, narrative: EDITED }) : jws
      const bytes = carry(workshop, given, 'png', text, 'ob2.0')
      const rest = { format: 'ob2.0', proof: key.alg, bytes, url: null } as const
      return toSample(given, 'png', { ...rest, expect: SIGNED[kind] })
    }),
  )
}

function creatorOf({ forgerUrl }: Workshop, kind: SampleKind, creator: string): string {
  return kind === 'forged' ? `${forgerUrl}/key.json` : creator
}

function sign(payload: object, key: IssuerKey): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
    .setProtectedHeader({ alg: key.alg, typ: 'JWT' })
    .sign(key.privateKey)
}

/** The same signature over another payload. */
export function tamper(jws: string, payload: object): string {
  const [header, , signature] = jws.split('.')
  return [header, Buffer.from(JSON.stringify(payload)).toString('base64url'), signature].join('.')
}

function revoked(id: string): object {
  return {
    '@context': V2,
    type: 'Assertion',
    id,
    revoked: true,
    revocationReason: 'Awarded by mistake',
  }
}

/** The assertion of an award, without its verification. */
export function ob2Assertion(
  workshop: Workshop,
  folder: string,
  given: DemoAward,
  id: string,
): object {
  const { achievement } = given
  const at = addresses(workshop.baseUrl, achievement)
  return {
    '@context': V2,
    type: 'Assertion',
    id,
    recipient: { type: 'email', hashed: true, salt: given.salt, identity: hashedIdentity(given) },
    badge: `${folder}/class.json`,
    image: at.png,
    issuedOn: given.issuedOn,
    ...(given.expires && { expires: given.expires }),
    evidence: [{ id: at.evidence, ...achievement.evidence }],
    narrative: achievement.evidence.narrative,
  }
}
