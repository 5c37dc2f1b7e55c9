import assert from 'node:assert/strict'
import { canonize } from '../../../src/openbadges/jsonld/jsonld.js'
import { decodeMultibase, keyFromMultibase } from '../../../src/openbadges/proofs/multikey.js'
import { readDerivedProof } from '../../../src/openbadges/proofs/suites/derived-proof.js'
import { suiteOf } from '../../../src/openbadges/proofs/suites/index.js'
import type { JsonObject } from '../../../src/openbadges/types.js'
import { runOver } from '../../support/documents.js'
import { ecKey, ed25519Key } from '../../support/keys.js'

const CITIZENSHIP = 'https://w3id.org/citizenship/v4rc1'
const KEY = 'zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP'
const ISSUED = { created: '2023-08-15T23:36:38Z', verificationMethod: `did:key:${KEY}#${KEY}` }

/** The words that the examples of the specification use. */
const WORDS = {
  '@context': {
    image: { '@id': 'https://schema.org/image', '@type': '@id' },
    Person: 'https://schema.org/Person',
    birthCountry: 'https://w3id.org/citizenship#birthCountry',
    EmployablePerson: 'https://w3id.org/citizenship#EmployablePerson',
    PermanentResident: 'https://w3id.org/citizenship#PermanentResident',
    EmploymentAuthorizationDocumentCredential:
      'https://w3id.org/citizenship#EmploymentAuthorizationDocumentCredential',
    PermanentResidentCardCredential: 'https://w3id.org/citizenship#PermanentResidentCardCredential',
  },
}
const contexts = new Map([[CITIZENSHIP, WORDS]])

