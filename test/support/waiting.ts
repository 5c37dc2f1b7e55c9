import { diBadge } from './issuer-ob3.js'
import { ed25519Key } from './keys.js'

const key = ed25519Key()

/** A valid 3.0 badge that names this address in clear, or nobody by address when it is null. */
export async function plainBadge(title: string, address: string | null) {
  const identity = {
    type: 'IdentityObject',
    identityType: 'emailAddress',
    hashed: false,
    identityHash: address,
  }
  const credentialSubject = {
    type: ['AchievementSubject'],
    ...(address === null ? { id: 'did:example:somebody' } : { identifier: [identity] }),
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
