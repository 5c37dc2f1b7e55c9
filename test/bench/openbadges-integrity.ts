import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import * as EcdsaMultikey from '@digitalbazaar/ecdsa-multikey'
import { cryptosuite as ecdsaRdfc } from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite'
import {
  createDiscloseCryptosuite,
  createSignCryptosuite,
  createVerifyCryptosuite,
} from '@digitalbazaar/ecdsa-sd-2023-cryptosuite'
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey'
import { Ed25519Signature2020 } from '@digitalbazaar/ed25519-signature-2020'
import { cryptosuite as eddsaRdfc } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite'
import { verifyCredential } from '@digitalbazaar/vc'
import jsigs from 'jsonld-signatures'
import { createOfflineLoader } from '../../src/net/document-loader.js'
import { bundledContext, verify } from '../../src/openbadges/index.js'
import { useFastContexts } from '../../src/openbadges/jsonld/speed.js'
import type { JsonObject } from '../../src/openbadges/types.js'
import { SUITE_2020, unsignedBadge } from '../support/issuer-ob3.js'
import { measure, table } from './measure.js'

const date = '2025-01-01T00:00:00Z'
const now = new Date('2026-01-01T00:00:00Z')

interface Case {
  name: string
  badge: JsonObject
  /** What the peer verifies with. */
  suite: object
}

/** Whole badges with embedded proofs, ours beside the reference library, both with bundled contexts. */
export async function benchIntegrity(): Promise<string> {
  const rows: string[][] = []
  for (const one of await cases()) rows.push(...(await rowsOf(one)))
  return table(['Data Integrity, whole badge', 'per second', ''], rows)
}

async function cases(): Promise<Case[]> {
  const edKey = await didKey(Ed25519Multikey.generate())
  const ecKey = await didKey(EcdsaMultikey.generate({ curve: 'P-256' }))
  const signer = edKey.signer()
  const integrity = (cryptosuite: object, key = edKey) =>
    new DataIntegrityProof({ signer: key.signer(), date, cryptosuite })
  const of2020 = unsignedBadge(edKey.controller, SUITE_2020.badge)
  return [
    {
      name: 'eddsa-rdfc-2022',
      badge: await signed(unsignedBadge(edKey.controller), integrity(eddsaRdfc)),
      suite: new DataIntegrityProof({ cryptosuite: eddsaRdfc }),
    },
    {
      name: 'Ed25519Signature2020',
      badge: await signed(of2020, new Ed25519Signature2020({ signer, date })),
      suite: new Ed25519Signature2020({}),
    },
    {
      name: 'ecdsa-rdfc-2019',
      badge: await signed(unsignedBadge(ecKey.controller), integrity(ecdsaRdfc, ecKey)),
      suite: new DataIntegrityProof({ cryptosuite: ecdsaRdfc }),
    },
    {
      name: 'ecdsa-sd-2023',
      badge: await disclosed(ecKey),
      suite: new DataIntegrityProof({ cryptosuite: createVerifyCryptosuite() }),
    },
  ]
}

async function disclosed(key: ReferenceKey): Promise<JsonObject> {
  const base = createSignCryptosuite({ mandatoryPointers: ['/issuer', '/validFrom'] })
  const suite = new DataIntegrityProof({ signer: key.signer(), date, cryptosuite: base })
  const whole = await signed(unsignedBadge(key.controller), suite)
  const disclose = createDiscloseCryptosuite({
    selectivePointers: ['/credentialSubject', '/name', '/id'],
  })
  const purpose = new jsigs.purposes.AssertionProofPurpose()
  const discloser = new DataIntegrityProof({ cryptosuite: disclose })
  return jsigs.derive(whole, { suite: discloser, purpose, documentLoader: peerLoader })
}

async function rowsOf({ name, badge, suite }: Case): Promise<string[][]> {
  const text = JSON.stringify(badge)
  const loadDocument = createOfflineLoader(() => now)
  const peer = () => verifyCredential({ credential: badge, suite, documentLoader: peerLoader, now })
  const { verdict } = await verify(text, { loadDocument, now })
  if (verdict !== 'valid') throw new Error(`${name}: ours says ${verdict}`)
  const { verified, error } = await peer()
  if (!verified) throw new Error(`${name}: the peer refuses`, { cause: error })
  const [ours, theirs] = await measure([
    {
      name: `${name}, ours`,
      begin: () => useFastContexts(true),
      run: () => verify(text, { loadDocument, now }),
    },
    // the peer runs on jsonld as it is published
    { name: `${name}, @digitalbazaar/vc`, begin: () => useFastContexts(false), run: peer },
  ])
  const ratio = (ours!.perSecond / theirs!.perSecond).toFixed(2)
  return [
    [ours!.name, ours!.perSecond.toFixed(0), `${ratio} × the peer (goal 3)`],
    [theirs!.name, theirs!.perSecond.toFixed(0), ''],
  ]
}

function signed(badge: JsonObject, suite: object): Promise<JsonObject> {
  const purpose = new jsigs.purposes.AssertionProofPurpose()
  return jsigs.sign(badge, { suite, purpose, documentLoader: peerLoader })
}

async function didKey(made: Promise<ReferenceKey>): Promise<ReferenceKey> {
  const key = await made
  const { publicKeyMultibase } = await key.export({ publicKey: true })
  key.controller = `did:key:${publicKeyMultibase}`
  key.id = `${key.controller}#${publicKeyMultibase}`
  return key
}

/** What the peer needs besides contexts: the documents of did:key, made up on the spot. */
async function peerLoader(url: string) {
  const document = bundledContext(url) ?? didDocument(url)
  return { contextUrl: null, documentUrl: url, document, tag: 'static' }
}

function didDocument(url: string): JsonObject {
  const [did, fragment] = url.split('#') as [string, string?]
  const multibase = did.slice('did:key:'.length)
  const method = { id: `${did}#${multibase}`, controller: did, publicKeyMultibase: multibase }
  if (fragment)
    return { '@context': 'https://w3id.org/security/multikey/v1', type: 'Multikey', ...method }
  const context = ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1']
  return { '@context': context, id: did, assertionMethod: [{ type: 'Multikey', ...method }] }
}
