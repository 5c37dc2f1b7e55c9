import type { FormatId } from '../types.js'
import type { CheckName, Outcome, Severity, VerdictClass } from './report.js'

/** Row: the check it belongs to, outcome, severity, clause (key and anchor), class that changes the verdict. */
type Row = readonly [CheckName, Outcome, Severity, string, VerdictClass?]

/**
 * Every finding there is. Codes are a closed union and never change meaning; the words for people stand in
 * src/words. `outcome` and `severity` are the defaults of a code: `finding()` may override them where the
 * rules say so (context_unknown, key_insecure, image_type, schema rows).
 */
export const CODES = {
  // structure
  structure_ok: ['structure', 'passed', 'note', '3.0#datamodels'],
  bad_text: ['structure', 'failed', 'error', '3.0#docformat'],
  duplicate_member: ['structure', 'failed', 'error', '8259#section-4'],
  context_missing: ['structure', 'failed', 'error', '3.0#achievementcredential'],
  context_unpublished: ['structure', 'failed', 'error', '3.0#achievementcredential'],
  context_order: ['structure', 'passed', 'warning', '3.0#achievementcredential'],
  context_unknown: ['structure', 'unknown', 'error', 'VC2#contexts-and-vocabularies'],
  context_redefines: ['structure', 'failed', 'error', 'LD#protected-term-definitions'],
  id_ambiguous: ['structure', 'unknown', 'error', 'LD#node-objects'],
  type_wrong: ['structure', 'failed', 'error', '3.0#achievementcredential'],
  property_missing: ['structure', 'failed', 'error', '2.0#Assertion'],
  property_type: ['structure', 'failed', 'error', '2.0#datatypes'],
  property_many: ['structure', 'failed', 'error', '2.0#datatypes'],
  property_sloppy: ['structure', 'passed', 'warning', '2.0#dateTime'],
  date_sloppy: ['structure', 'passed', 'warning', '2.0#dateTime'],
  property_unknown: ['structure', 'passed', 'note', '2.0#additional'],
  date_bad: ['structure', 'failed', 'error', 'VC2#validity-period'],
  dates_inverted: ['structure', 'failed', 'error', 'VC2#validity-period'],
  iri_bad: ['structure', 'failed', 'error', '2.0#datatypes'],
  hash_bad: ['structure', 'failed', 'error', '2.0#datatypes'],
  subject_unidentified: ['structure', 'failed', 'error', '3.0#verification'],
  issuer_name_missing: ['structure', 'passed', 'warning', '3.0#profile'],
  criteria_empty: ['structure', 'passed', 'warning', '3.0#profile'],
  insecure_url: ['structure', 'passed', 'warning', '2.0#datatypes'],
  version_old: ['structure', 'passed', 'warning', '1.1'],
  // hosted
  hosted_ok: ['hosted', 'passed', 'note', '2.0#HostedBadge'],
  hosted_url_missing: ['hosted', 'unknown', 'error', '2.0#HostedBadge'],
  hosted_unreachable: ['hosted', 'unknown', 'error', '2.0#HostedBadge'],
  hosted_not_json: ['hosted', 'unknown', 'error', '2.0#setting-content-type'],
  hosted_not_assertion: ['hosted', 'unknown', 'error', '2.0#HostedBadge'],
  hosted_redirected: ['hosted', 'passed', 'warning', '2.0#HostedBadge'],
  hosted_id_mismatch: ['hosted', 'passed', 'warning', '2.0#Assertion'],
  hosted_alias: ['hosted', 'passed', 'warning', '2.0#Assertion'],
  linked_id_mismatch: ['hosted', 'passed', 'warning', '2.0#Assertion'],
  hosted_id_loop: ['hosted', 'unknown', 'error', '2.0#Assertion'],
  hosted_differs: ['hosted', 'passed', 'warning', '2.0#HostedBadge'],
  verification_other: ['hosted', 'unknown', 'error', '2.0#VerificationObject'],
  linked_unreachable: ['hosted', 'unknown', 'error', '2.0#data-validation'],
  issuer_elsewhere: ['hosted', 'unknown', 'error', '2.0#Profile'],
  linked_embedded: ['hosted', 'passed', 'warning', '2.0#Profile'],
  // issuer-scope
  scope_ok: ['issuer-scope', 'passed', 'note', '2.0#VerificationObject'],
  scope_outside: ['issuer-scope', 'failed', 'error', '2.0#VerificationObject'],
  scope_policy_bad: ['issuer-scope', 'failed', 'error', '2.0#allowedOrigins'],
  scope_no_origin: ['issuer-scope', 'unknown', 'error', '2.0#HostedBadge'],
  scope_no_address: ['issuer-scope', 'passed', 'warning', '2.0#HostedBadge'],
  scope_unproven: ['issuer-scope', 'unknown', 'error', '2.0#HostedBadge'],
  scope_alias: ['issuer-scope', 'passed', 'warning', '2.0#HostedBadge'],
  shared_host: ['issuer-scope', 'passed', 'warning', '2.0#HostedBadge'],
  // signature
  signature_ok: ['signature', 'passed', 'note', '3.0#data-integrity'],
  // proof
  proof_ok: ['proof', 'passed', 'note', '3.0#data-integrity'],
  // signature
  signature_missing: ['signature', 'failed', 'error', '3.0#data-integrity'],
  // proof
  proof_missing: ['proof', 'failed', 'error', '3.0#data-integrity'],
  proof_unchecked: ['proof', 'unknown', 'error', '3.0#dereference'],
  // signature
  signature_invalid: ['signature', 'failed', 'error', '7515#section-5.2'],
  // proof
  proof_invalid: ['proof', 'failed', 'error', 'DI#verify-proof'],
  signature_alg: ['proof', 'failed', 'error', '8725#section-3.1'],
  alg_unsupported: ['proof', 'unknown', 'error', '3.0#lds-proof'],
  proof_suite_unsupported: ['proof', 'unknown', 'error', '3.0#lds-proof'],
  jws_header_bad: ['proof', 'failed', 'error', '7515#section-4.1.11'],
  disclosure_bad: ['proof', 'failed', 'error', '9901#section-7.1'],
  jws_header_ignored: ['proof', 'passed', 'warning', '3.0#joseheader'],
  jws_no_key_named: ['proof', 'failed', 'error', '3.0#joseheader'],
  proof_fits_named_key: ['proof', 'passed', 'note', 'CID#verification-methods'],
  proof_malformed: ['proof', 'failed', 'error', 'DI#proofs'],
  method_bad: ['proof', 'failed', 'error', 'DI#proofs'],
  proof_purpose: ['proof', 'failed', 'error', 'DI#proof-purposes'],
  unsigned_data: ['proof', 'failed', 'error', 'VC2#securing-mechanisms'],
  canonical_budget: ['proof', 'unknown', 'error', 'RDFC#dataset-poisoning'],
  proof_ignored: ['proof', 'passed', 'warning', '3.0#data-integrity'],
  proof_other_failed: ['proof', 'passed', 'warning', '3.0#data-integrity'],
  proof_created_future: ['proof', 'passed', 'warning', '3.0#data-integrity'],
  proof_expired: ['proof', 'failed', 'error', 'DI#proofs', 'expired'],
  jwt_claim_mismatch: ['proof', 'failed', 'error', '3.0#jwt-verify-credential'],
  jwt_claim_missing: ['proof', 'failed', 'error', '3.0#jwt-verify-credential'],
  jwt_exp_differs: ['proof', 'passed', 'warning', '3.0#jwt-verify-credential'],
  // issuer-key
  key_ok: ['issuer-key', 'passed', 'note', 'CID#retrieve-verification-method'],
  key_same_origin: ['issuer-key', 'passed', 'warning', '3.0#dereference'],
  key_not_vouched: ['issuer-key', 'unknown', 'error', 'CID#controlled-identifier-documents'],
  key_unreachable: ['issuer-key', 'unknown', 'error', '3.0#dereference'],
  key_elsewhere: ['issuer-key', 'unknown', 'error', 'CID#retrieve-verification-method'],
  key_not_issuers: ['issuer-key', 'failed', 'error', '2.0#SignedBadge'],
  key_purpose: ['issuer-key', 'failed', 'error', 'CID#assertion'],
  key_revoked: ['issuer-key', 'failed', 'error', 'CID#assertion'],
  key_malformed: ['issuer-key', 'failed', 'error', 'CID#Multikey'],
  key_weak: ['issuer-key', 'failed', 'error', '7518#section-3.3'],
  key_private: ['issuer-key', 'failed', 'error', '7518#section-3.3'],
  key_type_unsupported: ['issuer-key', 'unknown', 'error', '3.0#dereference'],
  method_unsupported: ['issuer-key', 'unknown', 'error', '3.0#dereference'],
  key_insecure: ['issuer-key', 'unknown', 'error', '2.0#CryptographicKey'],
  key_owner_differs: ['issuer-key', 'passed', 'warning', '2.0#CryptographicKey'],
  key_younger: ['issuer-key', 'passed', 'warning', '2.0#CryptographicKey'],
  // expiry
  expiry_ok: ['expiry', 'passed', 'note', '3.0#verification'],
  expired: ['expiry', 'failed', 'error', '3.0#verification', 'expired'],
  not_yet_valid: ['expiry', 'failed', 'error', '3.0#verification', 'not-yet-valid'],
  // revocation
  not_revoked: ['revocation', 'passed', 'note', '2.0#RevocationList'],
  revoked_410: ['revocation', 'failed', 'error', '2.0#revoked', 'revoked'],
  revoked_flag: ['revocation', 'failed', 'error', '2.0#revoked', 'revoked'],
  revoked_list: ['revocation', 'failed', 'error', 'VCRL', 'revoked'],
  revoked_status_list: ['revocation', 'failed', 'error', 'BSL#validate-algorithm', 'revoked'],
  suspended: ['revocation', 'failed', 'error', 'BSL#bitstringstatuslistcredential', 'revoked'],
  status_unreachable: ['revocation', 'unknown', 'error', 'BSL#validate-algorithm'],
  status_list_bad: ['revocation', 'unknown', 'error', 'BSL#validate-algorithm'],
  status_index_bad: ['revocation', 'unknown', 'error', 'BSL#validate-algorithm'],
  status_purpose_mismatch: ['revocation', 'unknown', 'error', 'BSL#validate-algorithm'],
  status_unsupported: ['revocation', 'unknown', 'error', 'VC2#status'],
  status_list_untrusted: ['revocation', 'unknown', 'error', 'BSL#validate-algorithm'],
  partly_disclosed: ['revocation', 'unknown', 'error', 'VC2#status'],
  status_list_short: ['revocation', 'passed', 'warning', 'BSL#bitstringstatuslistcredential'],
  status_list_id_differs: ['revocation', 'passed', 'warning', 'BSL#bitstringstatuslistcredential'],
  status_other_issuer: ['revocation', 'passed', 'warning', 'BSL#bitstringstatuslistcredential'],
  status_message: ['revocation', 'passed', 'note', 'BSL#bitstringstatuslistentry'],
  // refresh
  refresh_available: ['refresh', 'passed', 'note', 'VCCR'],
  refresh_failed: ['refresh', 'passed', 'note', 'VCCR'],
  // schema
  schema_ok: ['schema', 'passed', 'note', 'VCCS'],
  schema_compact: ['schema', 'passed', 'warning', 'VCCS'],
  schema_failed: ['schema', 'failed', 'warning', 'VCCS'],
  schema_unavailable: ['schema', 'unknown', 'warning', 'VCCS'],
  // extensions
  extension_ok: ['extensions', 'passed', 'note', '2.0#Extensions'],
  extension_invalid: ['extensions', 'failed', 'error', '2.0#Extensions'],
  extension_unknown: ['extensions', 'unknown', 'warning', '2.0#Extensions'],
  // image
  image_ok: ['image', 'passed', 'note', '2.0#Image'],
  image_type: ['image', 'failed', 'error', '2.0#Image'],
  image_unreachable: ['image', 'unknown', 'warning', '2.0bake'],
  image_data_in_assertion: ['image', 'passed', 'warning', '2.0bake'],
  image_several_badges: ['image', 'passed', 'warning', '2.0bake'],
  image_crc: ['image', 'passed', 'warning', '2.0bake'],
  image_baked_other: ['image', 'passed', 'note', '2.0bake'],
  // structure
  result_unlinked: ['structure', 'passed', 'warning', '3.0#result'],
  result_below_required: ['structure', 'passed', 'warning', '3.0#result'],
  evidence_unsafe: ['structure', 'passed', 'warning', '3.0#result'],
  // endorsements
  endorsement_ok: ['endorsements', 'passed', 'note', '3.0#endorsement-verification'],
  endorsement_failed: ['endorsements', 'failed', 'warning', '3.0#endorsement-verification'],
  endorsement_unknown: ['endorsements', 'unknown', 'warning', '3.0#endorsement-verification'],
  endorsement_expired: ['endorsements', 'passed', 'warning', '3.0#endorsement-verification'],
  endorsement_early: ['endorsements', 'passed', 'warning', '3.0#endorsement-verification'],
  endorsement_withdrawn: ['endorsements', 'passed', 'warning', '3.0#endorsement-verification'],
  endorsement_about_other: ['endorsements', 'passed', 'warning', '3.0#endorsement-verification'],
  // recipient
  recipient_match: ['recipient', 'passed', 'note', '3.0#verify-identifier'],
  recipient_mismatch: ['recipient', 'failed', 'warning', '3.0#verify-identifier'],
  recipient_unknown: ['recipient', 'unknown', 'warning', '3.0#verify-identifier'],
  recipient_weak_hash: ['recipient', 'passed', 'note', '2.0#identityHash'],
} as const satisfies Record<string, Row>