/** Derived documents of the specification's test vectors. */
const EXAMPLES: [document: JsonObject, proofValue: string][] = [
  [
    {
      '@context': ['https://www.w3.org/ns/credentials/v2', 'https://w3id.org/citizenship/v4rc1'],
      type: ['VerifiableCredential', 'EmploymentAuthorizationDocumentCredential'],
      issuer: {
        id: 'did:key:zDnaegE6RR3atJtHKwTRTWHsJ3kNHqFwv7n9YjTgmU7TyfU76',
        image:
          'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVQIW2NgUPr/HwADaAIhG61j/AAAAABJRU5ErkJggg==',
      },
      validFrom: '2019-12-03T00:00:00Z',
      validUntil: '2029-12-03T00:00:00Z',
      credentialSubject: {
        type: ['Person', 'EmployablePerson'],
        birthCountry: 'Bahamas',
      },
    },
    'u2V0BhVhAuNxVr-tkJ6mQ6dYMDTY7ZUMG2ScD5QNiEMopYZ2O0gQZS6PYbjHNvJn07p1fJfDMHB9E9fo5q-yaUM31GbRX4FgjgCQCKnLOGbY_FuM-ASpSkkOxsIR2E8n7Ml2q1UQ6tEwzi5OGWED9kexIs1JJZfehRT6f-gZwVOym99YzioRSXrMoi7DK96llHwL-4U1tM-4WeaqIKDSMzFdOGU1_V_yovjVMGzD3WEDJLm6l9lNDxwSslFDaTVX4c0KCm5utevrOgwCgh5vJly7Eh57ruq_9mtnj-R0pGXHI_-XXaEl9YvonJWp-A7-ZWEArZtKW8tCf8oDUzewdArbDgGXtNsmbbbQKmoAPT66kYYfHtCxssjK1EDvIhEX14fMsiWkgcVRvMWqDbNMal5-NWEAJ6R-J39CiUvealwyuxVgUzVcKjkHsKsJcM72K_keacLjnRNNjvH2qMTYl0MtMHqjGTIdXeDXpt0FrRhW7gt75WECxgZhu8s-3e3HyfPtDZbiGB5nZ6Ew99is4YzGSUNV6kdQpyxUScSLDb9NKkuoHRbSmQUVMVhxVw3dB7iR6hmJkWEAT0Cqcrw2WufvsOX1PqtkOeMVtDL2TMiTVi1yBYj41cbIqoVvErSAcNk41Znk8ndqcmD6ZZfR8fOX_bhtCSE3UogBYINy79kKRYKPmAHoHNXEECliRVtrBI0BehX7mdFRKDCh4AVgg4YIOZn1MHES1Z4Ij2hWZG3R4dEYBqg5fHTyDEvYhC3-EAAQFBw',
  ],
  [
    {
      '@context': ['https://www.w3.org/ns/credentials/v2', 'https://w3id.org/citizenship/v4rc1'],
      type: ['VerifiableCredential', 'PermanentResidentCardCredential'],
      issuer: {
        id: 'did:key:zDnaeTHxNEBZoKaEo6PdA83fq98ebiFvo3X273Ydu4YmV96rg',
        image:
          'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVQIW2P4z/DiPwAG0ALnwgz64QAAAABJRU5ErkJggg==',
      },
      validFrom: '2024-12-16T00:00:00Z',
      validUntil: '2025-12-16T23:59:59Z',
      credentialSubject: {
        type: ['PermanentResident', 'Person'],
        birthCountry: 'Arcadia',
      },
    },
    'u2V0BhVhAHADSALdqTIftV6rg8JpqBetOJUiYhCp1jTsAaVF-qJd_mhGLTcwXvsM-n570G4Pc3glX3AhkP1RsjKI2DRsfL1gjgCQCKnLOGbY_FuM-ASpSkkOxsIR2E8n7Ml2q1UQ6tEwzi5OGWED9kexIs1JJZfehRT6f-gZwVOym99YzioRSXrMoi7DK96llHwL-4U1tM-4WeaqIKDSMzFdOGU1_V_yovjVMGzD3WEA1aOFAKvZyyxpMNg7XAwyosadE7tPEVyd06W0j46iQ2xSN6NvQZZQkSig_RiR6VA540UeJ4ODGTulrblOGNwe8WEDdyEMKG_jNu7boweLctDTcDbWasMVQG9fazuniwCNOI5ntlXZdYu9Mq_D-gRfuMvJLj4xk0ZVd3UNiJp2UkwNeWEDVTQBWsnmhfFkb2FgAFPicjNq-IMgNhPfBN8Sjb5eFDdCAP9bx1wgUoLWNzp1Q8wGSyYDVvEUd6pplafkOtdi4WECmeKxixUFtDpO529Pvqa3UweGnnmcHuj2DH_wRn2g3wYSnZSNAy4piAE9FnJBQZ7nMA_Q7PGd6Ai7qsdfXJDwFWEBjcwxCAQrKwyOR1y1PdVsIWI4cKJq5PiosLZpdhabT0G_es5k59hTvtLMZGWa65vUA7kQmeuRJkPMLRObJKUO0ogBYINy79kKRYKPmAHoHNXEECliRVtrBI0BehX7mdFRKDCh4AVggVkUuBrlOaELGVQWJD4M_qW5bcKEHWGNbOrPA_qAOKKyEAAQFBw',
  ],
]

function fits(document: JsonObject, proofValue: string): Promise<unknown> {
  const proof = {
    type: 'DataIntegrityProof',
    cryptosuite: 'ecdsa-sd-2023',
    ...ISSUED,
    proofPurpose: 'assertionMethod',
    proofValue,
  }
  const suite = suiteOf(proof)!
  const signature = suite.readProofValue(proofValue) as Buffer
  const run = runOver({}, { contexts })
  const canonical = () => canonize(document, run)
  const parts = { document, proof, signature, canonical, run }
  return suite.verify(parts, keyFromMultibase(KEY).key!)
}

describe('ecdsa-sd-2023, derived proofs', () => {
  for (const [document, proofValue] of EXAMPLES)
    it(`verifies the specification’s ${String((document.type as string[])[1])}`, async () => {
      assert.equal(await fits(document, proofValue), true)
      const subject = document.credentialSubject as JsonObject
      for (const changed of [
        { ...document, validFrom: '2020-12-03T00:00:00Z' },
        { ...document, validUntil: undefined },
        { ...document, type: ['VerifiableCredential'] },
        { ...document, credentialSubject: { ...subject, birthCountry: 'Utopia' } },
        { ...document, credentialSubject: { type: subject.type } },
        { ...document, credentialSubject: [subject, { birthCountry: 'Utopia' }] },
      ])
        assert.equal(
          await fits(JSON.parse(JSON.stringify(changed)) as JsonObject, proofValue),
          false,
        )
    })

  it('keeps to its proof: another document’s does not fit', async () => {
    const [[first], [, second]] = EXAMPLES as [[JsonObject, string], [JsonObject, string]]
    assert.equal(await fits(first, second), false)
  })
})

