import type { JsonObject } from '../../src/openbadges/types.js'
import type { Answer } from './documents.js'
import { diBadge, jwtBadge } from './issuer-ob3.js'
import { ed25519Key } from './keys.js'
import { LIST_URL, statusEntry, type StatusListOptions } from './status-list.js'
import { verifyBadge } from './verify-ob3.js'

/** Issuer of the badges, and of the lists where nothing else is said. */
export const key = ed25519Key()
export const issuer = key.didKey
export const own: StatusListOptions = { issuer, key }

/** Place of the badge in its list, unless it names another. */
export const INDEX = 94567

/** A badge with these status entries. */
export function badgeWith(...entries: JsonObject[]): Promise<JsonObject> {
  return diBadge(issuer, key, {
    badge: { credentialStatus: entries.length === 1 ? entries[0] : entries },
  })
}

/** Verdict and codes of a badge with these entries, when this answers at the address of the list. */
export async function verdictWith(
  list: Answer | undefined,
  ...entries: JsonObject[]
): Promise<unknown[]> {
  const badge = await badgeWith(...(entries.length > 0 ? entries : [statusEntry()]))
  const { verdict, codes } = await verifyBadge(
    badge,
    list === undefined ? {} : { [LIST_URL]: list },
  )
  return [verdict, codes]
}

/** As a token, for words of the entry that no context defines. */
export function jwtBadgeWith(entry: JsonObject): string {
  const kid = `${key.didKey}#${key.multibase}`
  return jwtBadge(issuer, key, { header: { kid }, badge: { credentialStatus: entry } })
}