export type FindingCode = keyof typeof CODES

const CLAUSES: Record<string, string> = {
  '1.1':
    'https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/history/1.1-specification.html',
  '2.0': 'https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/index.html',
  '2.0bake': 'https://www.imsglobal.org/spec/ob/v2p0/baking/',
  '3.0': 'https://www.imsglobal.org/spec/ob/v3p0/',
  VC2: 'https://www.w3.org/TR/vc-data-model-2.0/',
  DI: 'https://www.w3.org/TR/vc-data-integrity/',
  CID: 'https://www.w3.org/TR/cid-1.0/',
  BSL: 'https://www.w3.org/TR/vc-bitstring-status-list/',
  VCRL: 'https://www.imsglobal.org/spec/vcrl/v1p0/',
  VCCR: 'https://www.imsglobal.org/spec/vccr/v1p0/',
  VCCS: 'https://www.imsglobal.org/spec/vccs/v1p0/',
  LD: 'https://www.w3.org/TR/json-ld11/',
  RDFC: 'https://www.w3.org/TR/rdf-canon/',
  '7515': 'https://www.rfc-editor.org/rfc/rfc7515',
  '7518': 'https://www.rfc-editor.org/rfc/rfc7518',
  '8725': 'https://www.rfc-editor.org/rfc/rfc8725',
  '9901': 'https://www.rfc-editor.org/rfc/rfc9901',
  '8259': 'https://www.rfc-editor.org/rfc/rfc8259',
}

