import type { FindingCode } from '../findings/codes.js'
import type { LoadedDocument } from '../findings/documents.js'
import { type Finding, finding, type FindingDetail } from '../findings/report.js'
import type { Run } from '../findings/run.js'
import { leadElsewhere, wayOf } from '../text/host-aliases.js'
import { differentTenants } from '../text/shared-hosts.js'
import { canParse } from '../text/values.js'
import type { JsonObject } from '../types.js'
import { keyFromJwk, type PublicKey } from './jwk.js'
import {
  didDocument,
  type DidProblem,
  findEntry,
  isIssuers,
  isListing,
  isOf,
  issuerDocument,
  keyDocument,
  type KeyDocument,
  type KeyListing,
  type Method,
  readMethod,
  sameMethod,
  vouchesFor,
} from './key-documents.js'
import { isWithdrawn, type KeyEntry, keyOfEntry } from './key-entries.js'

/** A key to compute with, where there is one, and whether the issuer vouches for it. */
export interface FoundKey {
  key: PublicKey | null
  /** Findings of `issuer-key`; key_ok or key_same_origin when it counts. */
  findings: Finding[]
}

interface Search {
  issuerId: string | null
  run: Run
}

/**
 * Finds the key of a verification method and asks the issuer, and nobody else, whether it counts.
 * The badge, its header or a URL fragment never vouch.
 * @param issuerId `issuer.id` of the credential
 * @returns the key also where it does not count, so that a forged signature can still be told
 * @see https://www.w3.org/TR/cid-1.0/#retrieve-verification-method
 */
export async function findIssuerKey(method: Method, search: Search): Promise<FoundKey> {
  const { issuerId, run } = search
  const issuer = await issuerDocument(issuerId, run)
  if (issuer === 'method_bad') return none('method_bad', { found: issuerId, check: 'issuer-key' })
  const own = issuerId !== null && isOf(method, issuerId)
  if (issuerId && isListing(issuer) && isIssuers(issuer, issuerId)) {
    const entry = findEntry(issuer, method)
    if (entry && vouchesFor(issuer, entry, issuerId))
      return listedKey(entry, issuer, method, search)
  }
  return own ? unlisted(issuer, method, search) : foreignKey(method, issuer, search)
}

/**
 * A key that the badge itself brings along: it counts when the issuer's document lists the very same key.
 * @param jwk header `jwk` of a JWS without `kid`
 * @returns no key unless the issuer vouches for it: a key brought along proves nothing
 */
export async function findKeyOfIssuer(jwk: JsonObject, search: Search): Promise<FoundKey> {
  const { issuerId, run } = search
  const brought = keyFromJwk(jwk)
  if (!brought.key) return none(brought.problem, { found: brought.found })
  const issuer = await issuerDocument(issuerId, run)
  if (issuer === null || typeof issuer === 'string')
    return none(issuer ?? 'key_not_vouched', { found: issuerId, check: 'issuer-key' })
  if (issuer.state === 'silent') return unreachable(issuer)
  if (issuer.state === 'elsewhere') return elsewhere(issuer)
  if (!isListing(issuer) || !isIssuers(issuer, issuerId!))
    return notVouched(issuer.evidence, search)
  const same = (await ownKeys(issuer, search)).filter(
    (entry) => keyOfEntry(entry).key?.thumbprint === brought.key.thumbprint,
  )
  const match = same.find(({ asserting }) => asserting) ?? same[0]
  return match ? described(match, issuer, search) : notVouched(issuer.evidence, search)
}

/** Keys of their own address that are looked up for a key brought along. */
const MAX_KEPT_ELSEWHERE = 8

/** All keys the issuer lists, also those it only names by their address. */
async function ownKeys(issuer: KeyListing, { issuerId, run }: Search): Promise<KeyEntry[]> {
  const listed = issuer.entries.filter((entry) => vouchesFor(issuer, entry, issuerId!))
  const named = listed.filter(({ material }) => material === null).slice(0, MAX_KEPT_ELSEWHERE)
  const found: KeyEntry[] = []
  for (const { id } of named) {
    const method = id === null ? null : readMethod(id)
    const entry = method && (await ownEntry(method, run)).entry
    if (entry) found.push({ ...entry, asserting: true })
  }
  return [...listed.filter(({ material }) => material !== null), ...found]
}

/** A key the issuer lists, described in its document or kept at an address of its own. */
async function listedKey(
  entry: KeyEntry,
  issuer: KeyListing,
  method: Method,
  search: Search,
): Promise<FoundKey> {
  if (entry.material !== null) return described(entry, issuer, search)
  const { document, entry: kept } = await ownEntry(method, search.run)
  if (typeof document === 'string')
    return none(document, { found: method.text, check: 'issuer-key' })
  if (kept) return described({ ...kept, asserting: true }, issuer, search)
  if (document.state === 'elsewhere') return elsewhere(document)
  const cause = document.state === 'silent' ? document.cause : 'no key there'
  return unreachable({ state: 'silent', cause, evidence: document.evidence })
}

