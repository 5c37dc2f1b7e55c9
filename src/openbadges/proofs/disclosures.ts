import { OpenBadgesError } from '../errors.js'
import { finding, type Finding } from '../findings/report.js'
import { MAX_JSON_DEPTH } from '../text/json-limits.js'
import { readJson, readUtf8 } from '../text/json.js'
import { asList, isObject } from '../text/read.js'
import { decodeBase64url } from '../text/values.js'
import type { JsonObject } from '../types.js'

/** Disclosures of one token; the largest published badge has far fewer members. */
const MAX_DISCLOSURES = 1000
/** Claims that no disclosure may bring: what hides them would hide when, by whom and for how long. */
const ALWAYS_SHOWN = ['iss', 'nbf', 'exp', 'cnf', 'vct', 'vct#integrity', 'status']
const RESERVED = ['_sd', '...']

interface DisclosedPayload {
  payload: JsonObject
  /** disclosure_bad, each with what is wrong; partly_disclosed where members of the badge itself are withheld. */
  problems: Finding[]
}

/**
 * Puts the disclosed members in the place of their digests and takes all other digests out. Each disclosure must
 * be meant by exactly one digest, each digest stand once, and no disclosure may overwrite a member.
 * @throws {OpenBadgesError} BADGE_MALFORMED: too many, or nested too deeply
 * @see https://www.rfc-editor.org/rfc/rfc9901#section-7.1
 * @see https://datatracker.ietf.org/doc/draft-ietf-oauth-sd-jwt-vc/#section-2.2.2.2
 */
export function disclosedPayload(
  payload: JsonObject,
  disclosures: readonly string[],
  digestOf: (disclosure: string) => string,
): DisclosedPayload {
  if (disclosures.length > MAX_DISCLOSURES) throw tooMuch(`${disclosures.length} disclosures`)
  const { _sd_alg: _, ...rest } = payload
  const opened = new Opening(disclosures, digestOf)
  const shown = opened.object(rest, 0, true)
  opened.finish()
  return { payload: shown, problems: opened.problems }
}

/** What a disclosure says: a member of an object, or an element of a list (no name). */
interface Disclosure {
  name: string | null
  value: unknown
}

class Opening {
  readonly problems: Finding[] = []
  private readonly given = new Map<string, Disclosure>()
  private readonly met = new Set<string>()

  constructor(disclosures: readonly string[], digestOf: (disclosure: string) => string) {
    for (const text of disclosures) {
      const digest = digestOf(text)
      const disclosure = readDisclosure(text)
      if (!disclosure) this.blame('no disclosure', text)
      else if (this.given.has(digest)) this.blame('twice', disclosure.name)
      else this.given.set(digest, disclosure)
    }
  }

  /** What no digest means was added by somebody. */
  finish(): void {
    for (const [digest, { name }] of this.given)
      if (!this.met.has(digest)) this.blame('not signed', name)
  }

  /** @param isBadge its members are those of the badge: an end or a status may be among what is withheld */
  object(object: JsonObject, depth: number, isBadge = false): JsonObject {
    const { _sd, ...shown } = object
    if (Object.hasOwn(object, '...')) this.blame('reserved', '...')
    const members = new Map(
      Object.entries(shown).map(([name, value]) => [name, this.member(name, value, depth)]),
    )
    for (const { name, value } of this.meant(_sd, true)) {
      if (members.has(name!) || (depth === 0 && ALWAYS_SHOWN.includes(name!)))
        this.blame('not allowed', name)
      else members.set(name!, this.value(value, depth))
    }
    if (isBadge && asList(_sd).some((digest) => !this.given.has(String(digest))))
      this.problems.push(finding('partly_disclosed', { path: '_sd' }))
    return Object.fromEntries(members)
  }

  private member(name: string, value: unknown, depth: number): unknown {
    const isBadge = depth === 0 && name === 'vc' && isObject(value)
    return isBadge ? this.object(value, depth + 1, true) : this.value(value, depth)
  }

  private value(value: unknown, depth: number): unknown {
    if (depth > MAX_JSON_DEPTH) throw tooMuch('nested disclosures')
    if (Array.isArray(value)) return value.flatMap((item) => this.element(item, depth + 1))
    return isObject(value) ? this.object(value, depth + 1) : value
  }

  private element(item: unknown, depth: number): unknown[] {
    const isDigest = isObject(item) && Object.hasOwn(item, '...') && Object.keys(item).length === 1
    if (!isDigest) return [this.value(item, depth)]
    return this.meant([item['...']], false).map(({ value }) => this.value(value, depth))
  }

  /** The disclosures that these digests mean; digests of what is not disclosed, and decoys, mean none. */
  private meant(digests: unknown, named: boolean): Disclosure[] {
    if (digests === undefined) return []
    if (!Array.isArray(digests)) return this.blame('no list of digests', digests)
    return digests.flatMap((digest) => {
      if (typeof digest !== 'string' || this.met.has(digest)) return this.blame('digest', digest)
      this.met.add(digest)
      const disclosure = this.given.get(digest)
      if (!disclosure) return []
      return (disclosure.name !== null) === named ? [disclosure] : this.blame('misplaced', digest)
    })
  }

  private blame(what: string, found: unknown): [] {
    this.problems.push(finding('disclosure_bad', { path: what, found: found ?? undefined }))
    return []
  }
}

/** `[salt, name, value]` or `[salt, value]` in base64url; null for anything else. */
function readDisclosure(text: string): Disclosure | null {
  try {
    const parts = readJson(readUtf8(decodeBase64url(text)!))
    if (!Array.isArray(parts) || typeof parts[0] !== 'string') return null
    if (parts.length === 2) return { name: null, value: parts[1] }
    const name: unknown = parts[1]
    if (parts.length !== 3 || typeof name !== 'string' || RESERVED.includes(name)) return null
    return { name, value: parts[2] }
  } catch {
    return null
  }
}

function tooMuch(seen: string): OpenBadgesError {
  return new OpenBadgesError('BADGE_MALFORMED', 'The SD-JWT discloses too much.', {
    reason: 'token-damaged',
    seen,
  })
}
