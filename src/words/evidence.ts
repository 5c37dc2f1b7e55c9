import type { DocumentEvidence } from '../openbadges/index.js'
import { type DocumentRead, type ProofLine, shortKey } from './proof-lines.js'

/** `answered`, `no answer: the name does not exist`: what an address had to say. */
export function answerOf({ status, cause }: Pick<DocumentEvidence, 'status' | 'cause'>): string {
  if (cause) return `no answer: ${CAUSES[cause]}`
  return status !== null && status >= 200 && status <= 299
    ? 'answered'
    : `answered with an error (${status ?? 'none'})`
}

const CAUSES: Record<NonNullable<DocumentEvidence['cause']>, string> = {
  dns: 'there is no such site',
  'refused-address': 'the address lies in a private network',
  'bad-url': 'the address cannot be used',
  connection: 'the connection failed',
  tls: 'its security certificate is not valid',
  'certificate-expired': 'its security certificate has expired',
  timeout: 'it took too long',
  'too-large': 'it sent too much',
  'redirect-loop': 'it redirects without end',
  'redirect-insecure': 'it redirects to an unprotected address',
  offline: 'this site was offline',
  budget: 'the badge names too many addresses',
}

/** `4,212 bytes`; empty where that is not known. */
export function sizeWords(bytes: number | undefined): string {
  return bytes ? `${bytes.toLocaleString('en')} bytes` : ''
}

/** `entry 94,567`: the place of a badge in a status list; empty where it has none. */
export function entryWords({ entry }: DocumentRead): string {
  return entry === undefined ? '' : `entry ${Number(entry).toLocaleString('en')}`
}

/** Said where a failure or doubt does not count. */
const HARMLESS = 'This does not change the verdict.'

/** `Signature eddsa-rdfc-2022 by key z6MkfQ…9fKq2A.` */
function signatureWords({ algorithm, key }: NonNullable<ProofLine['signature']>): string {
  return `Signature ${algorithm}${key ? ` by key ${shortKey(key)}` : ''}.`
}

/** `https://kauri.example/keys answered on 28 November 2026, 20:59 UTC, 4,212 bytes. SHA-256 5f2c….` */
function documentWords(document: DocumentRead, time: (iso: string) => string): string {
  const { url, fetchedAt, bytes, sha256 } = document
  const came = `${url} ${answerOf(document)} on ${time(fetchedAt)}`
  const line = [came, sizeWords(bytes), entryWords(document)].filter(Boolean).join(', ')
  return sha256 ? `${line}. SHA-256 ${sha256}.` : `${line}.`
}

/** Each document once, and a list once for each of its entries that was read. */
export function documentsOnce(documents: readonly DocumentRead[]): DocumentRead[] {
  const named = documents.filter(
    (one) =>
      one.entry !== undefined || !documents.some(({ url, entry }) => url === one.url && entry),
  )
  return [...new Map(named.map((one) => [`${one.url} ${one.entry ?? ''}`, one])).values()]
}

/** All that is known of a check, a sentence each: what it found, how it is signed, and every document once. */
export function evidenceLines(line: ProofLine, time: (iso: string) => string): string[] {
  const { title, sentences, signature, isHarmless } = line
  return [
    ...sentences.filter((text) => text !== `${title}.`),
    ...(isHarmless ? [HARMLESS] : []),
    ...(signature ? [signatureWords(signature)] : []),
    ...documentsOnce(line.documents).map((one) => documentWords(one, time)),
  ]
}
