import { gzipSync } from 'node:zlib'
import type { JsonObject } from '../../src/openbadges/types.js'
import { signDi, signVcJwt, VC1, VC2, type DiOptions } from './issuer-ob3.js'
import type { TestKey } from './keys.js'

export const LIST_URL = 'https://school.example/status/1'
const STATUS_2021 = 'https://w3id.org/vc/status-list/2021/v1'

/** Entries of a list that hides its holders. */
export const LIST_ENTRIES = 131_072

export interface StatusListOptions {
  /** Id of the list's issuer. */
  issuer: string
  key: TestKey
  /** Places that are set, from 0. */
  bits?: number[]
  purpose?: string | string[]
  /** Bits in the whole list. */
  length?: number
  /** Members that replace those of the credential, or of its subject, before signing. */
  list?: JsonObject
  subject?: JsonObject
  /** `verificationMethod`; the key's own did:key method otherwise. */
  method?: DiOptions['method']
}

/** A bitstring status list with an embedded proof of this key. */
export function statusList(options: StatusListOptions): Promise<JsonObject> {
  return signDi(unsignedStatusList(options), options.key, { method: options.method })
}

/** The same as a token. */
export function statusListJwt(options: StatusListOptions): string {
  const kid = options.method ?? `${options.key.didKey}#${options.key.multibase}`
  return signVcJwt(unsignedStatusList(options), options.key, { header: { kid } })
}

/** The same without any proof. */
export function unsignedStatusList(options: Omit<StatusListOptions, 'key'>): JsonObject {
  const { issuer, purpose = 'revocation', list, subject } = options
  return {
    '@context': [VC2],
    id: LIST_URL,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer,
    validFrom: '2025-01-01T00:00:00Z',
    credentialSubject: {
      id: `${LIST_URL}#list`,
      type: 'BitstringStatusList',
      statusPurpose: purpose,
      encodedList: `u${encodedBits(options)}`,
      ...subject,
    },
    ...list,
  }
}

/** The older kind of list, of the W3C draft of 2021. */
export function statusList2021(options: StatusListOptions): Promise<JsonObject> {
  const list = {
    '@context': [VC1, STATUS_2021],
    type: ['VerifiableCredential', 'StatusList2021Credential'],
    validFrom: undefined,
    issuanceDate: '2025-01-01T00:00:00Z',
    ...options.list,
  }
  const subject = { type: 'StatusList2021', encodedList: encodedBits(options), ...options.subject }
  const credential = unsignedStatusList({ ...options, list, subject })
  delete credential.validFrom
  return signDi({ ...credential, '@context': [VC1, STATUS_2021, DI_CONTEXT] }, options.key, options)
}

// the context of data model 1.1 does not know data integrity proofs
const DI_CONTEXT = 'https://w3id.org/security/data-integrity/v2'

/** Base64url of the GZIP of the bits, the first being the most significant. */
export function encodedBits({
  bits = [],
  length = LIST_ENTRIES,
}: Partial<StatusListOptions>): string {
  const bytes = Buffer.alloc(Math.ceil(length / 8))
  for (const bit of bits) bytes[bit >> 3]! |= 0x80 >> (bit & 7)
  return gzipSync(bytes).toString('base64url')
}

/** A status entry of a badge for this list. */
export function statusEntry(index: unknown = '94567', changes: JsonObject = {}): JsonObject {
  return {
    id: `${LIST_URL}#${String(index)}`,
    type: 'BitstringStatusListEntry',
    statusPurpose: 'revocation',
    statusListIndex: index,
    statusListCredential: LIST_URL,
    ...changes,
  }
}
