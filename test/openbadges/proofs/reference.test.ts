import assert from 'node:assert/strict'
import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import * as EcdsaMultikey from '@digitalbazaar/ecdsa-multikey'
import { cryptosuite as ecdsaRdfc } from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite'
import {
  createDiscloseCryptosuite,
  createSignCryptosuite,
} from '@digitalbazaar/ecdsa-sd-2023-cryptosuite'
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey'
import { Ed25519Signature2020 } from '@digitalbazaar/ed25519-signature-2020'
import { cryptosuite as eddsaRdfc } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite'
import jsigs from 'jsonld-signatures'
import { contextSource } from '../../../src/openbadges/jsonld/loader.js'
import type { JsonObject } from '../../../src/openbadges/types.js'
import { SUITE_2020, unsignedBadge } from '../../support/issuer-ob3.js'
import { verify, tampered } from '../../support/verify-ob3-text.js'

const date = '2025-01-01T00:00:00Z'
const { documentLoader } = contextSource({ contexts: new Map() })

/** A key of the reference library that goes by its did:key. */
async function didKey(made: Promise<ReferenceKey>): Promise<ReferenceKey> {
  const key = await made
  const { publicKeyMultibase } = await key.export({ publicKey: true })
  key.controller = `did:key:${publicKeyMultibase}`
  key.id = `${key.controller}#${publicKeyMultibase}`
  return key
}

function signed(badge: JsonObject, suite: object): Promise<JsonObject> {
  const purpose = new jsigs.purposes.AssertionProofPurpose()
  return jsigs.sign(badge, { suite, purpose, documentLoader })
}

async function assertGood(badge: JsonObject): Promise<void> {
  assert.deepEqual((await verify(badge)).codes, ['key_ok', 'proof_ok'])
  assert.equal((await verify(tampered(badge))).verdict, 'invalid')
}

describe('proof: badges signed by the reference libraries', () => {
  it('eddsa-rdfc-2022', async () => {
    const key = await didKey(Ed25519Multikey.generate())
    const suite = new DataIntegrityProof({ signer: key.signer(), date, cryptosuite: eddsaRdfc })
    await assertGood(await signed(unsignedBadge(key.controller), suite))
  })

  it('Ed25519Signature2020', async () => {
    const key = await didKey(Ed25519Multikey.generate())
    const suite = new Ed25519Signature2020({ signer: key.signer(), date })
    await assertGood(await signed(unsignedBadge(key.controller, SUITE_2020.badge), suite))
  })

  for (const curve of ['P-256', 'P-384'])
    it(`ecdsa-rdfc-2019 with ${curve}`, async () => {
      const key = await didKey(EcdsaMultikey.generate({ curve }))
      const suite = new DataIntegrityProof({ signer: key.signer(), date, cryptosuite: ecdsaRdfc })
      const evidence = ['a', 'b', 'c'].map((name) => ({ type: 'Evidence', name }))
      await assertGood(await signed(unsignedBadge(key.controller, { evidence }), suite))
    })
})

describe('proof: ecdsa-sd-2023', () => {
  async function baseProof(): Promise<JsonObject> {
    const key = await didKey(EcdsaMultikey.generate({ curve: 'P-256' }))
    const cryptosuite = createSignCryptosuite({
      mandatoryPointers: ['/issuer', '/validFrom', '/credentialSubject/achievement/id'],
    })
    const suite = new DataIntegrityProof({ signer: key.signer(), date, cryptosuite })
    return signed(unsignedBadge(key.controller), suite)
  }

  function derived(base: JsonObject, selectivePointers: string[]): Promise<JsonObject> {
    const suite = new DataIntegrityProof({
      cryptosuite: createDiscloseCryptosuite({ proofId: undefined, selectivePointers }),
    })
    const purpose = new jsigs.purposes.AssertionProofPurpose()
    return jsigs.derive(base, { suite, purpose, documentLoader })
  }

  it('a derived proof covers all that it discloses', async () => {
    const badge = await derived(await baseProof(), ['/name', '/credentialSubject/achievement'])
    await assertGood(badge)
    for (const change of [{ name: 'Other' }, { validFrom: '2024-01-01T00:00:00Z' }])
      assert.equal((await verify({ ...badge, ...change })).verdict, 'invalid')
    const { name: _, ...withheld } = badge
    assert.equal((await verify(withheld)).verdict, 'invalid')
  })

  it('a derived proof by a key that is not the issuer’s', async () => {
    const [mine, other] = [await baseProof(), await baseProof()]
    const badge = await derived(mine, ['/credentialSubject/achievement'])
    const proof = {
      ...(badge.proof as JsonObject),
      verificationMethod: (other.proof as JsonObject).verificationMethod,
    }
    const { codes, verdict } = await verify({ ...badge, issuer: other.issuer, proof })
    assert.deepEqual([codes, verdict], [['key_ok', 'proof_invalid'], 'invalid'])
  })

  it('a base proof is for the earner alone and could not be checked', async () => {
    const { codes, verdict } = await verify(await baseProof())
    assert.deepEqual(codes.toSorted(), ['key_ok', 'proof_suite_unsupported'])
    assert.equal(verdict, 'unverifiable')
  })

  it('garbage, cut-off and oversized proof values', async () => {
    const badge = await derived(await baseProof(), ['/credentialSubject/achievement'])
    const proof = badge.proof as JsonObject
    const good = proof.proofValue as string
    for (const proofValue of [
      good.slice(0, 400),
      `${good}A`,
      good.replace('u', 'z'),
      'u2V0BAAAA',
    ]) {
      const { verdict } = await verify({ ...badge, proof: { ...proof, proofValue } })
      assert.equal(verdict, 'invalid', proofValue.slice(-20))
    }
    const huge = { ...proof, proofValue: good + 'A'.repeat(200_000) }
    assert.ok((await verify({ ...badge, proof: huge })).codes.includes('canonical_budget'))
  })
})