const head = (kind: number, size: number): number[] =>
  size < 24 ? [(kind << 5) | size] : [(kind << 5) | 24, size]
const bytes = (content: Uint8Array): number[] => [...head(2, content.length), ...content]
const list = (items: number[][]): number[] => [...head(4, items.length), ...items.flat()]
const map = (entries: [number, Uint8Array][]): number[] => [
  ...head(5, entries.length),
  ...entries.flatMap(([number, label]) => [...head(0, number), ...bytes(label)]),
]
const label = (fill: number): Buffer => Buffer.alloc(32, fill)
const statementKey = decodeMultibase(ecKey('P-256').multibase, 'z')!

function proof(changes: Record<number, number[]> = {}, more: number[] = []): Buffer {
  const parts = [
    bytes(Buffer.alloc(64, 1)),
    bytes(statementKey),
    list([bytes(Buffer.alloc(64, 2))]),
    map([
      [0, label(1)],
      [30, label(2)],
    ]),
    list([head(0, 0), head(0, 200)]),
  ]
  return Buffer.from([...list(parts.map((part, place) => changes[place] ?? part)), ...more])
}

describe('readDerivedProof', () => {
  it('reads signatures, labels and mandatory places', () => {
    const read = readDerivedProof(proof())!
    assert.equal(read.statementKey.type, 'P-256')
    assert.deepEqual([...read.labels.keys()], [0, 30])
    assert.equal(read.labels.get(0), `_:u${label(1).toString('base64url')}`)
    assert.deepEqual([...read.mandatory], [0, 200])
    assert.deepEqual(read.signatures, [Buffer.alloc(64, 2)])
  })

  it('reads bytes that their encoder marked', () => {
    const marked = [0xd8, 0x40, ...bytes(Buffer.alloc(64, 1))]
    assert.ok(readDerivedProof(proof({ 0: marked })))
  })

  it('lets no two nodes take one name, nor one node two', () => {
    const twice = map([
      [0, label(1)],
      [1, label(1)],
    ])
    assert.equal(readDerivedProof(proof({ 3: twice })), null)
    const both = map([
      [0, label(1)],
      [0, label(2)],
    ])
    assert.equal(readDerivedProof(proof({ 3: both })), null)
  })

  for (const [name, spoiled] of [
    ['a place twice', proof({ 4: list([head(0, 1), head(0, 1)]) })],
    ['a short base signature', proof({ 0: bytes(Buffer.alloc(63)) })],
    ['a short signature', proof({ 2: list([bytes(Buffer.alloc(63))]) })],
    ['a short label', proof({ 3: map([[0, Buffer.alloc(31)]]) })],
    ['another kind of key', proof({ 1: bytes(Buffer.alloc(35, 9)) })],
    ['text for a list', proof({ 2: [0x61, 0x61] })],
    ['a negative place', proof({ 4: list([[0x20]]) })],
    ['a count that promises too much', proof({ 4: [0x9a, 0xff, 0xff, 0xff, 0xff] })],
    ['a number of eight bytes', proof({ 4: [0x9b, 0, 0, 0, 0, 0, 0, 0, 0] })],
    ['a list without count', proof({ 4: [0x9f, 0xff] })],
    ['something behind it', proof({}, [0])],
    ['its end cut off', proof().subarray(0, -1)],
    ['nothing', Buffer.alloc(0)],
    ['a key of Ed25519', proof({ 1: bytes(decodeMultibase(ed25519Key().multibase, 'z')!) })],
  ] as const)
    it(`refuses ${name}`, () => assert.equal(readDerivedProof(spoiled), null))
})
