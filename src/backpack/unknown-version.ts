import { isUnpublishedContext } from '../openbadges/index.js'
import { DiagnosedError, diagnosisOf } from './doctor/index.js'

/** Addresses of contexts of Open Badges, and the versions of them that can be read. */
const CONTEXTS: readonly [pattern: RegExp, known: readonly string[]][] = [
  [/^https?:\/\/(?:w3id\.org\/openbadges|openbadgespec\.org)\/v(\d+)(?![^/])/i, ['1', '2']],
  [/^https?:\/\/purl\.imsglobal\.org\/spec\/ob\/v(\d+p\d+)\//i, ['2p0', '2p1', '3p0']],
]

/**
 * A badge of a version to come must not be judged by the rules of an older one.
 * @param text JSON, compact JWS, or anything else
 * @throws {DiagnosedError} unknown_version: it declares versions of Open Badges, and none that can be read;
 *   never_published: it names an address at which there never was a vocabulary
 */
export function refuseUnknownVersion(text: string): void {
  const versions = contextsIn(text).flatMap(versionOf)
  if (versions.length === 0 || versions.some(({ isKnown }) => isKnown)) return
  const named = contextsIn(text).find(isUnpublishedContext)
  if (named) throw new DiagnosedError(diagnosisOf('never_published', {}, [`names ${named}`]))
  const what = versions[0]!.version
  throw new DiagnosedError(diagnosisOf('unknown_version', { what }, [`names version ${what}`]))
}

function versionOf(context: string) {
  return CONTEXTS.flatMap(([pattern, known]) => {
    const version = pattern.exec(context)?.[1]
    return version ? [{ version: version.replace('p', '.'), isKnown: known.includes(version) }] : []
  })
}

function contextsIn(text: string): string[] {
  try {
    const badge = JSON.parse(payloadOf(text)) as { '@context'?: unknown } | null
    const contexts = [badge?.['@context']].flat()
    return contexts.filter((one) => typeof one === 'string')
  } catch {
    return []
  }
}

function payloadOf(text: string): string {
  const [, payload] = /^\s*[\w-]+\.([\w-]+)\.[\w-]*\s*$/.exec(text) ?? []
  return payload ? Buffer.from(payload, 'base64url').toString('utf8') : text
}
