import { sign } from 'node:crypto'
import type { VerificationReport } from '../../src/openbadges/findings/report.js'
import type { JsonObject } from '../../src/openbadges/types.js'
import { verify } from '../../src/openbadges/verify/verify.js'
import { type Answer, CLOCK, documents } from './documents.js'
import { rsaKey, type TestKey } from './keys.js'
import { PNG } from './pictures.js'

export const V2 = 'https://w3id.org/openbadges/v2'
export const V1 = 'https://w3id.org/openbadges/v1'

/** Addresses of the school of these tests, and of one who only claims to be it. */
export const AWARD = 'https://school.example/awards/1'
export const CLASS = 'https://school.example/badges/welding'
export const ISSUER = 'https://school.example/issuer'
export const KEY = 'https://school.example/keys/1'
export const PICTURE = `data:image/png;base64,${PNG.toString('base64')}`

export type Answers = Record<string, Answer>

/** Keys are costly to make, and nothing in them is secret. */
export const schoolKey: TestKey = rsaKey()
export const evilKey: TestKey = rsaKey()

export function assertion20(changes: JsonObject = {}): JsonObject {
  return whole({
    '@context': V2,
    id: AWARD,
    type: 'Assertion',
    recipient: { type: 'email', hashed: false, identity: 'earner@example.org' },
    badge: CLASS,
    verification: { type: 'HostedBadge' },
    issuedOn: '2025-01-01T00:00:00Z',
    ...changes,
  })
}

export function badgeClass20(changes: JsonObject = {}): JsonObject {
  return whole({
    '@context': V2,
    id: CLASS,
    type: 'BadgeClass',
    name: 'Welding',
    description: 'Can weld steel of 3 mm.',
    image: PICTURE,
    criteria: { narrative: 'Passed the test in the workshop.' },
    issuer: ISSUER,
    ...changes,
  })
}

export function profile20(changes: JsonObject = {}): JsonObject {
  return whole({
    '@context': V2,
    id: ISSUER,
    type: 'Profile',
    name: 'School',
    url: 'https://school.example/',
    email: 'badges@school.example',
    ...changes,
  })
}

/** A hosted 2.0 badge with everything around it. */
export function hosted(changes: {
  award?: JsonObject
  badge?: JsonObject
  issuer?: JsonObject
}): Answers {
  return {
    [AWARD]: assertion20(changes.award),
    [CLASS]: badgeClass20(changes.badge),
    [ISSUER]: profile20(changes.issuer),
  }
}

/** The documents behind a signed 2.0 badge: class, profile that lists the school's key, and that key. */
export function signers(changes: { issuer?: JsonObject; key?: JsonObject } = {}): Answers {
  return {
    [CLASS]: badgeClass20(),
    [ISSUER]: profile20({ publicKey: KEY, ...changes.issuer }),
    [KEY]: { ...keyDocument(schoolKey), ...changes.key },
  }
}

export function keyDocument(key: TestKey): JsonObject {
  const publicKeyPem = key.publicKey.export({ format: 'pem', type: 'spki' }) as string
  return { '@context': V2, id: KEY, type: 'CryptographicKey', owner: ISSUER, publicKeyPem }
}

/** A signed 2.0 assertion. */
export function jws20(key: TestKey, changes: JsonObject = {}, header: JsonObject = {}): string {
  const verification = { type: 'SignedBadge', creator: KEY }
  return compactJws(
    assertion20({ id: 'urn:uuid:9d7c3d1e-6a55-4b6e-8b1c-111111111111', verification, ...changes }),
    key,
    header,
  )
}

/** A compact JWS over any object: RS256. */
export function compactJws(payload: JsonObject, key: TestKey, header: JsonObject = {}): string {
  const parts = [{ alg: 'RS256', ...header }, payload].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  )
  const signature = sign('sha256', Buffer.from(parts.join('.')), key.privateKey)
  return [...parts, signature.toString('base64url')].join('.')
}

/** 1.1 assertion, class and issuer; the assertion lies at AWARD. */
export function assertion11(changes: JsonObject = {}): JsonObject {
  return whole({
    '@context': V1,
    id: AWARD,
    type: 'Assertion',
    uid: 'abc',
    recipient: { type: 'email', hashed: false, identity: 'earner@example.org' },
    badge: CLASS,
    verify: { type: 'hosted', url: AWARD },
    issuedOn: '2025-01-01',
    ...changes,
  })
}

export function hosted11(changes: JsonObject = {}): Answers {
  return {
    [AWARD]: assertion11(changes),
    [CLASS]: badgeClass11(),
    [ISSUER]: issuer11(),
  }
}

export function badgeClass11(changes: JsonObject = {}): JsonObject {
  const members = { type: 'BadgeClass', criteria: 'https://school.example/how', '@context': V1 }
  return badgeClass20({ ...members, ...changes })
}

export function issuer11(changes: JsonObject = {}): JsonObject {
  return profile20({ '@context': V1, type: 'Issuer', email: undefined, ...changes })
}

export interface CheckOptions {
  recipients?: string[]
  now?: Date
  asked?: string[]
  contexts?: ReadonlyMap<string, unknown>
}

/** The report of a badge over these documents at the clock of the tests. */
export function check(
  badge: string | JsonObject,
  answers: Answers = {},
  { recipients, now = CLOCK, asked, contexts }: CheckOptions = {},
): Promise<VerificationReport> {
  const text = typeof badge === 'string' ? badge : JSON.stringify(badge)
  return verify(text, { loadDocument: documents(answers, asked), now, recipients, contexts })
}

/** Verdict and codes that are not merely good news, in one line. */
export function outcomeOf({ verdict, checks }: VerificationReport): string {
  const codes = checks
    .flatMap(({ findings }) => findings)
    .filter(({ severity }) => severity !== 'note')
    .map(({ code, severity }) => (severity === 'warning' ? `(${code})` : code))
  return [verdict, ...codes].join(' ')
}

function whole(object: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(object)) as JsonObject
}
