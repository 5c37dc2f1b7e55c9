import type { LoadedDocument } from '../../documents.js'
import { asList, idOf, isObject, member, stringOf } from '../../formats/read.js'
import { isHttpsUrl, parseUrl } from '../../formats/values.js'
import type { JsonObject } from '../../types.js'
import { causeOf, jsonObjectOf, MAX_LIST_TEXT_BYTES, reasonOf } from '../answers.js'
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
  const document = await run.load(url, 'application/json')
  const evidence = [document]
  const list = document.status === 200 ? jsonObjectOf(document, MAX_LIST_TEXT_BYTES) : null
  if (!list) return [silent(document, path)]
  const revoked = revokedCredentials(list)
  if (!revoked) return [finding('status_list_bad', { path, found: url, evidence })]
  const own = revoked.find((item) => isEntryOf(item, idOf(subject.value)))
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

/** Null when it is some other object. */
function revokedCredentials(list: JsonObject): unknown[] | null {
  const names = ['revokedCredential', 'revokedCredentials']
  if (![...names, 'issuer'].some((name) => Object.hasOwn(list, name))) return null
  return names.flatMap((name) => asList(member(list, name)))
}

function isEntryOf(item: unknown, credentialId: string | null): boolean {
  const id = idOf(item)
  if (id === null || credentialId === null) return false
  if (isObject(item) && member(item, 'revoked') === false) return false
  // a fragment tells credentials of one page apart
  return id === credentialId || parseUrl(id)?.href === (parseUrl(credentialId)?.href ?? '')
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
