import type { NotABadgeKind, OpenBadgesError, RefusalReason } from '../../../openbadges/index.js'
import { type Diagnosis, type DiagnosisCode, diagnosisOf } from './diagnosis.js'
import { firstWords, withoutSecrets } from './seen.js'

type Refusal = Pick<OpenBadgesError, 'code' | 'kind' | 'reason' | 'seen' | 'place' | 'what'>

/** Why a text is no badge. @param inside what the text came out of, e.g. a picture; null when it is all there is */
export function diagnoseText(
  error: Refusal,
  text: string,
  inside: string | null = null,
): Diagnosis {
  const seen = [inside ?? '', `begins: ${firstWords(text)}`, seenBy(error)]
  return diagnosisOf(codeOf(error, text, inside !== null), valuesOf(error), seen)
}

function codeOf({ code, kind, reason }: Refusal, text: string, isInside: boolean): DiagnosisCode {
  if (code === 'BADGE_MALFORMED' && reason !== 'json-name-twice' && isTokenLike(text))
    return 'token_damaged'
  const [alone, inside = alone] = (reason && BY_REASON[reason]) ?? []
  if (alone) return isInside ? inside! : alone
  return kind === null || kind === 'unknown' ? plainCode(text) : BY_KIND[kind]
}

function valuesOf({ reason, place, what, seen }: Refusal): Record<string, string> {
  if (reason === null) return {}
  return { damage: reason, place: place ?? '', what: readable(what ?? seen ?? '') }
}

/** What the library saw, unless it is the beginning of the text once more. */
function seenBy({ code, seen, kind }: Refusal): string {
  const isBeginning = kind === 'unknown' || kind === 'unsupported-envelope'
  return !seen || (code === 'FORMAT_UNKNOWN' && isBeginning) ? '' : readable(seen)
}

const readable = (seen: string) =>
  withoutSecrets(seen).replace(String.raw`"\""`, 'a quotation mark')

const isTokenLike = (text: string) => /^\s*["']?ey[\w+/=-]*\s*\./.test(text)

/** By itself, and inside a picture where that is something else. */
const BY_REASON: Partial<
  Record<RefusalReason, readonly [alone: DiagnosisCode, inside?: DiagnosisCode]>
> = {
  'json-name-twice': ['json_twice'],
  'json-cut-short': ['json_cut_short'],
  'json-broken': ['json_broken'],
  'json-too-deep': ['json_limits'],
  'json-too-many-members': ['json_limits'],
  'json-too-many-items': ['json_limits'],
  'text-too-long': ['text_too_long', 'compressed_bomb'],
  'text-damaged': ['text_damaged', 'baked_text_damaged'],
  'not-utf8': ['text_damaged', 'baked_text_damaged'],
  'token-damaged': ['token_damaged'],
  'token-encrypted': ['encrypted_token'],
  'version-unknown': ['unknown_version'],
  'version-unpublished': ['never_published'],
}

const BY_KIND: Record<Exclude<NotABadgeKind, 'unknown'>, DiagnosisCode> = {
  'badge-definition': 'badge_definition',
  'issuer-profile': 'issuer_profile',
  endorsement: 'endorsement',
  record: 'learner_record',
  presentation: 'presentation',
  'status-list': 'status_list',
  'other-credential': 'other_credential',
  part: 'part_of_badge',
  list: 'list_of_badges',
  'unsupported-envelope': 'closed_envelope',
}

/** Characters of a text that may be meant as an address. */
const MAX_ADDRESS = 2000

function plainCode(text: string): DiagnosisCode {
  const plain = text.trim()
  if (plain === '') return 'empty_text'
  if (plain.startsWith('{')) return 'json_other'
  if (/^(?:<!--|<!doctype html|<html|<)/i.test(plain)) return 'web_page_text'
  if (plain.length > MAX_ADDRESS) return 'plain_text'
  if (/^(?:mailto:)?[^\s@]+@[^\s@.]+\.[^\s@]+$/i.test(plain)) return 'email_text'
  if (/^https?:/i.test(plain)) return 'bad_address'
  if (/^(?:www\.)?[\w-]+(?:\.[\w-]+)+(?:\/\S*)?$/.test(plain)) return 'address_without_start'
  return 'plain_text'
}
