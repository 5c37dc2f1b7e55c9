import { createHash } from 'node:crypto'
import type { JsonObject } from '../../src/openbadges/types.js'
import { statusEntry } from '../support/status-list.js'

/** Addresses of the earner of the metamorphic badges, and of somebody else. */
export const EARNER = 'ada@example.org'
export const OTHER = 'bea@example.org'

/** What may be the matter with a badge. */
export const VARIANTS = [
  'good',
  'expired',
  'not yet valid',
  'revoked',
  'suspended',
  'somebody else’s',
  'failed result',
] as const
export type Variant = (typeof VARIANTS)[number]

/** Places in the status lists that are set. */
export const REVOKED = 42
export const SUSPENSIONS_URL = 'https://school.example/status/suspensions'

const SCHOOL = 'https://school.example'
const ACHIEVEMENT = `${SCHOOL}/achievements/bees`

/** Members that differ between the data models. */
export interface Model {
  contexts: unknown[]
  from: string
  until: string
  entryType: string
  /** Members of the achievement that the context of this model does not know. */
  unknown: string[]
}

/** A badge that uses most of what 3.0 has, without proof and endorsement. */
export function richBadge(issuer: string, variant: Variant, model: Model): JsonObject {
  const [from, until] = datesOf(variant)
  return {
    '@context': model.contexts,
    id: 'urn:uuid:6b1c9f8e-3f0f-4b0a-9d51-0f4a3a0e9d11',
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: 'Bee keeping',
    description: 'Awarded by the school.',
    issuer: {
      id: issuer,
      type: ['Profile'],
      name: 'Kauri College',
      url: `${SCHOOL}/`,
      email: 'badges@school.example',
      description: 'A college.',
      phone: '+64 1 234',
    },
    [model.from]: from,
    [model.until]: until,
    awardedDate: '2025-01-02T00:00:00Z',
    credentialSubject: subject(issuer, variant, model),
    credentialStatus: statusEntries(variant, model),
    evidence: [
      { id: `${SCHOOL}/works/1`, type: ['Evidence'], name: 'Hive book', genre: 'Diary' },
      { type: ['Evidence'], narrative: 'Two summers with *ten* hives.', audience: 'Keepers' },
    ],
  }
}

function datesOf(variant: Variant): [from: string, until: string] {
  if (variant === 'expired') return ['2025-01-01T00:00:00Z', '2025-12-01T00:00:00Z']
  if (variant === 'not yet valid') return ['2026-06-01T00:00:00Z', '2030-01-01T00:00:00Z']
  return ['2025-01-01T00:00:00Z', '2030-01-01T00:00:00Z']
}

function statusEntries(variant: Variant, { entryType }: Model): JsonObject[] {
  const type = { type: entryType }
  const suspension = {
    ...type,
    id: `${SUSPENSIONS_URL}#7`,
    statusPurpose: 'suspension',
    statusListCredential: SUSPENSIONS_URL,
  }
  return [
    statusEntry(variant === 'revoked' ? String(REVOKED) : '7', type),
    statusEntry(variant === 'suspended' ? String(REVOKED) : '8', suspension),
  ]
}

function subject(issuer: string, variant: Variant, model: Model): JsonObject {
  return {
    id: 'did:example:earner',
    type: ['AchievementSubject'],
    identifier: [
      identity(variant === 'somebody else’s' ? OTHER : EARNER),
      { type: 'IdentityObject', hashed: false, identityHash: 'A. N.', identityType: 'name' },
    ],
    narrative: 'Keeps bees through winter.',
    role: 'Keeper',
    term: 'Summer',
    creditsEarned: 2.5,
    achievement: achievement(issuer, model),
    result: results(variant),
  }
}

function identity(email: string): JsonObject {
  const hash = createHash('sha256').update(`${email}salt`).digest('hex')
  return {
    type: 'IdentityObject',
    hashed: true,
    identityHash: `sha256$${hash}`,
    identityType: 'emailAddress',
    salt: 'salt',
  }
}

function results(variant: Variant): JsonObject[] {
  const failed = variant === 'failed result'
  return [
    { type: ['Result'], resultDescription: `${ACHIEVEMENT}#points`, value: failed ? '12' : '75' },
    {
      type: ['Result'],
      resultDescription: `${ACHIEVEMENT}#outcome`,
      status: failed ? 'Failed' : 'Completed',
    },
    {
      type: ['Result'],
      resultDescription: `${ACHIEVEMENT}#level`,
      achievedLevel: levelId(failed ? 1 : 2),
    },
  ]
}

const levelId = (level: number) => `${ACHIEVEMENT}#level-${level}`

function achievement(issuer: string, { unknown }: Model): JsonObject {
  const members: JsonObject = {
    id: ACHIEVEMENT,
    type: ['Achievement'],
    achievementType: 'Competency',
    name: 'Bee Keeping, Level 2',
    description: 'Can keep ten hives.',
    criteria: { id: `${SCHOOL}/criteria`, narrative: 'Two summers of work.' },
    image: { id: `${SCHOOL}/bees.png`, type: 'Image', caption: 'A bee' },
    tag: ['bees', 'farming'],
    alignment: [
      { type: ['Alignment'], targetName: 'Apiary work', targetUrl: `${SCHOOL}/frame/1` },
      {
        type: ['Alignment'],
        targetName: 'Safety',
        targetUrl: `${SCHOOL}/frame/2`,
        targetCode: 'S2',
      },
    ],
    creator: { id: issuer, type: ['Profile'], name: 'Kauri College' },
    creditsAvailable: 3,
    fieldOfStudy: 'Agriculture',
    humanCode: 'BEE2',
    version: '1.1',
    inLanguage: 'en',
    resultDescription: descriptions(),
  }
  return Object.fromEntries(Object.entries(members).filter(([name]) => !unknown.includes(name)))
}

function descriptions(): JsonObject[] {
  const described = (id: string, rest: JsonObject): JsonObject => ({
    id: `${ACHIEVEMENT}#${id}`,
    type: ['ResultDescription'],
    ...rest,
  })
  const level = (number: number, name: string): JsonObject => ({
    id: levelId(number),
    type: ['RubricCriterionLevel'],
    name,
  })
  return [
    described('points', {
      name: 'Points',
      resultType: 'Percent',
      requiredValue: '60',
      valueMin: '0',
      valueMax: '100',
    }),
    described('outcome', { name: 'Outcome', resultType: 'Status' }),
    described('level', {
      name: 'Level reached',
      resultType: 'RubricCriterionLevel',
      requiredLevel: levelId(2),
      rubricCriterionLevel: [level(1, 'Novice'), level(2, 'Keeper')],
    }),
  ]
}
