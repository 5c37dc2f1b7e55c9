import type { LoadedDocument } from '../../findings/documents.js'
import { finding, type Finding, type FindingDetail } from '../../findings/report.js'
import type { Run } from '../../findings/run.js'
import { asList, idOf, isObject, member, text, types, unwrapped } from '../../text/read.js'
import { isHttpsUrl } from '../../text/values.js'
import type { JsonObject } from '../../types.js'
import {
  checkRevocationList,
  type ListKind,
  type ListProblem,
  loadStatusList,
  type StatusList,
} from './status-list.js'

/** Status entries looked at in one credential. */
const MAX_ENTRIES = 8
/** Entries below which a list gives its holders away. */
const MIN_LIST_ENTRIES = 131_072

const BITSTRING: ListKind = {
  credential: 'BitstringStatusListCredential',
  subject: 'BitstringStatusList',
  prefix: 'u',
  hasPurpose: true,
}
const STATUS_LIST_2021: ListKind = {
  credential: 'StatusList2021Credential',
  subject: 'StatusList2021',
  prefix: '',
  hasPurpose: true,
}
const REVOCATION_LIST_2020: ListKind = {
  credential: 'RevocationList2020Credential',
  subject: 'RevocationList2020',
  prefix: '',
  hasPurpose: false,
}

const KINDS: ReadonlyMap<string, ListKind> = new Map([
  ['BitstringStatusListEntry', BITSTRING],
  ['StatusList2021Entry', STATUS_LIST_2021],
  ['RevocationList2020Status', REVOCATION_LIST_2020],
])

/** A credential whose status is asked: its id and that of its issuer. */
export interface StatusSubject {
  value: JsonObject
  issuerId: string | null
}

/**
 * Has the issuer withdrawn or paused the credential? Every entry of `credentialStatus` is read; one that
 * is revoked is enough, and one that cannot be read leaves the question open.
 * @returns findings of `revocation` (and `refresh`); empty without `credentialStatus`
 * @see https://www.imsglobal.org/spec/ob/v3p0/#verification
 */
export async function checkStatus(subject: StatusSubject, run: Run): Promise<Finding[]> {
  const entries = asList(member(subject.value, 'credentialStatus'))
  const several = entries.length > 1
  const found = await Promise.all(
    entries.slice(0, MAX_ENTRIES).map((entry, index) => {
      const path = several ? `credentialStatus[${index}]` : 'credentialStatus'
      return checkEntry(entry, path, subject, run)
    }),
  )
  if (entries.length <= MAX_ENTRIES) return found.flat()
  const path = `credentialStatus[${MAX_ENTRIES}]`
  return [...found.flat(), finding('status_unreachable', { path, values: { cause: 'budget' } })]
}

async function checkEntry(
  entry: unknown,
  path: string,
  subject: StatusSubject,
  run: Run,
): Promise<Finding[]> {
  const named = isObject(entry) ? types(entry) : []
  const kinds = named.flatMap((name) => KINDS.get(name) ?? [])
  const isListed = named.includes('1EdTechRevocationList')
  if (!isObject(entry) || (kinds.length === 0 && !isListed))
    return [finding('status_unsupported', { path, found: named.join(', ') })]
  const listed = isListed ? await checkRevocationList(entry, path, subject, run) : []
  const bits: Finding[] = []
  for (const kind of new Set(kinds))
    bits.push(...(await checkBits(readEntry(entry, kind), path, subject, run)))
  return [...listed, ...bits]
}

/** What an entry asks of its list. */
interface Entry {
  kind: ListKind
  value: JsonObject
  purpose: string | null
  url: string | null
  /** Null when it is no index. */
  index: number | null
  /** Bits per entry; null when out of range. */
  size: number | null
}

function readEntry(value: JsonObject, kind: ListKind): Entry {
  const name = kind.hasPurpose ? 'statusList' : 'revocationList'
  const url = idOf(member(value, `${name}Credential`))
  return {
    kind,
    value,
    purpose: kind.hasPurpose ? purposeOf(value) : 'revocation',
    url: isHttpsUrl(url) ? url : null,
    index: readIndex(unwrapped(member(value, `${name}Index`))),
    size: kind === BITSTRING ? readSize(member(value, 'statusSize')) : 1,
  }
}

/** The one purpose of an entry; null for several, or one that is no text. */
function purposeOf(value: JsonObject): string | null {
  const purpose = unwrapped(member(value, 'statusPurpose'))
  return typeof purpose === 'string' ? purpose : null
}

/** Digits, as text or as a JSON integer. */
function readIndex(value: unknown): number | null {
  const digits = typeof value === 'number' ? String(value) : value
  if (typeof digits !== 'string' || !/^\d{1,16}$/.test(digits)) return null
  return Number.isSafeInteger(Number(digits)) ? Number(digits) : null
}

