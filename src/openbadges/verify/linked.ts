import type { LoadedDocument } from '../findings/documents.js'
import { finding, type Finding } from '../findings/report.js'
import type { Run } from '../findings/run.js'
import { inOwnWords } from '../formats/ob2/normalise.js'
import {
  isMovedAddress,
  isSameSite,
  leadElsewhere,
  speaksForAddress,
  wayOf,
} from '../text/host-aliases.js'
import { idOf, isMissing, isObject, member, stringOf, types, unwrapped } from '../text/read.js'
import { isBlankNode, isHttpUrl, sameUrl } from '../text/values.js'
import type { FormatId, JsonObject } from '../types.js'
import { ACCEPT_BADGES, causeOf, isAnswer, jsonObjectOf, wayFindings } from './answers.js'

/** A badge class or an issuer profile, as far as it could be had. */
export interface Linked {
  /** Its members by their published names: the fetched copy, else the embedded one. */
  value: JsonObject | null
  /** The same as it came. */
  original: JsonObject | null
  /** The id that counts; null for embedded objects without one. */
  id: string | null
  /** Fetched at its own address; null when nobody answered there. */
  document: LoadedDocument | null
  /** Do its facts count: fetched, or embedded by its own silent host? */
  counts: boolean
  /** From the assertion, for findings. */
  path: string
  findings: Finding[]
}

/** The class and the issuer behind an assertion. */
export interface Chain {
  badge: Linked
  issuer: Linked
}

/** Which link is followed, and from where. */
interface Link {
  part: 'badge' | 'issuer'
  path: string
  /** Of the award. */
  format: FormatId
  /** The document around it, when it was fetched; null for signed payloads and uploads. */
  around: LoadedDocument | null
}

/**
 * Fetches badge class and issuer of an assertion, also when they are embedded: what an award says about its issuer
 * counts only as far as the issuer's own address says so too.
 * @param assertion its members by name
 * @param around its document when it was fetched, else null
 * @see https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/index.html#data-validation
 */
export async function followLinks(
  assertion: JsonObject,
  format: FormatId,
  around: LoadedDocument | null,
  run: Run,
): Promise<Chain> {
  const reference = member(assertion, 'badge')
  const badge = await follow(reference, { part: 'badge', path: 'badge', format, around }, run)
  const outer = badge.document ?? around
  const link = { part: 'issuer', path: 'badge.issuer', format, around: outer } as const
  return {
    badge,
    issuer: await followIssuer(badge.value && member(badge.value, 'issuer'), link, run),
  }
}

/** Fetches one issuer profile: of a badge class, or of an endorsement. */
export function followIssuer(
  reference: unknown,
  link: Omit<Link, 'part'>,
  run: Run,
): Promise<Linked> {
  return follow(reference, { ...link, part: 'issuer' }, run)
}

async function follow(reference: unknown, link: Link, run: Run): Promise<Linked> {
  const given = unwrapped(reference)
  const embedded = isObject(given) ? given : null
  const id = idThatCounts(idOf(given), embedded, link)
  const start: Linked = { ...NOTHING, path: link.path, original: embedded, id }
  if (embedded) Object.assign(start, await inItsWords(embedded, link, run))
  if (isHttpUrl(id)) return fetchLinked(start, id, link, run)
  return withoutAddress(start, link)
}

/** 1.0 knows no ids: inside a badge only the address of an issuer says more than nothing. */
function idThatCounts(id: string | null, embedded: JsonObject | null, { part, format }: Link) {
  if (id === null || id === '' || isBlankNode(id)) return null
  const isLoose = embedded !== null && format === 'ob1.0'
  return isLoose && (part === 'badge' || !isHttpUrl(id)) ? null : id
}

/** A link that names nothing. */
export const NOTHING: Linked = {
  value: null,
  original: null,
  id: null,
  document: null,
  counts: false,
  path: '',
  findings: [],
}

// some of 1.x embed classes and issuers without an id of their own: they live where the document around them lives
function withoutAddress(start: Linked, link: Link): Linked {
  const { around } = link
  if (start.value === null && start.id === null) return start
  if (start.id === null && around && livesAround(start, around, link)) {
    const evidence = [around]
    const counted = finding('linked_embedded', { path: start.path, evidence })
    return { ...start, counts: true, findings: [...start.findings, counted] }
  }
  const found = start.id ?? 'no address'
  const values = { cause: 'no web address' }
  const unreachable = finding('linked_unreachable', { path: start.path, found, values })
  return { ...start, findings: [...start.findings, unreachable] }
}

/**
 * Only 1.0, which knows no ids, may leave the issuer without an address, and only where the site that it names is the
 * one that served it: the name of an issuer is worth what answers for it.
 */
function livesAround({ value }: Linked, around: LoadedDocument, { part, format }: Link): boolean {
  if (part === 'badge') return format !== 'ob2.0'
  if (format !== 'ob1.0' || !value) return false
  const sites = ['url', 'origin'].map((name) => member(value, name)).filter((v) => !isMissing(v))
  return sites.length > 0 && sites.every((site) => serves(around, site))
}

