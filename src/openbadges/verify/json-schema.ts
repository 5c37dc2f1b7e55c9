import { Ajv2019, type ValidateFunction } from 'ajv/dist/2019.js'
import addFormats from 'ajv-formats'
import type { JsonObject } from '../types.js'

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
export function schemaErrors(schema: JsonObject, value: unknown): string[] {
  const validate = compiled.get(schema) ?? compile(schema)
  if (validate(value)) return []
  return (validate.errors ?? []).map(({ instancePath, message }) =>
    `${instancePath} ${message ?? ''}`.trim(),
  )
}

function compile(schema: JsonObject): ValidateFunction {
  const ajv = new Ajv2019(OPTIONS)
  addFormats.default(ajv)
  const { $schema: _, id: __, ...rest } = schema
  const validate = ajv.compile(rest)
  compiled.set(schema, validate)
  return validate
}
