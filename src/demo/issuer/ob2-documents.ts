import type { IssuerKey } from './keys.js'
import { ACHIEVEMENTS, type AchievementSlug, type SampleAchievement } from './organisations.js'
import { addresses } from './pages.js'
import { inDays, type Workshop } from './workshop.js'

export const V2 = 'https://w3id.org/openbadges/v2'

/** Publishes a badge class of 2.0 in a folder; `endorsed`: with a hosted endorsement by another issuer. */
export function publishOb2Class(
  workshop: Workshop,
  folder: string,
  slug: AchievementSlug,
  { endorsed = false } = {},
): void {
  const { baseUrl, shelf } = workshop
  const achievement: SampleAchievement = ACHIEVEMENTS[slug]
  const at = addresses(baseUrl, achievement)
  const id = `${folder}/class.json`
  if (endorsed) publishEndorsement(workshop, folder, id)
  shelf.putJson(id, {
    '@context': V2,
    type: 'BadgeClass',
    id,
    name: achievement.name,
    description: achievement.description,
    image: { id: at.png, caption: achievement.name },
    criteria: { id: at.criteria, narrative: achievement.criteria },
    issuer: `${folder}/issuer.json`,
    tags: achievement.tags,
    alignment: [{ ...achievement.alignment, targetUrl: at.framework }],
    ...(endorsed && { endorsement: [`${folder}/endorsement.json`] }),
  })
}

export interface SigningIssuer {
  key: IssuerKey
  /** Ids of withdrawn assertions. */
  revoked: string[]
}

/** Publishes an issuer profile of 2.0, with key and revocation list when it signs. */
export function publishOb2Issuer(
  workshop: Workshop,
  folder: string,
  slug: AchievementSlug,
  signing?: SigningIssuer,
): void {
  const achievement: SampleAchievement = ACHIEVEMENTS[slug]
  const { name, description, email } = achievement.organisation
  const at = addresses(workshop.baseUrl, achievement)
  const id = `${folder}/issuer.json`
  const links = { publicKey: [`${folder}/key.json`], revocationList: `${folder}/revocations.json` }
  workshop.shelf.putJson(id, {
    '@context': V2,
    type: 'Issuer',
    id,
    name,
    url: at.site,
    email,
    description,
    image: at.png,
    ...(signing && links),
  })
  if (signing) publishSigning(workshop, folder, signing)
}

function publishSigning(
  { shelf }: Workshop,
  folder: string,
  { key, revoked }: SigningIssuer,
): void {
  const issuer = `${folder}/issuer.json`
  shelf.putJson(`${folder}/key.json`, {
    '@context': V2,
    type: 'CryptographicKey',
    id: `${folder}/key.json`,
    owner: issuer,
    publicKeyPem: key.pem,
  })
  shelf.putJson(`${folder}/revocations.json`, {
    '@context': V2,
    type: 'RevocationList',
    id: `${folder}/revocations.json`,
    issuer,
    revokedAssertions: revoked.map((id) => ({ id, revocationReason: 'Awarded by mistake' })),
  })
}

function publishEndorsement(workshop: Workshop, folder: string, about: string): void {
  const endorser = `${folder}/endorser`
  publishOb2Issuer(workshop, endorser, 'safety')
  const id = `${folder}/endorsement.json`
  workshop.shelf.putJson(id, {
    '@context': V2,
    type: 'Endorsement',
    id,
    claim: { id: about, endorsementComment: 'We accept this badge for work with bees on farms.' },
    issuer: `${endorser}/issuer.json`,
    issuedOn: inDays(workshop.now, -500),
    verification: { type: 'HostedBadge' },
  })
}
