import { base58 } from '@scure/base'
import { createHash, sign } from 'node:crypto'
import { CompactSign } from 'jose'
import jsonld from 'jsonld'
import { bundledContext } from '../../openbadges/index.js'
import type { Signer } from './ob3-issuers.js'

/** Embedded proofs the sample issuers make. */
export type Cryptosuite = 'eddsa-rdfc-2022' | 'ecdsa-rdfc-2019' | 'Ed25519Signature2020'

export type SignedJson = Record<string, unknown>

/** A credential as VC-JWT. `model` 1.1 keeps it in the claim `vc`. @see https://www.imsglobal.org/spec/ob/v3p0/#jwt-proof */
export function signJwt(
  credential: SignedJson,
  signer: Signer,
  model: '1.1' | '2.0',
): Promise<string> {
  const payload = claims(credential, signer.issuerId, model)
  const header = {
    alg: signer.key.alg,
    kid: signer.method,
    typ: model === '2.0' ? 'vc+jwt' : 'JWT',
  }
  return new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
    .setProtectedHeader(header)
    .sign(signer.key.privateKey)
}

/** What the envelope must say beside the credential. */
export function claims(credential: SignedJson, iss: string, model: '1.1' | '2.0'): SignedJson {
  const from = credential[model === '1.1' ? 'issuanceDate' : 'validFrom']
  const until = credential[model === '1.1' ? 'expirationDate' : 'validUntil']
  const subject = credential['credentialSubject'] as SignedJson
  const registered = {
    iss,
    ...(subject['id'] !== undefined && { sub: subject['id'] }),
    jti: credential['id'],
    nbf: seconds(from),
    ...(until !== undefined && { exp: seconds(until) }),
  }
  return model === '1.1' ? { ...registered, vc: credential } : { ...credential, ...registered }
}

/** A credential with an embedded proof. @see https://www.w3.org/TR/vc-di-eddsa/ https://www.w3.org/TR/vc-di-ecdsa/ */
export async function signEmbedded(
  credential: SignedJson,
  signer: Signer,
  suite: Cryptosuite,
  created: string,
): Promise<SignedJson> {
  const kind =
    suite === 'Ed25519Signature2020'
      ? { type: suite }
      : { type: 'DataIntegrityProof', cryptosuite: suite }
  const options = {
    ...kind,
    created,
    verificationMethod: signer.method,
    proofPurpose: 'assertionMethod',
  }
  const context = credential['@context']
  const bytes = Buffer.concat([
    await canonicalHash({ '@context': context, ...options }),
    await canonicalHash(credential),
  ])
  return {
    ...credential,
    proof: { ...options, proofValue: `z${base58.encode(signBytes(bytes, signer))}` },
  }
}

function signBytes(bytes: Uint8Array, { key }: Signer): Buffer {
  return key.name === 'ed25519'
    ? sign(null, bytes, key.privateKey)
    : sign('sha256', bytes, { key: key.privateKey, dsaEncoding: 'ieee-p1363' })
}

async function canonicalHash(document: SignedJson): Promise<Buffer> {
  const options = { format: 'application/n-quads', safe: true, base: null, documentLoader }
  const canonical = await jsonld.canonize(document, options as object)
  return createHash('sha256').update(canonical).digest()
}

/** Only what the library carries; an issuer fetches no vocabulary either. */
async function documentLoader(url: string) {
  const document = bundledContext(url)
  if (!document) throw new Error(`No context ${url}`)
  return { contextUrl: undefined, documentUrl: url, document: structuredClone(document) }
}

function seconds(date: unknown): number {
  return Math.floor(Date.parse(String(date)) / 1000)
}