/** The address of the clause a code rests on. */
export function clauseOf(code: FindingCode): string {
  return addressOf(CODES[code][3])
}

/** The same in the standard that a badge itself follows, where that has a clause of its own. */
export function clauseFor(code: FindingCode, format: FormatId | null): string {
  const clause: string = CODES[code][3]
  if (format === null || !/^([123]\.|VCRL)/.test(clause)) return addressOf(clause)
  if (format === 'ob3.0') return addressOf(IN_3_0[clause] ?? clause)
  if (format === 'ob2.0') return addressOf(IN_2_0[clause] ?? clause)
  return addressOf('1.1')
}

/** Clauses of 2.0 as 3.0 has them. */
const IN_3_0: Record<string, string> = {
  '2.0#Assertion': '3.0#datamodels',
  '2.0#datatypes': '3.0#datamodels',
  '2.0#dateTime': '3.0#datamodels',
  '2.0#additional': '3.0#datamodels',
  '2.0#SignedBadge': '3.0#dereference',
  '2.0#CryptographicKey': '3.0#dereference',
  '2.0#revoked': '3.0#verification',
  '2.0#RevocationList': '3.0#verification',
  '2.0#identityHash': '3.0#verify-identifier',
  '2.0#Image': '3.0#datamodels',
  '2.0bake': '3.0#docformat',
  '1.1': '3.0#datamodels',
}

/** Clauses of 3.0, and of what it builds on, as 2.0 has them. */
const IN_2_0: Record<string, string> = {
  VCRL: '2.0#RevocationList',
  '3.0#endorsement-verification': '2.0#Endorsement',
  '3.0#result': '2.0#Evidence',
  '3.0#datamodels': '2.0#Assertion',
  '3.0#docformat': '2.0#HostedBadge',
  '3.0#achievementcredential': '2.0#Assertion',
  '3.0#profile': '2.0#Profile',
  '3.0#verification': '2.0#data-validation',
  '3.0#data-integrity': '2.0#SignedBadge',
  '3.0#lds-proof': '2.0#SignedBadge',
  '3.0#joseheader': '2.0#SignedBadge',
  '3.0#dereference': '2.0#SignedBadge',
  '3.0#verify-identifier': '2.0#identityHash',
}

function addressOf(clause: string): string {
  const [key, anchor] = clause.split('#')
  const base = CLAUSES[key!]!
  return anchor ? `${base}#${anchor}` : base
}
