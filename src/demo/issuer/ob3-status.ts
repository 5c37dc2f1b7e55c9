import { gzipSync } from 'node:zlib'
import type { Signer } from './ob3-issuers.js'
import { type Cryptosuite, type SignedJson, signEmbedded, signJwt } from './ob3-sign.js'
import { inDays, type Workshop } from './workshop.js'

/** How a 3.0 issuer withdraws badges. */
export type StatusKind = 'BitstringStatusList' | 'StatusList2021' | '1EdTechRevocationList'

/** Place of each badge in the list. */
export const STATUS_INDEX = { good: 7, revoked: 42 }

/** `credentialStatus` of a badge. */
export function statusEntry(kind: StatusKind, folder: string, index: number): SignedJson {
  const list = listUrl(folder)
  if (kind === '1EdTechRevocationList') return { id: list, type: kind }
  return {
    id: `${list}#${index}`,
    type: `${kind}Entry`,
    statusPurpose: 'revocation',
    statusListIndex: String(index),
    statusListCredential: list,
  }
}

/** Publishes the list of withdrawn badges, signed as its badges are. */
export async function publishStatusList(
  workshop: Workshop,
  folder: string,
  kind: StatusKind,
  signer: Signer,
  proof: Cryptosuite | 'jwt',
  revokedId: string,
): Promise<void> {
  const { shelf, now } = workshop
  if (kind === '1EdTechRevocationList')
    return shelf.putJson(listUrl(folder), revocationList(folder, signer, revokedId))
  const credential = listCredential(kind, folder, signer, inDays(now, -500))
  if (proof === 'jwt') {
    const jwt = await signJwt(credential, signer, kind === 'StatusList2021' ? '1.1' : '2.0')
    return shelf.put(listUrl(folder), 'application/vc+jwt', jwt)
  }
  const signed = await signEmbedded(credential, signer, proof, inDays(now, -500))
  shelf.put(listUrl(folder), 'application/vc', JSON.stringify(signed))
}

function listUrl(folder: string): string {
  return `${folder}/status.json`
}

/** @see https://www.imsglobal.org/spec/vcrl/v1p0/ */
function revocationList(folder: string, { issuerId }: Signer, revokedId: string): SignedJson {
  const entry = { id: revokedId, revoked: true, revocationReason: 'Awarded by mistake' }
  return { id: listUrl(folder), issuer: issuerId, revokedCredential: [entry] }
}

/** @see https://www.w3.org/TR/vc-bitstring-status-list/#bitstringstatuslistcredential */
function listCredential(
  kind: StatusKind,
  folder: string,
  { issuerId }: Signer,
  date: string,
): SignedJson {
  const bitstring = kind === 'BitstringStatusList'
  const id = listUrl(folder)
  const encodedList = bits().toString('base64url')
  return {
    '@context': bitstring ? [VC2] : [VC1, STATUS_2021, ED25519_2020],
    id,
    type: ['VerifiableCredential', `${kind}Credential`],
    issuer: issuerId,
    [bitstring ? 'validFrom' : 'issuanceDate']: date,
    credentialSubject: {
      id: `${id}#list`,
      type: kind,
      statusPurpose: 'revocation',
      encodedList: bitstring ? `u${encodedList}` : encodedList,
    },
  }
}

/** 131,072 entries, the smallest list that hides whose badge is asked about. */
function bits(): Buffer {
  const list = Buffer.alloc(131_072 / 8)
  const { revoked } = STATUS_INDEX
  list[revoked >> 3] = 0x80 >> (revoked & 7)
  return gzipSync(list)
}

export const VC1 = 'https://www.w3.org/2018/credentials/v1'
export const VC2 = 'https://www.w3.org/ns/credentials/v2'
/** Names 1EdTechRevocationList. */
export const OB3_EXTENSIONS = 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json'
export const STATUS_2021 = 'https://w3id.org/vc/status-list/2021/v1'
export const ED25519_2020 = 'https://w3id.org/security/suites/ed25519-2020/v1'