/** A key the issuer lists: may it sign, does it still stand, is it sound? */
function described(entry: KeyEntry, issuer: KeyListing, search: Search): FoundKey {
  const { key, problem, found } = { found: undefined, ...keyOfEntry(entry) }
  const detail = { found: entry.id ?? entry.name ?? undefined, evidence: issuer.evidence }
  if (!key) return none(problem, { ...detail, found })
  if (!entry.asserting) return { key, findings: [finding('key_purpose', detail)] }
  if (isWithdrawn(entry, search.run.now)) return { key, findings: [finding('key_revoked', detail)] }
  return { key, findings: [keyOk(issuer, search)] }
}

/** A method of the issuer's own document that this document does not vouch for. */
function unlisted(
  issuer: KeyDocument | DidProblem | null,
  method: Method,
  search: Search,
): FoundKey {
  if (issuer === null || typeof issuer === 'string')
    return none(issuer ?? 'key_not_vouched', { found: method.text, check: 'issuer-key' })
  if (issuer.state === 'silent') return unreachable(issuer)
  if (issuer.state === 'elsewhere') return elsewhere(issuer)
  if (issuer.state === 'other') return notVouched(issuer.evidence, search)
  return none('key_not_issuers', notIssuers(method, issuer, search))
}

function notIssuers({ text }: Method, { evidence }: KeyListing, { issuerId }: Search) {
  return { found: text, values: { issuer: issuerId ?? '' }, evidence }
}

/**
 * A method of some other document: on the issuer's own host it counts where the issuer itself lists no keys; on
 * another host it never does.
 */
async function foreignKey(
  method: Method,
  issuer: KeyDocument | DidProblem | null,
  search: Search,
): Promise<FoundKey> {
  if (method.url?.protocol === 'http:') return none('key_insecure', { found: method.text })
  const { document, entry } = await ownEntry(method, search.run)
  if (typeof document === 'string')
    return none(document, { found: method.text, check: 'issuer-key' })
  const sameHost = isSameHost(method, search.issuerId)
  const read = entry ? keyOfEntry(entry) : null
  if (sameHost && isListing(issuer) && issuer.listsKeys && isIssuers(issuer, search.issuerId!))
    return {
      key: read?.key ?? null,
      findings: [finding('key_not_issuers', notIssuers(method, issuer, search))],
    }
  if (sameHost && document.state === 'silent') return unreachable(document)
  if (sameHost && document.state === 'elsewhere') return elsewhere(document)
  if (!isListing(document) || !entry || !read) return notVouched(document.evidence, search)
  const { key, problem, found } = { found: undefined, ...read }
  if (!key) return none(problem, { found, evidence: document.evidence })
  if (!sameHost) return { ...notVouched(document.evidence, search), key }
  return { key, findings: neighbourFindings(entry, document, search) }
}

/** The document a method itself belongs to, and its key there; null when it is not described in it. */
async function ownEntry(
  method: Method,
  run: Run,
): Promise<{ document: KeyDocument | DidProblem; entry: KeyEntry | null }> {
  if (method.url?.protocol === 'http:') return { document: 'method_bad', entry: null }
  const document = method.did
    ? await didDocument(method.did, run)
    : await keyDocument(method.url!.href, run)
  const entry = isListing(document) ? findEntry(document, method) : null
  return { document, entry: entry?.material ? entry : null }
}

function isSameHost({ url }: Method, issuerId: string | null): boolean {
  if (!url || !issuerId || !canParse(issuerId)) return false
  const { protocol, host } = new URL(issuerId)
  if (protocol !== 'https:' || url.protocol !== 'https:' || url.host !== host) return false
  // two addresses of such a service lead to two hosts
  return !leadElsewhere(issuerId, url.href)
}

/** A key document beside the issuer's on the same host, which may name this issuer or nobody as its owner. */
function neighbourFindings(entry: KeyEntry, document: KeyListing, search: Search): Finding[] {
  const { evidence, asked } = document
  const issuer = search.issuerId!
  const detail = { found: asked, values: { issuer }, evidence }
  const owners = [entry.controller, document.controller].filter((owner) => owner !== null)
  if (!owners.every((owner) => sameMethod(owner, issuer)))
    return [finding('key_not_issuers', detail)]
  if (!entry.asserting) return [finding('key_purpose', detail)]
  if (isWithdrawn(entry, search.run.now)) return [finding('key_revoked', detail)]
  const shared = differentTenants(asked, issuer)
  const warning = finding('key_same_origin', detail)
  return shared ? [warning, finding('shared_host', { ...detail, check: 'issuer-key' })] : [warning]
}

function keyOk({ evidence }: KeyListing, { issuerId }: Search): Finding {
  return finding('key_ok', { values: { issuer: issuerId ?? '' }, evidence })
}

function unreachable({ cause, evidence }: KeyDocument & { state: 'silent' }): FoundKey {
  return none('key_unreachable', { values: { cause, url: evidence[0]?.url ?? '' }, evidence })
}

/** Another host answered: what it says is no word of the host that was asked. */
function elsewhere({ evidence }: { evidence: LoadedDocument[] }): FoundKey {
  return none('key_elsewhere', { values: wayOf(evidence[0]!), evidence })
}

function notVouched(evidence: FindingDetail['evidence'], { issuerId }: Search): FoundKey {
  return none('key_not_vouched', { values: { issuer: issuerId ?? '' }, evidence })
}

function none(code: FindingCode, detail: FindingDetail): FoundKey {
  return { key: null, findings: [finding(code, detail)] }
}
