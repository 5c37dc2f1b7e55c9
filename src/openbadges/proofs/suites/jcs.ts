import { asList, member, sameJson, withMembers, withoutMembers } from '../../formats/read.js'
import type { JsonObject } from '../../types.js'
import { finding } from '../../verify/report.js'
import { canonicalJson } from '../canonical-json.js'
import type { Processed } from '../jsonld.js'
import { ecdsa, eddsa, type Transformation } from './signed-hashes.js'
import type { Secured, Suite } from './suite.js'

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
