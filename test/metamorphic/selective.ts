import * as EcdsaMultikey from '@digitalbazaar/ecdsa-multikey'
import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import {
  createDiscloseCryptosuite,
  createSignCryptosuite,
} from '@digitalbazaar/ecdsa-sd-2023-cryptosuite'
import jsigs from 'jsonld-signatures'
import { bundledContext } from '../../src/openbadges/index.js'
import type { JsonObject } from '../../src/openbadges/types.js'

/** A new key of ecdsa-sd-2023 that its did:key names. */
export async function selectiveKey(): Promise<ReferenceKey> {
  const key = await EcdsaMultikey.generate({ curve: 'P-256' })
  const { publicKeyMultibase } = await key.export({ publicKey: true })
  key.controller = `did:key:${publicKeyMultibase}`
  key.id = `${key.controller}#${publicKeyMultibase}`
  return key
}

/**
 * The badge signed by ecdsa-sd-2023 and disclosed whole: leaving out what need not be disclosed is a holder's right
 * there, and no rewriting.
 */
export async function disclosed(
  badge: JsonObject,
  key: ReferenceKey,
  date: string,
): Promise<JsonObject> {
  const pointers = Object.keys(badge)
    .filter((name) => name !== '@context')
    .map((name) => `/${name}`)
  const base = createSignCryptosuite({ mandatoryPointers: pointers.slice(0, 4) })
  const disclose = createDiscloseCryptosuite({ selectivePointers: pointers.slice(4) })
  const options = { purpose: new jsigs.purposes.AssertionProofPurpose(), documentLoader }
  const suite = new DataIntegrityProof({ signer: key.signer(), date, cryptosuite: base })
  const whole = await jsigs.sign(badge, { ...options, suite })
  const discloser = new DataIntegrityProof({ cryptosuite: disclose })
  return jsigs.derive(whole, { ...options, suite: discloser })
}

async function documentLoader(url: string) {
  return { contextUrl: null, documentUrl: url, document: bundledContext(url), tag: 'static' }
}
