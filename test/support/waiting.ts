import { createHash } from 'node:crypto'
import type { JsonObject } from '../../src/openbadges/types.js'
import { diBadge } from './issuer-ob3.js'
import { ed25519Key } from './keys.js'

const key = ed25519Key()

/** A valid 3.0 badge that names this address in clear, or nobody by address when it is null. */
export async function plainBadge(title: string, address: string | null) {
  return badgeFor(title, address === null ? null : { hashed: false, identityHash: address })
}

/** A valid 3.0 badge that holds the hash of this spelling of an address. */
export async function hashedBadge(title: string, address: string) {
  const identityHash = `sha256$${createHash('sha256').update(`${address}kelp`).digest('hex')}`
  return badgeFor(title, { hashed: true, identityHash, salt: 'kelp' })
}

async function badgeFor(title: string, naming: JsonObject | null) {
  const identity = { type: 'IdentityObject', identityType: 'emailAddress', ...naming }
  const credentialSubject = {
    type: ['AchievementSubject'],
    ...(naming === null ? { id: 'did:example:somebody' } : { identifier: [identity] }),
    achievement: {
      id: `https://school.example/${encodeURIComponent(title)}`,
      type: ['Achievement'],
      name: title,
      description: title,
      criteria: { narrative: title },
    },
  }
  const id = `urn:example:${encodeURIComponent(title)}`
  const badge = await diBadge(key.didKey, key, { badge: { id, name: title, credentialSubject } })
  return { bytes: Buffer.from(JSON.stringify(badge)), fileName: `${title}.json` }
}