/** Was it the site of this address that served the document? */
function serves(document: LoadedDocument, address: unknown): boolean {
  if (typeof address !== 'string' || !speaksForAddress(document)) return false
  return isSameSite(document.url, address) && !leadElsewhere(document.url, address)
}

async function fetchLinked(start: Linked, url: string, link: Link, run: Run): Promise<Linked> {
  const found = await ask(url, link, run)
  if (!found.value) return silent(start, url, found, link)
  return heard(await atDeclaredId(found, url, link, run), start, link)
}

/** What another host answered for an issuer is not the issuer's word. */
function heard(found: Linked, start: Linked, { part, path }: Link): Linked {
  const { document, counts, id } = found
  if (part === 'badge' || !counts || !document || speaksForAddress(document)) return found
  const detail = { path, found: document.url, values: wayOf(document), evidence: [document] }
  const findings = [...start.findings, finding('issuer_elsewhere', detail)]
  return { ...start, id, document, findings }
}

async function atDeclaredId(found: Linked, url: string, link: Link, run: Run): Promise<Linked> {
  const declared = declaredId(found.value!)
  if (declared === null || sameUrl(declared, url)) return { ...found, id: declared ?? url }
  if (link.format === 'ob1.0') return { ...found, id: url, ...mismatched(found, url, declared) }
  if (!isHttpUrl(declared)) return { ...found, id: declared }
  return followId(found, url, declared, link, run)
}

// 1.0 knows no ids: one that is there is told, and decides nothing
function mismatched({ findings, document, path }: Linked, a: string, b: string) {
  if (!isHttpUrl(b)) return {}
  const evidence = document ? [document] : []
  const told = finding('linked_id_mismatch', { path, values: { a, b }, evidence })
  return { findings: [...findings, told] }
}

async function followId(
  found: Linked,
  url: string,
  declared: string,
  link: Link,
  run: Run,
): Promise<Linked> {
  const own = await ask(declared, link, run)
  const values = { a: url, b: declared }
  const evidence = [found.document, own.document].filter((d) => d !== null)
  const mismatch = finding('linked_id_mismatch', { path: link.path, values, evidence })
  const findings = [...found.findings, mismatch]
  if (!own.document && isMovedAddress(url, declared)) return { ...found, id: url, findings }
  if (!own.value) return { ...found, id: declared, counts: false, findings: own.findings }
  if (sameUrl(declaredId(own.value), declared))
    return { ...own, id: declared, findings: [...own.findings, mismatch] }
  const loop = finding('hosted_id_loop', { path: link.path, values, evidence })
  return { ...own, id: declared, counts: false, findings: [...own.findings, loop] }
}

/** One address: its object when it is of the right kind, else why not. */
async function ask(url: string, link: Link, run: Run): Promise<Linked> {
  const document = await run.load(url, ACCEPT_BADGES)
  const original = isAnswer(document) ? jsonObjectOf(document) : null
  if (!original || !isOfKind(original, link.part)) {
    const values = { cause: isAnswer(document) ? 'something else' : causeOf(document), url }
    const detail = { path: link.path, found: url, values, evidence: [document] }
    const findings = [finding('linked_unreachable', detail)]
    return { ...NOTHING, path: link.path, id: url, findings }
  }
  const { value, findings } = await inItsWords(original, link, run)
  const way = wayFindings(document)
  return {
    value,
    original,
    id: url,
    document,
    counts: true,
    path: link.path,
    findings: [...way, ...findings],
  }
}

/** An embedded copy speaks for a silent issuer only when the issuer's own host served it. */
function silent(start: Linked, url: string, found: Linked, { part, around }: Link): Linked {
  if (part === 'issuer' && start.value && around && serves(around, url)) {
    const evidence = [around]
    const counted = finding('linked_embedded', { path: start.path, values: { url }, evidence })
    return { ...start, counts: true, findings: [...start.findings, counted] }
  }
  return { ...start, findings: [...start.findings, ...found.findings] }
}

async function inItsWords(original: JsonObject, link: Link, run: Run) {
  const { value, findings } = await inOwnWords(original, link.format, run)
  const placed = findings.map((f) => ({ ...f, path: `${link.path}.${f.path ?? '@context'}` }))
  return { value, findings: placed }
}

const KINDS = {
  badge: { type: /(^|[#:])BadgeClass$/, members: ['criteria', 'issuer'] },
  issuer: { type: /(^|[#:])(Issuer|Profile|IssuerOrg)$/, members: ['url', 'email'] },
}
const OTHER_TYPES =
  /(^|[#:])(Assertion|BadgeClass|Issuer|Profile|Endorsement|CryptographicKey|RevocationList|Verifiable\w+)$/

/** By its type; where that says nothing, by members that only this kind has. */
function isOfKind(value: JsonObject, part: Link['part']): boolean {
  const { type, members } = KINDS[part]
  if (types(value).some((name) => type.test(name))) return true
  if (types(value).some((name) => OTHER_TYPES.test(name))) return false
  return Object.hasOwn(value, 'name') && members.some((name) => Object.hasOwn(value, name))
}

function declaredId(value: JsonObject): string | null {
  const id = stringOf(value, 'id') ?? stringOf(value, '@id')
  return id === null || id === '' || isBlankNode(id) ? null : id
}
