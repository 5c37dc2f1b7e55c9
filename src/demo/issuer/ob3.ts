import { type KeyName, makeKey } from './keys.js'
import { tamper } from './ob2.js'
import { OB3, openBadgeCredential } from './ob3-credential.js'
import {
  didKeySigner,
  forgerOf,
  type IdentityKind,
  publishSigner,
  type Signer,
} from './ob3-issuers.js'
import { claims, type Cryptosuite, type SignedJson, signEmbedded, signJwt } from './ob3-sign.js'
import {
  OB3_EXTENSIONS,
  publishStatusList,
  STATUS_INDEX,
  statusEntry,
  type StatusKind,
  VC2,
} from './ob3-status.js'
import { ACHIEVEMENTS, type AchievementSlug } from './organisations.js'
import type { Sample, SampleExpectation, SampleKind } from './samples.js'
import {
  award,
  type DemoAward,
  type Carrier,
  carry,
  inDays,
  toSample,
  uuid,
  type Workshop,
} from './workshop.js'

const KINDS: SampleKind[] = ['valid', 'expired', 'revoked', 'tampered', 'someone-elses', 'forged']

const EXPECT: Record<SampleKind, SampleExpectation> = {
  valid: { verdict: 'valid', recipient: 'passed', code: 'proof_ok' },
  expired: { verdict: 'expired', recipient: 'passed', code: 'expired' },
  revoked: { verdict: 'revoked', recipient: 'passed', code: 'revoked_status_list' },
  tampered: { verdict: 'invalid', recipient: 'passed', code: 'proof_invalid' },
  'someone-elses': { verdict: 'valid', recipient: 'failed', code: 'recipient_mismatch' },
  // Signed properly, by a stranger: nobody says the issuer did not give that key away.
  forged: { verdict: 'unverifiable', recipient: 'passed', code: 'key_not_vouched' },
}

/** One way of making badges of 3.0. */
interface Line {
  /** JOSE algorithm for VC-JWT. */
  proof: Cryptosuite | 'EdDSA' | 'RS256' | 'ES256'
  key: KeyName
  issuer: IdentityKind
  slug: AchievementSlug
  model: '1.1' | '2.0'
  status: StatusKind
  carrier: Carrier
  endorsed?: boolean
}

const LINES: Line[] = [
  line('EdDSA', 'ed25519', 'did:web', 'code', '2.0', 'BitstringStatusList', 'jwt'),
  line('RS256', 'rsa', 'https', 'care', '2.0', '1EdTechRevocationList', 'png'),
  line('ES256', 'p256', 'did:key', 'knots', '1.1', 'StatusList2021', 'svg'),
  {
    ...line('eddsa-rdfc-2022', 'ed25519', 'did:key', 'bees', '2.0', 'BitstringStatusList', 'png'),
    endorsed: true,
  },
  line('Ed25519Signature2020', 'ed25519', 'https', 'tree', '1.1', 'StatusList2021', 'json'),
  line('ecdsa-rdfc-2019', 'p256', 'did:web', 'safety', '2.0', 'BitstringStatusList', 'svg'),
]

/** Badges of 3.0: VC-JWT and embedded proofs, issuers named by did:key, did:web and https. */
export async function ob3Samples(workshop: Workshop): Promise<Sample[]> {
  const lines = await Promise.all(LINES.map((l) => samplesOf(workshop, l)))
  return lines.flat()
}

function line(
  ...[proof, key, issuer, slug, model, status, carrier]: [
    Line['proof'],
    KeyName,
    IdentityKind,
    AchievementSlug,
    Line['model'],
    StatusKind,
    Carrier,
  ]
): Line {
  return { proof, key, issuer, slug, model, status, carrier }
}

async function samplesOf(workshop: Workshop, made: Line): Promise<Sample[]> {
  const folder = `${workshop.baseUrl}/3.0/${made.slug}`
  const key = workshop.keys[made.key]
  const signer = publishSigner(workshop, folder, made.issuer, key, ACHIEVEMENTS[made.slug])
  const proof = embeddedSuite(made)
  const listProof = proof ?? 'jwt'
  await publishStatusList(workshop, folder, made.status, signer, listProof, idOf(folder, 'revoked'))
  return Promise.all(KINDS.map((kind) => sampleOf(workshop, made, folder, signer, kind)))
}

