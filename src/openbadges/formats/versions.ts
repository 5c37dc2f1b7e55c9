import { OpenBadgesError } from '../errors.js'
import { contextUrls } from '../text/read.js'
import type { JsonObject } from '../types.js'
import { isUnpublishedContext } from './ob3/contexts.js'

/** Addresses of contexts of Open Badges, and the versions of them that are known here. */
const CONTEXTS: readonly [pattern: RegExp, known: readonly string[]][] = [
  [/^https?:\/\/(?:w3id\.org\/openbadges|openbadgespec\.org)\/v(\d+)(?![^/])/i, ['1', '2']],
  [/^https?:\/\/purl\.imsglobal\.org\/spec\/ob\/v(\d+p\d+)\//i, ['2p0', '2p1', '3p0']],
]

/**
 * A badge of a version to come must not be verified by the rules of an older one.
 * @param isCredential is it a credential of 3.0 by its types? Of such a one it is found, not refused, that it names an
 *   address at which there never was a vocabulary
 * @throws {OpenBadgesError} FORMAT_UNKNOWN with reason `version-unknown` or `version-unpublished`
 */
export function refuseUnknownVersion(value: JsonObject, isCredential: boolean): void {
  const urls = contextUrls(value)
  const versions = urls.flatMap(versionOf)
  const [first] = versions
  if (!first || versions.some(({ isKnown }) => isKnown)) return
  const named = urls.find(isUnpublishedContext)
  if (named && isCredential) return
  const what = first.version
  throw new OpenBadgesError(
    'FORMAT_UNKNOWN',
    `This is written in version ${what} of Open Badges, which is not known here.`,
    named
      ? { reason: 'version-unpublished', seen: `names ${named}`, what }
      : { reason: 'version-unknown', seen: `names version ${what}`, what },
  )
}

function versionOf(context: string): { version: string; isKnown: boolean }[] {
  return CONTEXTS.flatMap(([pattern, known]) => {
    const version = pattern.exec(context)?.[1]
    return version ? [{ version: version.replace('p', '.'), isKnown: known.includes(version) }] : []
  })
}
