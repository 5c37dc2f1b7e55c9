import { AppError } from '../../src/errors.js'
import { newId } from '../../src/ids.js'
import { UNPROVEN_ISSUER, type Credential } from '../../src/openbadges/index.js'
import { insertAccount } from '../../src/store/accounts.js'
import { insertBadge, type NewBadge } from '../../src/store/badges.js'
import type { Db } from '../../src/store/database.js'
import { insertEmail } from '../../src/store/emails.js'
import type { StoredReport } from '../../src/store/reports.js'

const NOW = new Date('2026-03-14T09:26:53.589Z')
/** The moment of all rows that name none. */
export const AT = NOW.toISOString()

export const NOT_FOUND = (error: unknown) => error instanceof AppError && error.code === 'not_found'

/** An account with one confirmed address. @returns its id */
export async function anAccount(db: Db, name = 'Ada Njoroge'): Promise<string> {
  const id = newId(NOW)
  await insertAccount(db, { id, name, passwordHash: 'none', createdAt: AT })
  const address = `${name.split(' ')[0]!.toLowerCase()}@example.org`
  const email = { id: newId(NOW), address, isPrimary: true, confirmedAt: AT, createdAt: AT }
  await insertEmail(db, id, email)
  return id
}

/** A credential of which only what lists and pages read is filled in. */
export function aCredential(title: string, issuer = 'Kauri College'): Credential {
  const nobody = { id: null, url: null, email: null, description: null, image: null }
  const achievement = { name: title, alignments: [], tags: [], criteria: {}, related: [] }
  return {
    format: 'ob2.0',
    issuer: { ...nobody, name: issuer },
    achievement,
    recipients: [],
    recipientName: null,
    evidence: [],
    results: [],
    endorsements: [],
  } as unknown as Credential
}

/** What a badge with a proven issuer reads. */
const STATES = {
  valid: 'valid',
  invalid: 'not-genuine',
  expired: 'expired',
  revoked: 'withdrawn',
  'not-yet-valid': 'not-yet',
  unverifiable: 'unchecked',
} as const

/** A badge as it would be inserted; say only what matters. */
export function aBadge(overrides: Partial<NewBadge> = {}): NewBadge {
  const title = overrides.title ?? 'Bee Keeping, Level 2'
  const issuerName = overrides.issuerName ?? 'Kauri College'
  return {
    id: newId(NOW),
    identity: `issued ${newId(NOW)}`,
    title,
    issuerName,
    issuerId: 'https://kauri.example',
    searchText: `${title}\n${issuerName}`.toLowerCase(),
    format: 'ob2.0',
    awardedAt: '2024-02-03T00:00:00.000Z',
    expiresAt: null,
    credential: aCredential(title, issuerName),
    verdict: 'valid',
    state: STATES[overrides.verdict ?? 'valid'],
    beginsAt: null,
    stateBegun: null,
    issuerProof: UNPROVEN_ISSUER,
    recipient: 'passed',
    checkedAt: AT,
    validAt: AT,
    silentSince: null,
    silentCount: 0,
    toldBy: null,
    dueAt: AT,
    imageHash: null,
    imageType: null,
    createdAt: AT,
    ...overrides,
  }
}

/** Puts a badge in. @returns its id */
export async function putBadge(
  db: Db,
  accountId: string,
  overrides: Partial<NewBadge> = {},
): Promise<string> {
  const badge = aBadge(overrides)
  await insertBadge(db, accountId, badge)
  return badge.id
}

/** A report without checks. */
export function aReport(badgeId: string, overrides: Partial<StoredReport> = {}): StoredReport {
  return {
    id: newId(NOW),
    badgeId,
    at: AT,
    verdict: 'valid',
    recipient: 'passed',
    checks: [],
    proof: null,
    issuer: null,
    state: null,
    changes: [],
    awardHash: null,
    asked: null,
    isChange: true,
    ...overrides,
  }
}
