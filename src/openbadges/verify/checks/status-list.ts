import { gunzipSync } from 'node:zlib'
import { OpenBadgesError } from '../../errors.js'
import type { FindingCode } from '../../findings/codes.js'
import type { LoadedDocument } from '../../findings/documents.js'
import { finding, type Finding } from '../../findings/report.js'
import type { Run } from '../../findings/run.js'
import type { BadgeText } from '../../formats/award.js'
import { readBadgeText } from '../../formats/text.js'
import { verifyProofs } from '../../proofs/credential-proof.js'
import type { Jws } from '../../proofs/jws.js'
import { readCredentialClaims } from '../../proofs/jwt-claims.js'
import { dataModelOf, validityOf, VC1_CONTEXT, VC2_CONTEXT } from '../../text/data-model.js'
import { isToCome } from '../../text/dates.js'
import { readUtf8 } from '../../text/json.js'
import {
  asList,
  contexts,
  idOf,
  isObject,
  member,
  objectOf,
  stringOf,
  types,
} from '../../text/read.js'
import { isDataUrl, isHttpsUrl } from '../../text/values.js'
import type { JsonObject } from '../../types.js'
import { ACCEPT_BADGES, causeOf, jsonObjectOf, reasonOf } from '../answers.js'
import { sameListedId } from '../listed-ids.js'
import type { StatusSubject } from './status.js'

/** The kinds of bitstring lists differ in their names and in how the list is written. */
export interface ListKind {
  /** Type of the credential, and of its subject. */
  credential: string
  subject: string
  /** Text in front of the base64url of the GZIP. */
  prefix: string
  /** False for the oldest, whose only purpose is revocation. */
  hasPurpose: boolean
}

/** A list that was read, proven and opened. */
export interface StatusList {
  id: string | null
  issuerId: string | null
  /** Null where the kind knows no purposes. */
  purposes: string[] | null
  bits: Buffer
  /** Written in an older form than its kind demands. */
  isSloppy: boolean
  document: LoadedDocument
}

/** Why a list does not count; `found` says it in a word. */
export interface ListProblem {
  code: FindingCode
  found?: string
  document: LoadedDocument | null
}

/** Bytes of an opened list: 128 million entries of one bit. */
const MAX_LIST_BYTES = 16 * 1024 * 1024

/**
 * Fetches a bitstring list and verifies it as a credential of its own issuer; its own status is never followed.
 * @returns the list, or status_unreachable, status_list_bad, status_list_untrusted
 * @see https://www.w3.org/TR/vc-bitstring-status-list/#validate-algorithm
 */
export async function loadStatusList(
  url: string,
  kind: ListKind,
  run: Run,
): Promise<StatusList | ListProblem> {
  const document = await run.load(url, ACCEPT_BADGES)
  if (document.status !== 200)
    return { code: 'status_unreachable', found: causeOf(document), document }
  const credential = readCredential(document)
  if ('code' in credential) return credential
  const { value } = credential
  const fault = faultOf(value, kind)
  if (fault) return { code: 'status_list_bad', found: fault, document }
  const distrust = await distrustOf(credential, run)
  if (distrust) return { code: 'status_list_untrusted', found: distrust, document }
  return openList(value, kind, document)
}

interface ListCredential {
  value: JsonObject
  jws: Jws | null
}

function readCredential(document: LoadedDocument): ListCredential | ListProblem {
  try {
    return unwrap(readBadgeText(readUtf8(document.body)))
  } catch (error) {
    if (!(error instanceof OpenBadgesError)) throw error
    // damaged JSON is a bad list; a page of something else is no list at all
    const code = error.code === 'BADGE_MALFORMED' ? 'status_list_bad' : 'status_unreachable'
    return { code, found: error.seen ?? error.message, document }
  }
}

/** JSON, a token, or a token in an envelope. */
function unwrap(text: BadgeText): ListCredential {
  if (text.kind === 'jws')
    return { value: readCredentialClaims(text.jws.payload).value, jws: text.jws }
  if (text.kind === 'url') throw new OpenBadgesError('FORMAT_UNKNOWN', 'An address is no list.')
  const id = stringOf(text.value, 'id')
  const isEnvelope = types(text.value).includes('EnvelopedVerifiableCredential')
  if (!isEnvelope || !isDataUrl(id)) return { value: text.value, jws: null }
  const inner = readBadgeText(id)
  if (inner.kind === 'jws') return unwrap(inner)
  throw new OpenBadgesError('FORMAT_UNKNOWN', 'An envelope without a token.')
}

/** What makes it no list of its kind. */
function faultOf(value: JsonObject, kind: ListKind): string | null {
  const first = contexts(value)[0]
  if (first !== VC1_CONTEXT && first !== VC2_CONTEXT) return '@context'
  const named = types(value)
  if (!['VerifiableCredential', kind.credential].every((type) => named.includes(type)))
    return 'type'
  const subject = objectOf(value, 'credentialSubject')
  if (!subject || !types(subject).includes(kind.subject)) return 'credentialSubject.type'
  if (idOf(member(value, 'issuer')) === null) return 'issuer'
  return stringOf(subject, 'encodedList') === null ? 'encodedList' : null
}

