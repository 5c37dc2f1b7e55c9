import type { LoadedDocument } from '../../documents.js'
import { asList, idOf, isObject, member, stringOf } from '../../formats/read.js'
import { isHttpUrl, sameUrl } from '../../formats/values.js'
import type { JsonObject } from '../../types.js'
import { ACCEPT_BADGES, causeOf, isAnswer, jsonObjectOf } from '../answers.js'
import { MAX_LIST_TEXT_BYTES, reasonOf } from '../answers.js'
import { sameKeyId } from '../issuer-keys.js'
import type { Linked } from '../linked.js'
import { finding, type Finding } from '../report.js'
import type { Run } from '../run.js'

/** What a list names an award by. */
export interface Listed {
  id: string | null
  uid: string | null
}

/**
 * The issuer's list of withdrawn badges of 1.x or 2.x, when its profile names one.
 * @param hosted the award's own address already says whether it stands, so a silent list only warns
 * @returns not_revoked when the list was read and does not name the award; empty without a list
 * @see https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/index.html#RevocationList
 */
export async function checkRevocationList(
  award: Listed,
  issuer: Linked,
  hosted: boolean,
  run: Run,
): Promise<Finding[]> {
  const url = issuer.value && issuer.counts ? idOf(member(issuer.value, 'revocationList')) : null
  if (!isHttpUrl(url)) return []
  const document = await run.load(url, ACCEPT_BADGES)
  const evidence = [document]
  const values = { cause: isAnswer(document) ? 'something else' : causeOf(document), url }
  const severity = hosted ? 'warning' : 'error'
  if (!isAnswer(document)) return [finding('status_unreachable', { values, severity, evidence })]
  const list = jsonObjectOf(document, MAX_LIST_TEXT_BYTES)
  const entries = list && entriesOf(list)
  if (!list || !entries) return [finding('status_list_bad', { values, severity, evidence })]
  const hit = entries.find((entry) => names(entry, award))
  if (hit) return [finding('revoked_list', { values: { reason: hit.reason }, evidence })]
  return [finding('not_revoked', { evidence }), ...oddities(list, document, issuer.id)]
}

interface Entry extends Listed {
  /** The whole entry counts as `id` or `uid`: a bare text, or a member name of a list of 1.x. */
  either: string | null
  reason: string
}

/** Entries that revoke, of both shapes; null when the object is no list. */
function entriesOf(list: JsonObject): Entry[] | null {
  const revoked = member(list, 'revokedAssertions')
  if (revoked != null) return asList(revoked).flatMap(entryOf)
  // a list of 1.x is an object whose member names are uids; a typed object without entries is something else
  if (Object.hasOwn(list, 'type') || Object.hasOwn(list, '@context')) return null
  return Object.entries(list).map(([name, reason]) => ({
    id: null,
    uid: null,
    either: name,
    reason: reasonOf({ revocationReason: reason }),
  }))
}

function entryOf(entry: unknown): Entry[] {
  if (typeof entry === 'string') return [{ id: null, uid: null, either: entry, reason: '' }]
  if (!isObject(entry) || isFalse(member(entry, 'revoked'))) return []
  const [id, uid] = [stringOf(entry, 'id'), stringOf(entry, 'uid')]
  return [{ id, uid, either: null, reason: reasonOf(entry) }]
}

function isFalse(value: unknown): boolean {
  return value === false || value === 'false'
}

function names({ id, uid, either }: Entry, award: Listed): boolean {
  const byId = [id, either].some((value) => sameKeyId(value, award.id))
  return byId || [uid, either].some((value) => value !== null && value === award.uid)
}

/** What is unusual about a list that can be read all the same. */
function oddities(list: JsonObject, document: LoadedDocument, issuerId: string | null): Finding[] {
  const [id, issuer] = [stringOf(list, 'id'), idOf(member(list, 'issuer'))]
  const moved = id !== null && !sameUrl(id, document.url)
  const foreign = issuer !== null && issuerId !== null && !sameUrl(issuer, issuerId)
  const evidence = [document]
  return [
    ...(moved ? [finding('status_list_id_differs', { found: id, evidence })] : []),
    ...(foreign ? [finding('status_other_issuer', { found: issuer, evidence })] : []),
  ]
}