function readSize(value: unknown): number | null {
  if (value === undefined) return 1
  const isSize = typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 8
  return isSize ? value : null
}

/** These are told and never decide; an entry that names neither these nor a known purpose may mean anything. */
function isTold({ purpose }: Entry): boolean {
  return purpose === 'refresh' || purpose === 'message'
}

const DECIDING = ['revocation', 'suspension']

async function checkBits(
  entry: Entry,
  path: string,
  subject: StatusSubject,
  run: Run,
): Promise<Finding[]> {
  const list = await loadStatus(entry, path, run)
  if (Array.isArray(list)) return isTold(entry) ? list.map(asNote) : list
  const about = { path, values: { entry: String(entry.index) }, evidence: [list.document] }
  const { purposes } = list
  if (purposes && (entry.purpose === null || !purposes.includes(entry.purpose)))
    return [finding('status_purpose_mismatch', { ...about, found: purposes.join(', ') })]
  const findings = bitFindings(entry, list, subject, about)
  return isTold(entry) ? findings.map(asNote) : findings
}

async function loadStatus(entry: Entry, path: string, run: Run): Promise<StatusList | Finding[]> {
  const { url, index, size, kind, value, purpose } = entry
  if (!isTold(entry) && !DECIDING.includes(purpose ?? ''))
    return [finding('status_purpose_mismatch', { path, found: purpose ?? 'none' })]
  if (url === null || index === null || size === null)
    return [finding('status_index_bad', { path, found: value })]
  const list = await loadStatusList(url, kind, run)
  return 'code' in list ? [problemFinding(list, path)] : list
}

function bitFindings(
  entry: Entry,
  list: StatusList,
  subject: StatusSubject,
  about: { path: string; evidence: LoadedDocument[] },
): Finding[] {
  const { bits } = list
  const [url, index, size] = [entry.url!, entry.index!, entry.size!]
  if ((index + 1) * size > bits.length * 8)
    return [finding('status_index_bad', { ...about, found: index })]
  const status = readBits(bits, index * size, size)
  return [...statusFindings(entry, status, about), ...listFindings(list, url, size, subject, about)]
}

function problemFinding({ code, found, document }: ListProblem, path: string): Finding {
  const evidence = document ? [document] : []
  return finding(code, { path, found, values: { cause: found ?? '' }, evidence })
}

/** Bit 0 is the most significant bit of the first byte. */
function readBits(bits: Buffer, start: number, size: number): number {
  let value = 0
  for (let at = start; at < start + size; at++)
    value = value * 2 + ((bits[at >> 3]! >> (7 - (at & 7))) & 1)
  return value
}

function statusFindings(entry: Entry, status: number, about: FindingDetail): Finding[] {
  const { purpose } = entry
  if (purpose === 'refresh') return status === 0 ? [] : [finding('refresh_available', about)]
  if (purpose === 'message') return messageFindings(entry.value, status, about)
  if (status === 0) return [finding('not_revoked', about)]
  if (purpose === 'suspension') return [finding('suspended', about)]
  return [finding('revoked_status_list', about)]
}

/** Text that goes with this status. @see https://www.w3.org/TR/vc-bitstring-status-list/#bitstringstatuslistentry */
function messageFindings(entry: JsonObject, status: number, about: FindingDetail): Finding[] {
  const messages = asList(member(entry, 'statusMessage')).filter(isObject)
  const said = messages.find((one) => Number(member(one, 'status')) === status)
  const message = said && text(member(said, 'message'))
  return message ? [finding('status_message', { ...about, found: message })] : []
}

/** What is unusual about the list itself; it counts all the same. */
function listFindings(
  list: StatusList,
  url: string,
  size: number,
  { issuerId }: StatusSubject,
  about: FindingDetail,
): Finding[] {
  const findings: Finding[] = []
  const entries = Math.floor((list.bits.length * 8) / size)
  if (list.issuerId !== issuerId)
    findings.push(finding('status_other_issuer', { ...about, found: list.issuerId }))
  if (entries < MIN_LIST_ENTRIES)
    findings.push(finding('status_list_short', { ...about, found: entries }))
  if (list.id !== url)
    findings.push(finding('status_list_id_differs', { ...about, found: list.id }))
  if (list.isSloppy)
    findings.push(finding('property_sloppy', { ...about, path: `${about.path}.encodedList` }))
  return findings
}

/** Other purposes are told and never decide, readable or not. */
function asNote(one: Finding): Finding {
  return { ...one, outcome: 'passed', severity: 'note' }
}
