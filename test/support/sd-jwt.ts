import { createHash } from 'node:crypto'
import type { JsonObject } from '../../src/openbadges/types.js'
import { encoded, signJws, unsignedBadge } from './issuer-ob3.js'
import type { TestKey } from './keys.js'

/** A disclosure and the digest that means it. */
export interface Disclosed {
  text: string
  digest: string
}

let salts = 0

/** A disclosure of a member (name, value) or of a list's element (value). */
export function disclosure(...parts: unknown[]): Disclosed {
  const text = encoded([`salt-${++salts}`, ...parts])
  return { text, digest: digestOf(text) }
}

export function digestOf(text: string, algorithm = 'sha256'): string {
  return createHash(algorithm).update(text).digest('base64url')
}

/** The claims of a 3.0 badge as a token of its issuer has them. */
export function badgeClaims(issuerId: string, changes: JsonObject = {}): JsonObject {
  const badge = unsignedBadge(issuerId, changes)
  const subject = badge.credentialSubject as JsonObject
  return {
    ...badge,
    iss: issuerId,
    jti: badge.id,
    ...(subject.id === undefined ? {} : { sub: subject.id }),
    nbf: Date.parse(String(badge.validFrom)) / 1000,
  }
}

/** An SD-JWT over these claims, by this key, with these disclosures. */
export function sdJwt(
  claims: JsonObject,
  key: TestKey,
  disclosures: readonly (Disclosed | string)[] = [],
  header: JsonObject = {},
): string {
  const kid = `${key.didKey}#${key.multibase}`
  const token = signJws(claims, key, { typ: 'vc+sd-jwt', kid, ...header })
  const texts = disclosures.map((one) => (typeof one === 'string' ? one : one.text))
  return [token, ...texts, ''].join('~')
}
