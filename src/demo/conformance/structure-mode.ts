import { OpenBadgesError } from '../../openbadges/errors.js'
import type { Finding } from '../../openbadges/findings/report.js'
import { startRun, type VerifyOptions } from '../../openbadges/findings/run.js'
import { inOb2Words } from '../../openbadges/formats/ob2/normalise.js'
import { checkOb2Structure } from '../../openbadges/formats/ob2/structure.js'
import { readJson } from '../../openbadges/text/json.js'
import { contextUrls, isObject, types } from '../../openbadges/text/read.js'
import type { JsonObject } from '../../openbadges/types.js'
import { checkExtensions } from '../../openbadges/verify/checks/extensions.js'
import { checkVcStructure } from './vc-structure.js'

/**
 * One document by its data model alone: no network, no proof, no clock, and no question whether it is an award.
 * Credentials are verified by the W3C data model 2.0, all others as objects of Open Badges 2.0.
 * @throws {OpenBadgesError} BADGE_MALFORMED when it is no JSON object
 */
export async function checkStructure(text: string, options: VerifyOptions): Promise<'ok' | 'bad'> {
  const value = readJson(text.trim())
  if (!isObject(value))
    throw new OpenBadgesError('BADGE_MALFORMED', 'The text is JSON, but not an object.')
  const findings = isCredential(value)
    ? await checkVcStructure(value)
    : await ob2Findings(value, options)
  return findings.some((f) => f.severity === 'error' && f.outcome === 'failed') ? 'bad' : 'ok'
}

function isCredential(value: JsonObject): boolean {
  const named = contextUrls(value).some((url) => /\/(ns|2018)\/credentials\//.test(url))
  const typed = types(value).some((type) => /Verifiable(Credential|Presentation)$/.test(type))
  return named || typed || Object.hasOwn(value, 'credentialSubject')
}

async function ob2Findings(value: JsonObject, options: VerifyOptions): Promise<Finding[]> {
  const run = startRun(options)
  const named = await inOb2Words(value, run)
  return [
    ...named.findings,
    ...checkOb2Structure(named.value, value, run.contexts),
    ...(await checkExtensions([{ original: value, path: '' }], run)),
  ]
}
