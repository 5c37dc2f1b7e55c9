import {
  sentence,
  type CheckResult,
  type DocumentEvidence,
  type Finding,
  type Outcome,
} from '../../openbadges/index.js'
import { CHECK_NAMES, CHECK_TITLES, OUTCOME_WORDS } from './check-titles.js'

/** One line of "What was checked". */
export interface CheckView {
  /** Also its style and icon. */
  outcome: 'passed' | 'failed' | 'could-not-check'
  /** The outcome, for who does not see the mark. */
  mark: string
  title: string
  sentences: string[]
  /** Said where a failure or doubt does not count. */
  isHarmless: boolean
  findings: FindingView[]
  documents: EvidenceView[]
}

/** How a sentence is known. */
export interface FindingView {
  code: string
  path: string | null
  found: string | null
  clause: string
}

export interface EvidenceView {
  url: string
  /** `answered with 200`, `no answer: the name does not exist`. */
  answer: string
  sha256: string | null
  fetchedAt: string
  /** Our copy of it, for the earner. */
  link: string | null
}

export interface ReportView {
  checks: CheckView[]
  /** Checks that do not concern this badge, by name. */
  notApplicable: string[]
}

export interface Reader {
  kind: 'earner' | 'employer'
  /** How the earner is called: `you`, or a name. */
  earner: string
  issuer: string
  /** How the recipient stands now: addresses may have been confirmed since the report. */
  recipient: Outcome
  /** Address of our copy of a document; null where it is not shown. */
  linkOf: (url: string) => string | null
}

/** A report in plain words, the evidence one step away. */
export function reportView(checks: readonly CheckResult[], reader: Reader): ReportView {
  const current = checks.filter(({ check }) => check !== 'recipient')
  const applying = current.filter(({ outcome }) => outcome !== 'not-applicable')
  const rest = current.filter(({ outcome }) => outcome === 'not-applicable')
  return {
    checks: [
      ...applying.map((check) => checkView(check, reader)),
      ...recipientView(checks, reader),
    ],
    notApplicable: [...new Set(rest.map(({ check }) => CHECK_NAMES[check]))],
  }
}

function checkView({ check, outcome, findings }: CheckResult, reader: Reader): CheckView {
  const title = titleOf(check, outcome, reader)
  const sentences = tellingOf(outcome, findings).map((finding) => said(finding, reader))
  return {
    outcome: markOf(outcome),
    mark: OUTCOME_WORDS[outcome],
    title,
    sentences: [...new Set(sentences)].filter((text) => text !== '' && text !== `${title}.`),
    isHarmless: outcome !== 'passed' && findings.every(({ severity }) => severity !== 'error'),
    findings: findings.map(({ code, path, found, clause }) => ({ code, path, found, clause })),
    documents: evidenceOf(findings, reader),
  }
}

/** A finding in words, its issuer by name: an identifier says nothing to people. */
export function said(finding: Finding, { kind, issuer }: Pick<Reader, 'kind' | 'issuer'>): string {
  const values = 'issuer' in finding.values ? { ...finding.values, issuer } : finding.values
  return sentence({ ...finding, values }, kind)
}

/** What decided, then every warning; mere notes are left to "How we know". */
function tellingOf(outcome: Outcome, findings: readonly Finding[]): Finding[] {
  const fitting = findings.filter((finding) => finding.outcome === outcome)
  const deciding = fitting.find(({ code }) => code.endsWith('_ok')) ?? fitting[0]
  return findings.filter((finding) => finding === deciding || finding.severity !== 'note')
}

const markOf = (outcome: Outcome) =>
  outcome === 'passed' || outcome === 'failed' ? outcome : 'could-not-check'

function titleOf(check: CheckResult['check'], outcome: Outcome, reader: Reader): string {
  const [passed, failed, unknown] = CHECK_TITLES[check]
  const title = outcome === 'passed' ? passed : outcome === 'failed' ? failed : unknown
  const filled = title.replace('{issuer}', reader.issuer)
  if (reader.kind === 'earner')
    return filled.replace('{earner}’s', 'yours').replace('{earner}', 'you')
  return filled.replace('{earner}', reader.earner)
}

/** The recipient as it stands now, whatever the report said on its day. */
function recipientView(checks: readonly CheckResult[], reader: Reader): CheckView[] {
  const reported = checks.find(({ check }) => check === 'recipient')
  if (reader.recipient === 'not-applicable') return []
  const findings = reported?.findings ?? []
  const isCurrent = reported?.outcome === reader.recipient
  return [
    {
      outcome: markOf(reader.recipient),
      mark: OUTCOME_WORDS[reader.recipient],
      title: titleOf('recipient', reader.recipient, reader),
      sentences: [recipientSentence(reader)],
      isHarmless: reader.recipient !== 'passed',
      findings: isCurrent
        ? findings.map(({ code, path, clause }) => ({ code, path, found: null, clause }))
        : [],
      documents: [],
    },
  ]
}

function recipientSentence({ kind, earner, recipient }: Reader): string {
  const [who, has] = kind === 'earner' ? ['you', 'have'] : [earner, 'has']
  if (recipient === 'passed')
    return `The badge names an e-mail address that ${who} ${has} confirmed.`
  if (recipient === 'unknown')
    return 'It names its earner in a way that cannot be compared with an e-mail address.'
  return `It was awarded to an address that ${who} ${has} not confirmed. ${
    kind === 'earner' ? 'Only you see it. Add and confirm that address under Settings.' : ''
  }`.trim()
}

function evidenceOf(findings: readonly Finding[], { linkOf }: Reader): EvidenceView[] {
  const byUrl = new Map(findings.flatMap(({ evidence }) => evidence).map((one) => [one.url, one]))
  return [...byUrl.values()].map((one) => ({
    url: one.url,
    answer: answerOf(one),
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
