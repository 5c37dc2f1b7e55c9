import assert from 'node:assert/strict'
import type { JsonObject } from '../../../../src/openbadges/types.js'
import { checkSchema } from '../../../../src/openbadges/verify/checks/schema.js'
import { unsignedBadge } from '../../../support/issuer-ob3.js'

const STRICT = 'https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_x_schema.json'
const LOOSE = 'https://purl.imsglobal.org/spec/ob/v3p0/schema/json-ld/ob_v3p0_x_schema.json'

const SCHEMAS = new Map<string, JsonObject>([
  [
    STRICT,
    {
      $schema: 'https://json-schema.org/draft/2019-09/schema#',
      required: ['name'],
      properties: { name: { type: 'array' } },
    },
  ],
  [LOOSE, { required: ['name'] }],
])

async function codes(
  value: JsonObject,
  type = '1EdTechJsonSchemaValidator2019',
  id = STRICT,
): Promise<string[]> {
  const credential = { ...value, credentialSchema: [{ id, type }] }
  const findings = await checkSchema(credential, (url) => SCHEMAS.get(url) ?? null)
  return findings.map(({ code }) => code)
}

async function told(value: JsonObject): Promise<string[][]> {
  return (await checkSchema(value)).map(({ code, severity }) => [code, severity])
}

describe('schema of 3.0', () => {
  it('a schema at hand decides, and its looser sibling is enough with a warning', async () => {
    assert.deepEqual(await codes({ name: ['a'] }), ['schema_ok'])
    assert.deepEqual(await codes({ name: 'a' }), ['schema_compact'])
    assert.deepEqual(await codes({}), ['schema_failed'])
    const declared = { credentialSchema: [{ id: STRICT, type: '1EdTechJsonSchemaValidator2019' }] }
    const [failed] = await checkSchema(declared, (url) => SCHEMAS.get(url) ?? null)
    assert.match(JSON.stringify(failed), /must have required property 'name'/)
  })

  it('the published schema of 3.0 is at hand under both its names, and failing it is a warning', async () => {
    const compact = unsignedBadge('https://school.example/issuer')
    const [issuer, subject] = [compact.issuer, compact.credentialSubject] as JsonObject[]
    const achievement = { ...(subject!.achievement as JsonObject), type: ['Achievement'] }
    const whole = {
      ...compact,
      issuer: { ...issuer, type: ['Profile'] },
      credentialSubject: { ...subject, type: ['AchievementSubject'], achievement },
    }
    for (const folder of ['json', 'json-ld']) {
      const id = `https://purl.imsglobal.org/spec/ob/v3p0/schema/${folder}/ob_v3p0_achievementcredential_schema.json`
      const credentialSchema = [{ id, type: 'JsonSchema' }]
      assert.deepEqual(await told({ ...whole, credentialSchema }), [['schema_ok', 'note']])
      assert.deepEqual(await told({ ...compact, credentialSchema }), [['schema_failed', 'warning']])
    }
  })

  it('any other is a warning, and none is ever fetched', async () => {
    const others: [type: string, id: string][] = [
      ['1EdTechJsonSchemaValidator2019', 'https://evil.example/schema.json'],
      ['ShaclValidator2017', STRICT],
      ['JsonSchema', 'https://w3id.org/openbadges/v1/schema/assertion.json'],
    ]
    for (const [type, id] of others)
      assert.deepEqual(await codes({}, type, id), ['schema_unavailable'])
    const declared = { credentialSchema: { id: STRICT, type: 'JsonSchema' } }
    assert.deepEqual(await told(declared), [['schema_unavailable', 'warning']])
  })

  it('without a declared schema there is nothing to say', async () => {
    assert.deepEqual(await checkSchema({}), [])
  })
})