/** Why it is not to be believed: no good proof by its own issuer, or not valid at this time. */
async function distrustOf({ value, jws }: ListCredential, run: Run): Promise<string | null> {
  const issuerId = idOf(member(value, 'issuer'))
  const { findings, proof, validUntil } = await verifyProofs({ value, jws, issuerId }, run)
  const flaw = findings.find((one) => one.severity === 'error' && one.outcome !== 'passed')
  if (flaw || !proof) return flaw?.code ?? 'proof_missing'
  return outOfTime(value, validUntil, run.now)
}

function outOfTime(value: JsonObject, claimed: string | null, now: Date): string | null {
  const { start: from, end: until } = validityOf(value, claimed)
  if (from.state === 'bad' || until.state === 'bad') return 'date_bad'
  if (from.state === 'absent' && dataModelOf(value) === '1.1') return 'date_bad'
  if (until.iso !== null && now.getTime() > Date.parse(until.iso)) return 'expired'
  return from.iso !== null && isToCome(from.iso, now) ? 'not_yet_valid' : null
}

function openList(
  value: JsonObject,
  kind: ListKind,
  document: LoadedDocument,
): StatusList | ListProblem {
  const subject = objectOf(value, 'credentialSubject') ?? {}
  const encoded = stringOf(subject, 'encodedList') ?? ''
  const bits = decodeList(encoded)
  if (!bits) return { code: 'status_list_bad', found: 'encodedList', document }
  const purposes = asList(member(subject, 'statusPurpose')).filter((one) => typeof one === 'string')
  return {
    id: idOf(value),
    issuerId: idOf(member(value, 'issuer')),
    purposes: kind.hasPurpose ? purposes : null,
    bits,
    isSloppy: kind.prefix !== (encoded.startsWith('u') ? 'u' : '') || encoded.endsWith('='),
    document,
  }
}

/** Base64url (or base64) of a GZIP, opened within bounds; null when it is none. GZIP never begins with `u`. */
function decodeList(encoded: string): Buffer | null {
  const base64 = encoded.replace(/^u/, '')
  if (!/^[A-Za-z0-9_+/-]+={0,2}$/.test(base64)) return null
  try {
    return gunzipSync(Buffer.from(base64, 'base64'), { maxOutputLength: MAX_LIST_BYTES })
  } catch {
    return null
  }
}

/**
 * Is the credential on the issuer's list of revoked ones? The list is not signed: the signed badge names its
 * address, and https delivers it.
 * @returns revoked_list, not_revoked, status_unreachable, status_list_bad, status_list_untrusted, status_other_issuer
 * @see https://www.imsglobal.org/spec/vcrl/v1p0/
 */
export async function checkRevocationList(
  entry: JsonObject,
  path: string,
  subject: StatusSubject,
  run: Run,
): Promise<Finding[]> {
  const url = stringOf(entry, 'id')
  if (!isHttpsUrl(url)) return [finding('status_list_untrusted', { path, found: url })]
  const document = await run.load(url, ACCEPT_BADGES)
  const evidence = [document]
  const list = document.status === 200 ? jsonObjectOf(document) : null
  if (!list) return [silent(document, path)]
  const revoked = revokedCredentials(list)
  const own = revoked?.find((item) => isEntryOf(item, idOf(subject.value)))
  // an entry that cannot be read may be the one that matters
  if (!revoked || (own === undefined && revoked.some((item) => idOf(item) === null)))
    return [finding('status_list_bad', { path, found: url, evidence })]
  const status = own
    ? finding('revoked_list', {
        path,
        values: { reason: reasonOf(isObject(own) ? own : null) },
        evidence,
      })
    : finding('not_revoked', { path, evidence })
  return [status, ...issuerFindings(list, subject, { path, evidence })]
}

function silent(document: LoadedDocument, path: string): Finding {
  const cause = document.status === 200 ? 'it is no list' : causeOf(document)
  return finding('status_unreachable', { path, values: { cause }, evidence: [document] })
}

/** Null when it is some other object; a list that revokes nobody still says whose it is. */
function revokedCredentials(list: JsonObject): unknown[] | null {
  const names = ['revokedCredential', 'revokedCredentials']
  const isOther = types(list).some((type) => !/RevocationList$/.test(type))
  const isEmpty = Object.hasOwn(list, 'issuer') && !isOther
  if (!isEmpty && !names.some((name) => Object.hasOwn(list, name))) return null
  return names.flatMap((name) => asList(member(list, name)))
}

function isEntryOf(item: unknown, credentialId: string | null): boolean {
  if (isObject(item) && member(item, 'revoked') === false) return false
  return sameListedId(idOf(item), credentialId)
}

function issuerFindings(
  list: JsonObject,
  { issuerId }: StatusSubject,
  about: { path: string; evidence: LoadedDocument[] },
): Finding[] {
  const named = idOf(member(list, 'issuer'))
  if (named === null || named === issuerId) return []
  return [finding('status_other_issuer', { ...about, found: named })]
}
