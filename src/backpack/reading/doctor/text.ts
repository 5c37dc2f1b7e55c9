import type { NotABadgeKind, OpenBadgesError } from '../../../openbadges/index.js'
import { type Diagnosis, type DiagnosisCode, diagnosisOf } from './diagnosis.js'
import { firstWords, withoutSecrets } from './seen.js'

type Refusal = Pick<OpenBadgesError, 'code' | 'kind' | 'seen' | 'message'>

/** Why a text is no badge. @param inside what the text came out of, e.g. a picture; null when it is all there is */
export function diagnoseText(
  error: Refusal,
  text: string,
  inside: string | null = null,
): Diagnosis {
  const seen = [inside ?? '', `begins: ${firstWords(text)}`, seenBy(error)]
  if (error.code === 'BADGE_TOO_LARGE') return tooLarge(error, seen, inside)
  if (error.code === 'BADGE_MALFORMED') return malformed(error, text, seen, inside)
  const version = unknownVersion(text)
  if (version === '3') return diagnosisOf('never_published', {}, seen)
  if (version) return diagnosisOf('unknown_version', { what: version }, seen)
  if (error.kind && error.kind !== 'unknown' && error.kind !== 'unsupported-envelope')
    return diagnosisOf(KINDS[error.kind], {}, seen)
  if (error.kind === 'unsupported-envelope') return diagnosisOf(envelopeOf(error), {}, seen)
  return diagnosisOf(plainCode(text), {}, seen)
}

/** What the library saw, unless it is the beginning of the text once more. */
function seenBy({ code, seen, kind }: Refusal): string {
  if (
    !seen ||
    (code === 'FORMAT_UNKNOWN' && (kind === 'unknown' || kind === 'unsupported-envelope'))
  )
    return ''
  return readable(seen)
}

function malformed(
  { seen, message }: Refusal,
  text: string,
  facts: string[],
  inside: string | null,
): Diagnosis {
  const at = /line \d+, column \d+/.exec(seen ?? '')?.[0]
  const what = readable(seen ?? '').replace(/^.*?column \d+: /, '')
  if (seen?.startsWith('duplicate member'))
    return diagnosisOf('json_twice', { place: at ?? '', what: nameIn(seen) }, facts)
  if (isTokenLike(text)) return diagnosisOf('token_damaged', {}, facts)
  if (at) return diagnosisOf(codeOfBreak(what), { place: at, what }, facts)
  if (inside) return diagnosisOf('baked_text_damaged', { what: lowered(message) }, facts)
  return diagnosisOf('text_damaged', {}, facts)
}

/** Beyond a limit of ours, which is nobody's fault. */
function tooLarge({ seen }: Refusal, facts: string[], inside: string | null): Diagnosis {
  const what = seen ?? ''
  if (/^nested|members$/.test(what)) return diagnosisOf('json_limits', { what }, facts)
  return diagnosisOf(inside ? 'compressed_bomb' : 'text_too_long', {}, facts)
}

const readable = (seen: string) =>
  withoutSecrets(seen).replace(String.raw`"\""`, 'a quotation mark')

const codeOfBreak = (what: string): DiagnosisCode =>
  /^the text ends|^a text that does not end/.test(what) ? 'json_cut_short' : 'json_broken'

const nameIn = (seen: string) => /^duplicate member (".*?"),/.exec(seen)?.[1] ?? 'something'

const isTokenLike = (text: string) => /^\s*["']?ey[\w+/=-]*\s*\./.test(text)

const lowered = (message: string) =>
  (message.charAt(0).toLowerCase() + message.slice(1)).replace(/\.$/, '')

const KINDS: Record<Exclude<NotABadgeKind, 'unknown' | 'unsupported-envelope'>, DiagnosisCode> = {
  'badge-definition': 'badge_definition',
  'issuer-profile': 'issuer_profile',
  endorsement: 'endorsement',
  record: 'learner_record',
  presentation: 'presentation',
  'status-list': 'status_list',
  'other-credential': 'other_credential',
  part: 'part_of_badge',
  list: 'list_of_badges',
}

function envelopeOf({ message }: Refusal): DiagnosisCode {
  return message.includes('JWE') ? 'encrypted_token' : 'closed_envelope'
}

/** The version an Open Badges context names, when it is none of those we read. */
function unknownVersion(text: string): string | null {
  const [named, version = ''] =
    /(?:w3id\.org\/openbadges\/|\/spec\/ob\/)(v\d+(?:p\d+)?)/.exec(text.slice(0, 4096)) ?? []
  const isKnown = ['v1', 'v2', 'v2p0', 'v2p1', 'v3p0'].includes(version)
  return named && !isKnown ? version.slice(1).replace('p', '.') : null
}

/** Characters of a text that may be meant as an address. */
const MAX_ADDRESS = 2000

function plainCode(text: string): DiagnosisCode {
  const plain = text.trim()
  if (plain === '') return 'empty_text'
  if (plain.startsWith('{')) return 'json_other'
  if (/^(?:<!--|<!doctype html|<html|<)/i.test(plain)) return 'web_page_text'
  if (plain.length > MAX_ADDRESS) return 'plain_text'
  if (/^(?:mailto:)?[^\s@]+@[^\s@]+\.[^\s@]+$/i.test(plain)) return 'email_text'
  if (/^https?:/i.test(plain)) return 'bad_address'
  if (/^(?:www\.)?[\w-]+(?:\.[\w-]+)+(?:\/\S*)?$/.test(plain)) return 'address_without_start'
  return 'plain_text'
}