async function sampleOf(
  workshop: Workshop,
  made: Line,
  folder: string,
  signer: Signer,
  kind: SampleKind,
): Promise<Sample> {
  const given = award(workshop, made.slug, kind, 'ob3.0')
  const credential = await unsigned(workshop, made, folder, signer, given)
  const text = await secured(made, credential, kind === 'forged' ? forgerOf(signer) : signer, given)
  const bytes = carry(workshop, given, made.carrier, text, 'ob3.0')
  const expect = { ...EXPECT[kind], ...(kind === 'revoked' && { code: revokedCode(made) }) }
  const rest = { format: 'ob3.0', proof: made.proof, bytes, url: null, expect } as const
  return toSample(given, made.carrier, rest)
}

async function unsigned(
  workshop: Workshop,
  made: Line,
  folder: string,
  signer: Signer,
  given: DemoAward,
): Promise<SignedJson> {
  const ids = {
    id: idOf(folder, given.kind),
    issuer: signer.issuerId,
    achievement: `${folder}/achievement`,
  }
  const index = given.kind === 'revoked' ? STATUS_INDEX.revoked : STATUS_INDEX.good
  const credential = openBadgeCredential(workshop.baseUrl, given, made.model, ids)
  const endorsement = made.endorsed ? [await endorse(workshop, ids.id)] : undefined
  return {
    ...credential,
    '@context': contextsOf(made, credential),
    credentialStatus: statusEntry(made.status, folder, index),
    ...(endorsement && { endorsement }),
  }
}

function contextsOf({ status }: Line, credential: SignedJson): unknown[] {
  const contexts = credential['@context'] as unknown[]
  return status === '1EdTechRevocationList' ? [...contexts, OB3_EXTENSIONS] : contexts
}

/** The text of the badge; a tampered one says more than was signed. */
async function secured(
  made: Line,
  credential: SignedJson,
  signer: Signer,
  { kind, issuedOn }: DemoAward,
): Promise<string> {
  const suite = embeddedSuite(made)
  const edited = { ...credential, name: 'With the highest honours' }
  if (!suite) {
    const jwt = await signJwt(credential, signer, made.model)
    return kind === 'tampered' ? tamper(jwt, claims(edited, signer.issuerId, made.model)) : jwt
  }
  const signed = await signEmbedded(credential, signer, suite, issuedOn)
  return JSON.stringify(kind === 'tampered' ? { ...edited, proof: signed['proof'] } : signed)
}

/** An endorsement of the whole credential by another issuer. */
function endorse(workshop: Workshop, about: string): Promise<SignedJson> {
  const signer = didKeySigner(makeKey('ed25519'))
  const credential = {
    '@context': [VC2, OB3],
    id: `urn:uuid:${uuid(`endorsement of ${about}`)}`,
    type: ['VerifiableCredential', 'EndorsementCredential'],
    name: 'Endorsement by WorkSafe Assessors',
    issuer: { id: signer.issuerId, type: ['Profile'], name: ACHIEVEMENTS.safety.organisation.name },
    validFrom: inDays(workshop.now, -300),
    credentialSubject: {
      id: about,
      type: ['EndorsementSubject'],
      endorsementComment: 'We accept this badge for work with bees on farms.',
    },
  }
  return signEmbedded(credential, signer, 'eddsa-rdfc-2022', inDays(workshop.now, -300))
}

function embeddedSuite({ proof }: Line): Cryptosuite | null {
  return ['EdDSA', 'RS256', 'ES256'].includes(proof) ? null : (proof as Cryptosuite)
}

function revokedCode({ status }: Line): string {
  return status === '1EdTechRevocationList' ? 'revoked_list' : 'revoked_status_list'
}

function idOf(folder: string, kind: SampleKind): string {
  return `urn:uuid:${uuid(`${folder} ${kind}`)}`
}
