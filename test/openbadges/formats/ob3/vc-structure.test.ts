import assert from 'node:assert/strict'
import { checkVcStructure } from '../../../../src/demo/conformance/vc-structure.js'
import type { JsonObject } from '../../../../src/openbadges/types.js'
import { VC2 } from '../../../support/issuer-ob3.js'

const EXAMPLES = 'https://www.w3.org/ns/credentials/examples/v2'

async function problems(changes: JsonObject): Promise<string[]> {
  const credential = {
    '@context': [VC2],
    type: ['VerifiableCredential'],
    issuer: 'did:example:issuer',
    credentialSubject: { id: 'did:example:subject' },
    ...changes,
  }
  const findings = await checkVcStructure(JSON.parse(JSON.stringify(credential)) as JsonObject)
  return findings.filter((f) => f.outcome === 'failed').map((f) => `${f.code} ${f.path}`)
}

async function isOk(changes: JsonObject): Promise<void> {
  assert.deepEqual(await problems(changes), [], JSON.stringify(changes))
}

async function isBad(changes: JsonObject): Promise<void> {
  assert.notDeepEqual(await problems(changes), [], JSON.stringify(changes))
}

describe('structure of W3C credentials', () => {
  it('the smallest credential conforms', () => isOk({}))

  it('@context begins with the W3C context, and the others are URLs or objects', async () => {
    await isOk({ '@context': VC2 })
    await isOk({ '@context': [VC2, 'https://unknown.example/v1'] })
    for (const context of [undefined, [], ['https://unknown.example/v1', VC2], 'https://w3.org/'])
      await isBad({ '@context': context })
    for (const second of [7, true, null, 'https ://a.example', 'v1'])
      await isBad({ '@context': [VC2, second] })
  })

  it('protected words may not be given another meaning', async () => {
    for (const word of ['type', 'VerifiableCredential', 'name', 'description', 'id'])
      await isBad({ '@context': [VC2, { [word]: 'https://evil.example/word' }] })
    const hidden = ['https://unknown.example/v1', { name: 'https://evil.example/word' }]
    await isBad({ '@context': [VC2, ...hidden] })
    const inner = { '@context': { type: 'https://evil.example/word' }, id: 'urn:a:1' }
    await isBad({ credentialSubject: inner })
    await isOk({ '@context': [VC2, { colour: 'https://school.example/colour' }] })
  })

  it('types map to URLs, unless a context is not at hand', async () => {
    const own = { Diploma: 'https://school.example/Diploma' }
    const type = ['VerifiableCredential', 'Diploma']
    await isBad({ type })
    await isOk({ type, '@context': [VC2, own] })
    await isOk({ type, '@context': [VC2, EXAMPLES] })
    await isOk({ type, '@context': [VC2, 'https://unknown.example/v1'] })
    await isBad({ type, '@context': [VC2, { Diploma: 'https ://school.example' }] })
    await isOk({ type: ['https://school.example/Diploma', 'VerifiableCredential'] })
    await isBad({ credentialStatus: { type: 'Unheard' } })
    await isBad({ credentialSubject: { type: 'Unheard' } })
    await isBad({ type: ['VerifiableCredential', ''] })
    for (const wrong of [undefined, [], 'Diploma', ['VerifiableCredential', 7], 7, [type]])
      await isBad({ type: wrong, '@context': [VC2, own] })
  })

  it('a proof needs a type of any kind, and nothing else', async () => {
    await isOk({ proof: { type: 'Unheard' } })
    await isOk({ proof: [{ type: 'Unheard' }, { type: 'DataIntegrityProof' }] })
    await isBad({ proof: { created: '2025-01-01T00:00:00Z' } })
  })

  it('ids are single URLs', async () => {
    for (const id of ['urn:uuid:1', 'did:example:1', 'https://a.example/']) await isOk({ id })
    const wrong = ['one', ['urn:a:1', 'urn:a:2'], ['urn:a:1'], 7, { id: 'urn:a:1' }, '_:b0', null]
    for (const id of wrong) {
      await isBad({ id })
      await isBad({ credentialSubject: { id } })
      await isBad({ issuer: { id } })
      await isBad({ credentialStatus: { id, type: 'https://a.example/Status' } })
      await isBad({ credentialSchema: { id, type: 'JsonSchema' } })
      for (const name of ['refreshService', 'termsOfUse', 'evidence'])
        await isBad({ [name]: { id, type: 'https://a.example/Part' } })
    }
  })

  it('an issuer is a URL or an object with one', async () => {
    await isOk({ issuer: { id: 'https://school.example/', name: 'School' } })
    for (const issuer of [undefined, null, {}, { id: null }, { name: 'School' }, 'school', []])
      await isBad({ issuer })
  })

  it('each subject says something', async () => {
    await isOk({ credentialSubject: [{ id: 'urn:a:1' }, { id: 'urn:a:2' }] })
    for (const credentialSubject of [undefined, null, {}, [], [{ id: 'urn:a:1' }, {}], 'did:a:b'])
      await isBad({ credentialSubject })
  })

  it('parts of the extension points have a type, a schema an id too', async () => {
    const type = 'https://school.example/Type'
    for (const name of ['credentialStatus', 'refreshService', 'termsOfUse', 'evidence']) {
      await isOk({ [name]: { type } })
      await isOk({ [name]: [{ type }, { id: 'urn:a:1', type }] })
      await isBad({ [name]: { id: 'urn:a:1' } })
      await isBad({ [name]: [{ type }, { id: 'urn:a:1' }] })
      await isBad({ [name]: 'urn:a:1' })
    }
    await isOk({ credentialSchema: { id: 'urn:a:1', type: 'JsonSchema' } })
    await isBad({ credentialSchema: { type: 'JsonSchema' } })
    await isBad({ credentialSchema: { id: 'urn:a:1' } })
  })

  it('dates are dateTimeStamps in order, whatever the clock', async () => {
    await isOk({ validFrom: '9999-12-31T23:59:59Z' })
    await isOk({ validFrom: '2020-01-01T00:00:00.5+14:00', validUntil: '2020-01-01T00:00:00Z' })
    for (const date of [
      ...['2020-01-01', '2020-01-01T00:00:00', '2020-01-01T00:00Z', '2020-01-01t00:00:00z'],
      ...['2020-02-30T00:00:00Z', '2020-01-01 00:00:00Z', 'Sat 25 Feb 2023', '', 1577836800, null],
      ...['2020-01-01T25:00:00Z', '2020-01-01T00:00:60Z', '2020-01-01T00:00:00+0100'],
    ]) {
      await isBad({ validFrom: date })
      await isBad({ validUntil: date })
    }
    await isBad({ validFrom: '2020-01-02T00:00:00Z', validUntil: '2020-01-01T00:00:00Z' })
  })

  it('names and descriptions are texts, in one or several languages', async () => {
    const good = [
      'Text',
      { '@value': 'Text', '@language': 'en', '@direction': 'ltr' },
      [
        { '@value': 'Text', '@language': 'en' },
        { '@value': 'نص', '@language': 'ar', '@direction': 'rtl' },
      ],
    ]
    const bad = [7, { '@value': 'Text', url: 'urn:a:1' }, { '@language': 'en' }, { en: 'Text' }]
    for (const name of ['name', 'description']) {
      for (const value of good)
        await isOk({ [name]: value, issuer: { id: 'urn:a:1', [name]: value } })
      for (const value of bad) {
        await isBad({ [name]: value })
        await isBad({ issuer: { id: 'urn:a:1', [name]: value } })
      }
    }
  })

  it('related resources are named once, each with a digest', async () => {
    const resource = { id: 'https://a.example/1', digestSRI: 'sha384-abc' }
    await isOk({ relatedResource: resource })
    await isBad({ relatedResource: [resource, resource] })
    await isBad({ relatedResource: { id: 'https://a.example/1' } })
    await isBad({ relatedResource: { digestSRI: 'sha384-abc' } })
    await isBad({ relatedResource: { ...resource, digestSRI: 384 } })
  })
})
