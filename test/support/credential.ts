import type { Achievement, Credential, Profile } from '../../src/openbadges/types.js'

const NOBODY: Profile = {
  id: null,
  name: null,
  url: null,
  email: null,
  description: null,
  image: null,
  telephone: null,
  parentOrg: null,
}

const NOTHING: Achievement = {
  id: null,
  name: null,
  description: null,
  achievementType: null,
  image: null,
  criteria: { id: null, narrative: null },
  tags: [],
  alignments: [],
  creator: null,
  version: null,
  language: null,
  related: [],
  resultDescriptions: [],
  creditsAvailable: null,
  fieldOfStudy: null,
  specialization: null,
  humanCode: null,
}

/** A credential of which only these members are filled. */
export function credentialWith(members: Partial<Credential>): Credential {
  return {
    format: 'ob2.0',
    proofKind: 'hosted',
    id: null,
    uid: null,
    name: null,
    description: null,
    image: null,
    issuer: NOBODY,
    validFrom: null,
    validUntil: null,
    awardedDate: null,
    recipients: [],
    recipientName: null,
    subjectId: null,
    achievement: NOTHING,
    evidence: [],
    narrative: null,
    results: [],
    endorsements: [],
    licenseNumber: null,
    role: null,
    term: null,
    creditsEarned: null,
    activityStartDate: null,
    activityEndDate: null,
    language: null,
    extra: [],
    ...members,
  }
}
