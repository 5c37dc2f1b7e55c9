import type { Finding } from '../../../openbadges/index.js'
import { withoutSecrets } from './seen.js'

/** Who can mend it: the file itself, its earner, the issuer, the way between, or we. */
export type Side = 'file' | 'earner' | 'issuer' | 'network' | 'us'

/** What can be the matter with something that was handed in, and on whose side it is; codes never change meaning. */
const SIDES = {
  empty_file: 'file',
  too_large: 'file',
  photo_stripped: 'file',
  edited_picture: 'file',
  jpeg: 'file',
  webp: 'file',
  heic: 'file',
  gif: 'file',
  other_picture: 'file',
  pdf_without_badge: 'file',
  pdf_locked: 'file',
  pdf_unreadable: 'file',
  svg_without_badge: 'file',
  svg_doctype: 'file',
  svg_damaged: 'file',
  cut_short: 'file',
  damaged_on_way: 'file',
  compressed_bomb: 'file',
  saved_page: 'file',
  unknown_file: 'file',
  not_utf8: 'file',
  zip_damaged: 'file',
  zip_too_much: 'file',
  zip_bomb: 'file',
  too_much_work: 'file',
  text_too_long: 'file',
  json_limits: 'file',
  json_other: 'file',
  unknown_version: 'file',
  badge_definition: 'file',
  issuer_profile: 'file',
  endorsement: 'file',
  learner_record: 'file',
  presentation: 'file',
  status_list: 'file',
  other_credential: 'file',
  part_of_badge: 'file',
  list_of_badges: 'file',
  screenshot: 'earner',
  zip: 'earner',
  zip_in_zip: 'earner',
  empty_text: 'earner',
  json_cut_short: 'earner',
  token_damaged: 'earner',
  text_damaged: 'earner',
  web_page_text: 'earner',
  email_text: 'earner',
  bad_address: 'earner',
  address_without_start: 'earner',
  plain_text: 'earner',
  unusable_address: 'earner',
  sign_in_needed: 'earner',
  login_page: 'earner',
  page_without_badge: 'earner',
  linkedin_page: 'earner',
  expired: 'earner',
  not_yet_valid: 'earner',
  unconfirmed_address: 'earner',
  other_person: 'earner',
  baked_text_damaged: 'issuer',
  json_broken: 'issuer',
  json_twice: 'issuer',
  never_published: 'issuer',
  encrypted_token: 'issuer',
  closed_envelope: 'issuer',
  certificate_expired: 'issuer',
  certificate_bad: 'issuer',
  answer_too_large: 'issuer',
  redirect_loop: 'issuer',
  redirect_insecure: 'issuer',
  too_many_addresses: 'issuer',
  not_found: 'issuer',
  robots_refused: 'issuer',
  withdrawn: 'issuer',
  come_back_later: 'issuer',
  site_in_trouble: 'issuer',
  odd_answer: 'issuer',
  answer_no_badge: 'issuer',
  answer_broken: 'issuer',
  revoked: 'issuer',
  awarded_in_future: 'issuer',
  changed_after_signing: 'issuer',
  not_signed: 'issuer',
  not_from_issuer: 'issuer',
  written_wrongly: 'issuer',
  not_genuine: 'issuer',
  key_out_of_reach: 'issuer',
  issuer_silent: 'issuer',
  not_checkable: 'issuer',
  no_address: 'issuer',
  no_such_site: 'network',
  private_address: 'network',
  no_connection: 'network',
  too_slow: 'network',
  offline: 'us',
  too_busy: 'us',
  no_room: 'us',
  our_fault: 'us',
} as const satisfies Record<string, Side>

export type DiagnosisCode = keyof typeof SIDES

/** All codes there are. */
export const DIAGNOSIS_CODES = Object.keys(SIDES) as DiagnosisCode[]

/** Why something is no badge, or no badge to be glad of: plain JSON, in codes and values; words are found elsewhere. */
export interface Diagnosis {
  code: DiagnosisCode
  side: Side
  /** What its words name, e.g. `site`. */
  values: Record<string, string>
  /** The finding that decided, of a badge that was read. */
  doubt: Doubt | null
  /** Is it about an address that was all an uploaded file holds? */
  isBehindFile: boolean
  /** What was seen, one fact each; no secret and nobody's address in it. */
  seen: string[]
}

/** A finding without secrets. */
export type Doubt = Pick<Finding, 'code' | 'path' | 'found' | 'values'>

/** The diagnosis of a code. */
export function diagnosisOf(
  code: DiagnosisCode,
  values: Record<string, string> = {},
  seen: readonly string[] = [],
  doubt: Doubt | null = null,
): Diagnosis {
  return {
    code,
    side: SIDES[code],
    values,
    doubt: doubt && bare(doubt),
    isBehindFile: false,
    seen: seen.filter((fact) => fact !== ''),
  }
}

function bare({ code, path, found, values }: Doubt): Doubt {
  const bareValues = Object.entries(values).map(([name, value]) => [name, withoutSecrets(value)])
  return {
    code,
    path: path && withoutSecrets(path),
    found: found && withoutSecrets(found),
    values: Object.fromEntries(bareValues) as Doubt['values'],
  }
}

/** Thrown where a diagnosis is all there is to say. */
export class DiagnosedError extends Error {
  override name = 'DiagnosedError'
  readonly diagnosis: Diagnosis

  constructor(diagnosis: Diagnosis, options?: ErrorOptions) {
    super(diagnosis.code, options)
    this.diagnosis = diagnosis
  }
}

/** What to say of an error: its diagnosis, or that the fault is ours; log such an error. */
export function diagnosisFrom(error: unknown): Diagnosis {
  return error instanceof DiagnosedError ? error.diagnosis : diagnosisOf('our_fault')
}
