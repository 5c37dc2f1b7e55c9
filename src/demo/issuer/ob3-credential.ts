import type { SignedJson } from './ob3-sign.js'
import { ED25519_2020, STATUS_2021, VC1, VC2 } from './ob3-status.js'
import { addresses } from './pages.js'
import { type DemoAward, hashedIdentity } from './workshop.js'

export const OB3 = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'
const OB3_FOR_VC1 = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json'

/** An OpenBadgeCredential without proof, in the data model asked for. */
export function openBadgeCredential(
  baseUrl: string,
  given: DemoAward,
  model: '1.1' | '2.0',
  ids: { id: string; issuer: string; achievement: string },
): SignedJson {
  const { achievement, issuedOn, expires } = given
  const at = addresses(baseUrl, achievement)
  const [from, until] =
    model === '2.0' ? ['validFrom', 'validUntil'] : ['issuanceDate', 'expirationDate']
  return {
    '@context': model === '2.0' ? [VC2, OB3] : [VC1, OB3_FOR_VC1, STATUS_2021, ED25519_2020],
    id: ids.id,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: achievement.name,
    issuer: issuerProfile(baseUrl, given, ids.issuer),
    [from]: issuedOn,
    ...(expires && { [until]: expires }),
    credentialSubject: {
      type: ['AchievementSubject'],
      identifier: [recipient(given)],
      achievement: {
        ...achievementOf(baseUrl, given, ids.achievement),
        // the older context does not know the word
        ...(model === '2.0' && { inLanguage: achievement.language }),
      },
    },
    evidence: [{ id: at.evidence, type: ['Evidence'], ...achievement.evidence }],
  }
}

function issuerProfile(baseUrl: string, { achievement }: DemoAward, id: string): SignedJson {
  const { name, description, email } = achievement.organisation
  const at = addresses(baseUrl, achievement)
  const image = { id: at.png, type: 'Image' }
  return { id, type: ['Profile'], name, url: at.site, description, email, image }
}

function recipient(given: DemoAward): SignedJson {
  return {
    type: 'IdentityObject',
    hashed: true,
    identityHash: hashedIdentity(given),
    identityType: 'emailAddress',
    salt: given.salt,
  }
}

function achievementOf(baseUrl: string, { achievement }: DemoAward, id: string): SignedJson {
  const at = addresses(baseUrl, achievement)
  return {
    id,
    type: ['Achievement'],
    achievementType: 'Badge',
    name: achievement.name,
    description: achievement.description,
    criteria: { id: at.criteria, narrative: achievement.criteria },
    image: { id: at.png, type: 'Image', caption: achievement.name },
    tag: achievement.tags,
    alignment: [{ type: ['Alignment'], ...achievement.alignment, targetUrl: at.framework }],
  }
}
