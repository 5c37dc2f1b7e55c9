import assert from 'node:assert/strict'
import type { Award } from '../../src/openbadges/formats/award.js'
import { recogniseAward } from '../../src/openbadges/formats/recognise.js'
import { readBadgeText } from '../../src/openbadges/formats/text.js'
import type { JsonObject } from '../../src/openbadges/types.js'

/** The award in this JSON value or text. */
export function recognise(value: unknown): Award {
  const badge = readBadgeText(typeof value === 'string' ? value : JSON.stringify(value))
  assert.ok(badge.kind !== 'url')
  return recogniseAward(badge)
}

/** A token with these claims; its signature fits nothing. */
export function jws(payload: JsonObject, header: JsonObject = { alg: 'EdDSA' }): string {
  const part = (value: JsonObject): string =>
    Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part(header)}.${part(payload)}.AAAA`
}
