import { OpenBadgesError } from '../../errors.js'
import { finding, type Finding, verdictOf } from '../../findings/report.js'
import type { Run } from '../../findings/run.js'
import type { Award, PlanResult } from '../../formats/award.js'
import { recogniseAward } from '../../formats/recognise.js'
import { readBadgeText } from '../../formats/text.js'
import { readUtf8 } from '../../text/json.js'
import { asList, isObject, member, stringOf, types } from '../../text/read.js'
import { isHttpsUrl } from '../../text/values.js'
import type { Credential, JsonObject } from '../../types.js'
import { ACCEPT_BADGES } from '../answers.js'
import { checkExpiry } from './expiry.js'

/** What a newer version is measured against. */
interface Refreshable {
  award: Award
  credential: Credential
  /** Verifies the newer version, without refreshing it in turn. */
  verify: (award: Award) => Promise<PlanResult>
}

/**
 * Has the issuer a newer version of this badge? To be asked only of a badge whose proof is good; the answer
 * is told and never changes the verdict.
 * @returns refresh_available, refresh_failed (notes); empty without a service, or when it has the same badge
 * @see https://www.imsglobal.org/spec/vccr/v1p0/
 */
export async function checkRefresh(original: Refreshable, run: Run): Promise<Finding[]> {
  const service = serviceOf(original.award.value)
  if (!service) return []
  const url = stringOf(service, 'id')
  if (!isHttpsUrl(url)) return [finding('refresh_failed', { found: url })]
  const document = await run.load(url, ACCEPT_BADGES)
  const about = { found: url, evidence: [document] }
  const award = document.status === 200 ? readAward(document.body) : null
  if (!award) return [finding('refresh_failed', about)]
  if (award.text.trim() === original.award.text.trim()) return []
  const isNewer = isUpdate(original.credential, await original.verify(award), run.now)
  return [finding(isNewer ? 'refresh_available' : 'refresh_failed', about)]
}

function serviceOf(value: JsonObject): JsonObject | undefined {
  return asList(member(value, 'refreshService'))
    .filter(isObject)
    .find((service) => types(service).includes('1EdTechCredentialRefresh'))
}

function readAward(body: Uint8Array): Award | null {
  try {
    const text = readBadgeText(readUtf8(body))
    const award = text.kind === 'url' ? null : recogniseAward(text)
    return award?.format === 'ob3.0' ? award : null
  } catch (error) {
    if (error instanceof OpenBadgesError) return null
    throw error
  }
}

/** A good badge with the same id, of the same issuer, not older. */
function isUpdate(
  original: Credential,
  { credential, findings, proof }: PlanResult,
  now: Date,
): boolean {
  if (!credential) return false
  const isSame = credential.id === original.id && credential.issuer.id === original.issuer.id
  const isLater = Date.parse(credential.validFrom ?? '') >= Date.parse(original.validFrom ?? '')
  const verdict = verdictOf([...findings, ...checkExpiry(credential, now)], proof)
  return isSame && isLater && verdict === 'valid'
}
