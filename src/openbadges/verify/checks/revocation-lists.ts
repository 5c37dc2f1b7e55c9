import type { LoadedDocument } from '../../findings/documents.js'
import { finding, type Finding } from '../../findings/report.js'
import type { Run } from '../../findings/run.js'
import { withAliases } from '../../formats/ob2/normalise.js'
import {
  asList,
  idOf,
  isAbsent,
  isObject,
  member,
  text,
  types,
  withoutMembers,
} from '../../text/read.js'
import { isHttpUrl, sameUrl } from '../../text/values.js'
import type { FormatId, JsonObject } from '../../types.js'
import { ACCEPT_BADGES, causeOf, isAnswer, jsonObjectOf, reasonOf } from '../answers.js'
import type { Linked } from '../linked.js'
import { sameListedId, sameUid } from '../listed-ids.js'

/** What a list names an award by. */
interface Listed {
  id: string | null
  uid: string | null
}

/** An award that a list may name; the lists of 1.x have no context. */
interface Listable extends Listed {
  format: FormatId
}

/**
 * The issuer's list of withdrawn badges of 1.x or 2.x, when its profile names one.
 * @param hosted the award's own address already says whether it stands, so a silent list only warns
 * @returns not_revoked when the list was read and does not name the award; empty without a list
 * @see https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/index.html#RevocationList
 */
export async function checkIssuersList(
  award: Listable,
  issuer: Linked,
  hosted: boolean,
  run: Run,
): Promise<Finding[]> {
  const declared = issuer.value && issuer.counts ? member(issuer.value, 'revocationList') : null
  if (isAbsent(declared)) return []
  const severity = hosted ? 'warning' : 'error'
  const url = idOf(declared)
  if (!isHttpUrl(url)) {
    const values = { cause: 'bad-url', url: url ?? '' }
    return [finding('status_unreachable', { found: declared, values, severity })]
  }
  const document = await run.load(url, ACCEPT_BADGES)
  const evidence = [document]
  const values = { cause: isAnswer(document) ? 'something else' : causeOf(document), url }
  if (!isAnswer(document)) return [finding('status_unreachable', { values, severity, evidence })]
  const list = jsonObjectOf(document)
  const entries = list && entriesOf(withAliases(list), award.format)
  const hit = entries?.find((entry) => entry && names(entry, award))
  if (hit) return [finding('revoked_list', { values: { reason: hit.reason }, evidence })]
  // an entry that cannot be read may be the one that matters
  if (!list || !entries?.every((entry) => entry !== null))
    return [finding('status_list_bad', { values, severity, evidence })]
  return [finding('not_revoked', { evidence }), ...oddities(list, document, issuer.id)]
}

interface Entry extends Listed {
  /** The whole entry counts as `id` or `uid`: a bare text, or a member name of a list of 1.x. */
  either: string | null
  reason: string
}

/** Entries that revoke, of both shapes, null for one that names nobody; null when the object is no list. */
function entriesOf(list: JsonObject, format: FormatId): (Entry | null)[] | null {
  const revoked = member(list, 'revokedAssertions')
  if (revoked != null) return asList(revoked).flatMap(entryOf)
  // a list of 1.x is an object whose member names are uids; a typed object without entries is something else
  if (types(list).length > 0 || (format === 'ob2.0' && Object.hasOwn(list, '@context'))) return null
  return Object.entries(withoutMembers(list, ['@context'])).map(([name, reason]) => ({
    id: null,
    uid: null,
    either: name,
    reason: reasonOf({ revocationReason: reason }),
  }))
}

function entryOf(entry: unknown): (Entry | null)[] {
  if (typeof entry === 'string') return [{ id: null, uid: null, either: entry, reason: '' }]
  if (!isObject(entry)) return entry === null ? [] : [null]
  if (isFalse(member(entry, 'revoked'))) return []
  const [id, uid] = [idOf(entry), text(member(entry, 'uid'))]
  return [id === null && uid === null ? null : { id, uid, either: null, reason: reasonOf(entry) }]
}

function isFalse(value: unknown): boolean {
  return value === false || value === 'false'
}

function names({ id, uid, either }: Entry, award: Listed): boolean {
  const byId = [id, either].some((value) => sameListedId(value, award.id))
  return byId || [uid, either].some((value) => sameUid(value, award.uid))
}

/** What is unusual about a list that can be read all the same. */
function oddities(list: JsonObject, document: LoadedDocument, issuerId: string | null): Finding[] {
  const [id, issuer] = [idOf(list), idOf(member(list, 'issuer'))]
  const moved = id !== null && !sameUrl(id, document.url)
  const foreign = issuer !== null && issuerId !== null && !sameUrl(issuer, issuerId)
  const evidence = [document]
  return [
    ...(moved ? [finding('status_list_id_differs', { found: id, evidence })] : []),
    ...(foreign ? [finding('status_other_issuer', { found: issuer, evidence })] : []),
  ]
}
