import { type IssuerKey, makeKey } from './keys.js'
import type { SampleAchievement } from './organisations.js'
import { addresses } from './pages.js'
import type { Workshop } from './workshop.js'

/** How an issuer of 3.0 is named, and with that how its key is vouched for. */
export type IdentityKind = 'did:key' | 'did:web' | 'https'

/** Whoever signs: the id that a badge names as issuer, and the name of the key. */
export interface Signer {
  issuerId: string
  /** `kid` or `verificationMethod`. */
  method: string
  key: IssuerKey
}

/** Makes an issuer of 3.0 and publishes what vouches for its key. */
export function publishSigner(
  workshop: Workshop,
  folder: string,
  kind: IdentityKind,
  key: IssuerKey,
  achievement: SampleAchievement,
): Signer {
  if (kind === 'did:key') return didKeySigner(key)
  return kind === 'did:web'
    ? didWebSigner(workshop, folder, key)
    : httpsSigner(workshop, folder, key, achievement)
}

/** Somebody with a key of the same kind that no issuer knows, who claims to be this one. */
export function forgerOf(signer: Signer): Signer {
  const stranger = didKeySigner(makeKey(signer.key.name === 'rsa' ? 'ed25519' : signer.key.name))
  return { ...stranger, issuerId: signer.issuerId }
}

/** @see https://w3c-ccg.github.io/did-key-spec/ */
export function didKeySigner(key: IssuerKey): Signer {
  const issuerId = `did:key:${key.multibase}`
  return { issuerId, method: `${issuerId}#${key.multibase}`, key }
}

/** @see https://w3c-ccg.github.io/did-method-web/ */
function didWebSigner({ shelf }: Workshop, folder: string, key: IssuerKey): Signer {
  const { host, pathname } = new URL(folder)
  const issuerId = `did:web:${encodeURIComponent(host)}${pathname.replaceAll('/', ':')}`
  const method = `${issuerId}#key-1`
  shelf.putJson(`${folder}/did.json`, {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id: issuerId,
    verificationMethod: [
      { id: method, type: 'Multikey', controller: issuerId, publicKeyMultibase: key.multibase },
    ],
    assertionMethod: [method],
  })
  return { issuerId, method, key }
}

/** The profile at the issuer's own address lists the key. @see https://www.w3.org/TR/cid-1.0/ */
function httpsSigner(
  { shelf, baseUrl }: Workshop,
  folder: string,
  key: IssuerKey,
  achievement: SampleAchievement,
): Signer {
  const issuerId = `${folder}/issuer.json`
  const method = `${issuerId}#key-1`
  shelf.putJson(issuerId, {
    id: issuerId,
    type: ['Profile'],
    name: achievement.organisation.name,
    url: addresses(baseUrl, achievement).site,
    verificationMethod: [
      { id: method, type: 'JsonWebKey', controller: issuerId, publicKeyJwk: key.jwk },
    ],
    assertionMethod: [method],
  })
  return { issuerId, method, key }
}
