import type { LoadedDocument } from '../../documents.js'
import { asList, idOf, isObject, member, stringOf, types } from '../../formats/read.js'
import { isHttpsUrl } from '../../formats/values.js'
import type { JsonObject } from '../../types.js'
import { ACCEPT_BADGES, causeOf, jsonObjectOf, reasonOf } from '../answers.js'
import { sameListedId } from '../listed-ids.js'
import { finding, type Finding } from '../report.js'
import type { Run } from '../run.js'
import type { StatusSubject } from './status.js'

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
