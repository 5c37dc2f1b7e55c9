import {
  asWritten,
  sentence,
  warningsOf,
  type CheckName,
  type CheckResult,
  type Credential,
  type Finding,
  type LoadedDocument,
  type OpenBadgesError,
  type Outcome,
  type Verdict,
  type VerificationReport,
} from '../openbadges/index.js'
import { printable } from './printable.js'

const VERDICTS: Record<Verdict, readonly [mark: string, colour: number, sentence: string]> = {
  valid: ['✓', 32, 'Valid. Everything that makes this badge true was checked.'],
  invalid: ['✗', 31, 'Not valid. Something in this badge is wrong.'],
  revoked: ['✗', 31, 'Withdrawn by its issuer.'],
  expired: ['✗', 33, 'Expired. It was true until its end.'],
  'not-yet-valid': ['✗', 33, 'Not valid yet.'],
  unverifiable: ['?', 33, 'Could not be checked. Nothing says it is false.'],
}

const MARKS: Record<Outcome, readonly [mark: string, colour: number]> = {
  passed: ['✓', 32],
  failed: ['✗', 31],
  unknown: ['?', 33],
  'not-applicable': ['-', 90],
}

const NAMES: Record<CheckName, string> = {
  structure: 'Complete and well formed',
  hosted: "At the issuer's site",
  'issuer-scope': 'From the issuer it names',
  signature: 'Signature',
  proof: 'Signature',
  'issuer-key': "The issuer's own key",
  expiry: 'In time',
  revocation: 'Not withdrawn',
  refresh: 'Newer version',
  schema: 'Declared form',
  extensions: 'Additions',
  image: 'Picture',
  endorsements: 'Endorsements',
  recipient: 'Given to this person',
}

const PROOFS = {
  hosted: 'proven at its address',
  signed: 'signed (JWS)',
  jwt: 'signed (VC-JWT)',
  embedded: 'signed (Data Integrity)',
  none: 'not signed',
}

type Paint = (text: string, colour: number) => string

/** The report for people, in the order of their questions: is it true, what is it, why. */
export function reportText(report: VerificationReport, colours = false): string {
  const paint: Paint = (text, colour) => (colours ? `\u001b[${colour}m${text}\u001b[0m` : text)
  const [mark, colour, words] = VERDICTS[report.verdict]
  const parts = [
    [paint(`${mark} ${words}`, colour)],
    report.credential ? facts(report, report.credential) : [],
    [`Checked as of ${time(report.at)}:`, ...checks(report.checks, paint)],
    list(
      'Worth knowing:',
      warningsOf(report).map((f) => `  ! ${told(f)} [${f.code}]`),
    ),
    list('Documents used:', report.documents.map(documentLine)),
  ]
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

/** What stands in place of a report when the input is no badge. */
export function refusalText({ code, message, kind, seen }: OpenBadgesError): string {
  const detail = [kind, seen].filter(Boolean).join(': ')
  return `${code === 'BADGE_TOO_LARGE' ? '?' : '✗'} ${printable(message)}${detail ? `\n  (${printable(detail)})` : ''}\n`
}

function facts({ format, proofKind }: VerificationReport, credential: Credential): string[] {
  const { achievement, issuer, recipients, subjectId, validFrom, validUntil } = credential
  const to = recipients
    .map((r) => (r.hashed ? `somebody (${r.type} hidden)` : r.identity))
    .join(', ')
  const lines: [string, string | null][] = [
    ['what', achievement.name ?? 'Untitled badge'],
    ['from', [issuer.name ?? 'Unknown issuer', issuer.url ?? issuer.id].filter(Boolean).join(', ')],
    ['to', to || subjectId],
    ['when', validFrom && time(validFrom)],
    ['until', validUntil && time(validUntil)],
    ['form', [formatName(format), proofKind && PROOFS[proofKind]].filter(Boolean).join(', ')],
  ]
  return lines.flatMap(([name, value]) =>
    value ? [`  ${name.padEnd(6)} ${printable(value)}`] : [],
  )
}

function formatName(format: Credential['format'] | null): string | null {
  return format && format.replace('ob', 'Open Badges ')
}

function checks(results: CheckResult[], paint: Paint): string[] {
  const ran = results.filter((r) => r.outcome !== 'not-applicable')
  const others = results.filter((r) => r.outcome === 'not-applicable')
  return [
    ...ran.flatMap((result) => checkLines(result, paint)),
    ...(others.length > 0 ? [notApplicable(others, paint)] : []),
  ]
}

function checkLines({ check, outcome, findings }: CheckResult, paint: Paint): string[] {
  const [mark, colour] = MARKS[outcome]
  const shown = findings.filter((f) => f.severity !== 'warning' || f.outcome !== 'passed')
  return [
    `  ${paint(mark, colour)} ${NAMES[check]}`,
    ...shown.map((f) => `      ${told(f)} [${f.code}]`),
  ]
}

function notApplicable(results: CheckResult[], paint: Paint): string {
  const names = results.map(({ check }) => check).join(', ')
  return paint(`  - does not apply: ${names}`, MARKS['not-applicable'][1])
}

function told(finding: Finding): string {
  const where = finding.path && finding.severity !== 'note' ? ` (${finding.path})` : ''
  const text = sentence(finding, 'earner')
  return printable(text.includes(finding.path ?? '\n') ? text : text + where)
}

function documentLine({ url, status, cause, body, sha256 }: LoadedDocument): string {
  const got = status === null ? `no answer (${cause})` : `${body.length} bytes, SHA-256 ${sha256}`
  return `  ${String(status ?? '---')}  ${printable(url)}\n       ${got}`
}

function list(title: string, lines: string[]): string[] {
  return lines.length > 0 ? [title, ...lines] : []
}

function time(iso: string): string {
  const date = asWritten(iso)
  if (Number.isNaN(date.getTime())) return iso
  const format = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
  })
  return `${format.format(date)} UTC${/[+-]\d\d:\d\d$/.exec(iso)?.[0] ?? ''}`
}
