import type { ValidateFunction } from 'ajv/dist/2019.js'
import { finding, type Finding } from '../../findings/report.js'
import { bundledSchema } from '../../jsonld/contexts.js'
import { asList, isObject, member, stringOf, types } from '../../text/read.js'
import type { JsonObject } from '../../types.js'

/** Types of `credentialSchema` whose id is a JSON schema. */
const JSON_SCHEMA_TYPES = [
  '1EdTechJsonSchemaValidator2019',
  'JsonSchemaValidator2018',
  'JsonSchema',
]

/** Schemas of credentials; what ships for older badges is no schema of a credential. */
const OF_CREDENTIALS = /^https:\/\/purl\.imsglobal\.org\/spec\/(ob\/v3p0|clr\/v2p0)\/schema\//

/** Where schemas come from; null for one that is not at hand. */
type SchemaSource = (url: string) => JsonObject | null

/**
 * Does the credential fit the JSON schemas it declares? Only bundled schemas are ever used, and none is
 * fetched; the looser `json-ld` sibling of a 1EdTech schema is enough. Failing is a warning: the published schemas
 * are stricter than the specification's MUSTs, which the structure check decides.
 * @returns schema_ok, schema_compact, schema_failed, schema_unavailable; empty when none is declared
 * @see https://www.imsglobal.org/spec/vccs/v1p0/
 */
export async function checkSchema(
  value: JsonObject,
  source: SchemaSource = bundledSchema,
): Promise<Finding[]> {
  const declared = asList(member(value, 'credentialSchema')).filter(isObject)
  return Promise.all(
    declared.map((schema, index) =>
      checkDeclared(schema, value, { path: `credentialSchema[${index}]`, source }),
    ),
  )
}

async function checkDeclared(
  declared: JsonObject,
  value: JsonObject,
  { path, source }: { path: string; source: SchemaSource },
): Promise<Finding> {
  const url = stringOf(declared, 'id') ?? ''
  const isJsonSchema = types(declared).some((type) => JSON_SCHEMA_TYPES.includes(type))
  const schema = isJsonSchema && OF_CREDENTIALS.test(url) ? source(url) : null
  const about = { path, found: url, values: { url } }
  if (!schema) return finding('schema_unavailable', about)
  const errors = await schemaErrors(schema, value)
  if (errors.length === 0) return finding('schema_ok', about)
  const looser = source(url.replace('/schema/json/', '/schema/json-ld/'))
  if (looser && looser !== schema && (await schemaErrors(looser, value)).length === 0)
    return finding('schema_compact', about)
  return finding('schema_failed', { ...about, found: errors.slice(0, 3).join('; ') })
}

// draft 04 has plain regular expressions: one schema escapes what `u` does not let it escape
const OPTIONS = {
  strict: false,
  validateSchema: false,
  logger: false,
  unicodeRegExp: false,
} as const

const compiled = new WeakMap<JsonObject, ValidateFunction>()

/**
 * What a value breaks of a schema, in words; empty when it fits. Only schemas that ship with the library are ever
 * compiled. Those of draft 04 use no keyword whose meaning changed until 2019, apart from the names that are
 * dropped here.
 */
export async function schemaErrors(schema: JsonObject, value: unknown): Promise<string[]> {
  const validate = compiled.get(schema) ?? (await compile(schema))
  if (validate(value)) return []
  return (validate.errors ?? []).map(({ instancePath, message }) =>
    `${instancePath} ${message ?? ''}`.trim(),
  )
}

async function compile(schema: JsonObject): Promise<ValidateFunction> {
  const { Ajv2019 } = await import('ajv/dist/2019.js')
  const { default: addFormats } = await import('ajv-formats')
  const ajv = new Ajv2019(OPTIONS)
  addFormats.default(ajv)
  const { $schema: _, id: __, ...rest } = schema
  const validate = ajv.compile(rest)
  compiled.set(schema, validate)
  return validate
}
