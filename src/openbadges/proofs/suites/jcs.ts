import { finding } from '../../findings/report.js'
import type { Processed } from '../../jsonld/jsonld.js'
import { asList, isObject, member, sameJson, withMembers, withoutMembers } from '../../text/read.js'
import type { JsonObject } from '../../types.js'
import type { Secured, Suite } from './rdfc.js'
import { ecdsa, eddsa, type Transformation } from './signed-hashes.js'

/** The JSON of both, in the spelling of RFC 8785: every member counts, whether a context defines it or not. */
const text: Transformation = { signs: 'text', texts }

/** eddsa-jcs-2022. @see https://www.w3.org/TR/vc-di-eddsa/#eddsa-jcs-2022 */
export const eddsaJcs: Suite = eddsa(text)

/** ecdsa-jcs-2019. @see https://www.w3.org/TR/vc-di-ecdsa/#ecdsa-jcs-2019 */
export const ecdsaJcs: Suite = ecdsa(text)

async function texts(secured: Secured): Promise<Processed<[string, string]>> {
  const document = signedDocument(secured)
  const path = 'proof.@context'
  if (!document) return { value: null, problem: finding('proof_invalid', { path }) }
  const options = withoutMembers(secured.proof, ['proofValue'])
  return { value: [canonicalJson(options), canonicalJson(document)], problem: null }
}

/** Contexts that were added after signing stand behind those that the proof names; null where they do not. */
function signedDocument({ proof, document }: Secured): JsonObject | null {
  const signed = member(proof, '@context')
  if (signed === undefined) return document
  const [own, first] = [asList(member(document, '@context')), asList(signed)]
  const begins = first.length > 0 && sameJson(own.slice(0, first.length), first)
  return begins ? withMembers(document, { '@context': signed }) : null
}

/**
 * The one text of a JSON value: members sorted by UTF-16 code units, no white space, numbers and strings as
 * ECMAScript writes them. Of values that JSON text can hold; lone surrogates are for the reader to refuse.
 * @see https://www.rfc-editor.org/rfc/rfc8785
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (!isObject(value)) return JSON.stringify(value)
  const members = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name])}`)
  return `{${members.join(',')}}`
}
