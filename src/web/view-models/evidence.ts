import type { DocumentEvidence } from '../../openbadges/index.js'

/** Address of our copy of a document; null where it is not shown. */
export type LinkOf = (url: string) => string | null

/** One document a check rests on. */
export interface EvidenceView {
  url: string
  /** `answered`, `no answer: the name does not exist`. */
  answer: string
  /** `4,212 bytes`; empty where that is not known. */
  size: string
  sha256: string | null
  fetchedAt: string
  /** Our copy of it, for the earner. */
  link: string | null
}

/** Each document once. */
export function evidenceOf(documents: readonly DocumentEvidence[], linkOf: LinkOf): EvidenceView[] {
  const byUrl = new Map(documents.map((one) => [one.url, one]))
  return [...byUrl.values()].map((one) => ({
    url: one.url,
    answer: answerOf(one),
    size: one.bytes ? `${one.bytes.toLocaleString('en')} bytes` : '',
    sha256: one.sha256,
    fetchedAt: one.fetchedAt,
    link: linkOf(one.url),
  }))
}

/** What an address answered, in words. */
export function answerOf({ status, cause }: Pick<DocumentEvidence, 'status' | 'cause'>): string {
  if (cause) return `no answer: ${CAUSES[cause]}`
  return status === 200 ? 'answered' : `answered with an error (${status ?? 'none'})`
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
