import type { IssuerProof } from '../../src/openbadges/index.js'
import type { JsonObject } from '../../src/openbadges/types.js'
import { check, type Answers } from './issuer-ob2.js'
import { diBadge, signJws, VC1, VC2 } from './issuer-ob3.js'
import { ed25519Key, type TestKey } from './keys.js'

/** The web site that keys of these tests claim, and what may vouch there. */
export const SITE = 'https://harvard.example/'
export const CONFIGURATION = 'https://harvard.example/.well-known/did-configuration.json'
export const OWN_ADDRESS = 'https://harvard.example/badges/1'
const DIF = 'https://identity.foundation/.well-known/did-configuration/v1'
export const harvard = ed25519Key()
export const evil = ed25519Key()

/** `kind host by`, as far as there is anything. */
export const told = ({ kind, host, by }: IssuerProof) => [kind, host, by].filter(Boolean).join(' ')

/** A badge of a key that calls itself Harvard, and what is proven of it. */
export async function proven(
  answers: Answers = {},
  badge: JsonObject = {},
  key: TestKey = harvard,
): Promise<IssuerProof> {
  const issuer = { id: key.didKey, type: 'Profile', name: 'Harvard University', url: SITE }
  const signed = await diBadge(key.didKey, key, { badge: { issuer, ...badge } })
  return (await check(signed, answers)).issuer
}

interface LinkageOptions {
  key?: TestKey
  subject?: string
  origin?: string
  claims?: JsonObject
  vc?: JsonObject
}

/** A domain linkage credential as a token. */
export function linkage({
  key = harvard,
  subject,
  origin,
  claims,
  vc,
}: LinkageOptions = {}): string {
  const did = subject ?? key.didKey
  const [from, until] = ['2025-01-01T00:00:00Z', '2027-01-01T00:00:00Z']
  const credential = {
    '@context': [VC1, DIF],
    type: ['VerifiableCredential', 'DomainLinkageCredential'],
    issuer: did,
    issuanceDate: from,
    expirationDate: until,
    credentialSubject: { id: did, origin: origin ?? 'https://harvard.example' },
    ...vc,
  }
  const seconds = (date: string) => Date.parse(date) / 1000
  const registered = { iss: did, sub: did, nbf: seconds(from), exp: seconds(until), ...claims }
  const header = { kid: `${key.didKey}#${key.multibase}` }
  return signJws({ ...registered, vc: credential }, key, header)
}

export const configured = (...linked: unknown[]): Answers => ({
  [CONFIGURATION]: { '@context': DIF, linked_dids: linked },
})
/** The same with members of data model 2.0, not signed yet. */
export function embeddedLinkage(): JsonObject {
  return {
    '@context': [VC2, DIF],
    type: ['VerifiableCredential', 'DomainLinkageCredential'],
    issuer: harvard.didKey,
    validFrom: '2025-01-01T00:00:00Z',
    validUntil: '2027-01-01T00:00:00Z',
    credentialSubject: { id: harvard.didKey, origin: 'https://harvard.example' },
  }
}
