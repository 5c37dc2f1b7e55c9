import type { CheckResult, Finding } from '../openbadges/index.js'
import { checkTitle, QUESTION_OF } from './check-titles.js'
import { counted } from './language.js'
import { type DocumentRead, type ProofLine, saidBy, tieLines, whoseLines } from './proof-lines.js'
import { type Mark, type AskedQuestion, QUESTIONS } from './rows.js'
import type { Times, Told } from './told.js'

/** Checks under the question they answer. */
export interface ProofSection {
  question: AskedQuestion
  asks: string
  lines: ProofLine[]
}

/** What is folded away under the answers. */
export interface Proofs {
  /** `What proved it`, `What was found` where nothing is proven, or `Why not` where it is not genuine: then it is open, and holds what failed alone. */
  title: string
  /** `8 of 8 checks passed`. */
  count: string
  isOpen: boolean
  sections: ProofSection[]
}

/** @param checks of the newest report, the recipient among them */
export function proofsOf(told: Told, checks: readonly CheckResult[], times: Times): Proofs {
  if (told.state === 'not-genuine') return whyNot(told, checks)
  const sections = (Object.keys(QUESTIONS) as AskedQuestion[])
    .map((question) => ({
      question,
      asks: QUESTIONS[question],
      lines: linesOf[question](told, checks, times),
    }))
    .filter(({ lines }) => lines.length > 0)
  return { title: titleOf(told.state), count: countWords(sections), isOpen: false, sections }
}

/** Where nothing is proven nothing proved it. */
const titleOf = (state: Told['state']) =>
  state === 'not-proven' || state === 'unchecked' ? 'What was found' : 'What proved it'

function whyNot(told: Told, checks: readonly CheckResult[]): Proofs {
  const codes = new Set(told.answers.real.because.map(({ code }) => code))
  const failed = checks.filter(({ findings }) => findings.some(({ code }) => codes.has(code)))
  const lines = failed.map((check) => checkLine(told, check))
  const section = { question: 'real', asks: QUESTIONS.real, lines } as const
  const count = `${counted(lines.length, 'check')} failed`
  return { title: 'Why not', count, isOpen: true, sections: [section] }
}

type Lines = (told: Told, checks: readonly CheckResult[], times: Times) => ProofLine[]

const linesOf: Record<AskedQuestion, Lines> = {
  real: (told, checks) => checkLines(told, checks, 'real'),
  issuer: (told, checks) =>
    believed(told, [...tieLines(told), ...checkLines(told, issuerChecks(told, checks), 'issuer')]),
  force: (told, checks, times) => believed(told, forceLines(told, checks, times)),
  whose: (told, checks) => believed(told, whoseLines(told, checks)),
  rules: (told, checks) => checkLines(told, checks, 'rules'),
}

/** What is not proven itself chose whom to ask: that they said yes proves nothing. */
function believed({ state }: Told, lines: ProofLine[]): ProofLine[] {
  return state === 'not-proven' ? lines.filter(({ mark }) => mark !== 'yes') : lines
}

/** What ties the badge to its issuer is told by the tie itself, unless something about it is worth a word. */
function issuerChecks({ answers }: Told, checks: readonly CheckResult[]): CheckResult[] {
  const isTold = answers.real.answer === 'proven'
  return checks.filter(
    ({ check, outcome, findings }) =>
      check === 'endorsements' ||
      !isTold ||
      outcome !== 'passed' ||
      findings.some(({ severity }) => severity === 'warning'),
  )
}

function forceLines(told: Told, checks: readonly CheckResult[], { date }: Times): ProofLine[] {
  const { until } = told.answers.force
  const lines = checkLines(told, checks, 'force').map((line) =>
    line.check === 'expiry' && until && !told.areDatesHidden
      ? { ...line, sentences: [`The badge names ${date(until)}.`, ...line.sentences] }
      : line,
  )
  const isDated = lines.some(({ check }) => check === 'expiry')
  return isDated || told.areDatesHidden || told.state === 'not-proven' ? lines : [...lines, NO_END]
}

const NO_END: ProofLine = {
  check: 'expiry',
  mark: 'yes',
  title: 'No end date',
  sentences: ['The badge names none.'],
  signature: null,
  documents: [],
  codes: [],
  rules: [],
  isHarmless: false,
}

function checkLines(
  told: Told,
  checks: readonly CheckResult[],
  question: AskedQuestion,
): ProofLine[] {
  return checks
    .filter(({ check, outcome }) => QUESTION_OF[check] === question && outcome !== 'not-applicable')
    .map((check) => checkLine(told, check))
}

function checkLine(told: Told, { check, outcome, findings }: CheckResult): ProofLine {
  const telling = findings.filter(({ severity }) => severity !== 'note')
  const deciding = telling.length > 0 ? telling : findings.slice(0, 1)
  const isSignature = check === 'proof' || check === 'signature'
  const { proof } = told
  return {
    check,
    mark: markOf(check, outcome, findings),
    title: checkTitle(check, outcome),
    sentences: saidBy(told, telling),
    signature: isSignature && outcome === 'passed' && proof ? signatureOf(proof) : null,
    documents: findings.flatMap(documentsRead),
    codes: codesOf(findings),
    // of what is as it should be only the form is worth its rule
    rules:
      outcome === 'passed' && telling.length === 0 && check !== 'structure'
        ? []
        : codesOf(deciding),
    isHarmless: outcome !== 'passed' && findings.every(({ severity }) => severity !== 'error'),
  }
}

const documentsRead = ({ evidence, values: { entry } }: Finding): DocumentRead[] =>
  evidence.map((one) => (entry === undefined ? one : { ...one, entry }))

const codesOf = (findings: readonly Finding[]) => findings.map(({ code }) => code)

function signatureOf({ algorithm, key }: NonNullable<Told['proof']>): ProofLine['signature'] {
  return { algorithm: algorithm ?? '', key: key && (key.id ?? key.thumbprint) }
}

function markOf(
  check: CheckResult['check'],
  outcome: CheckResult['outcome'],
  findings: readonly Finding[],
): Mark {
  if (outcome === 'passed') return 'yes'
  if (outcome === 'unknown')
    return check === 'issuer-key' || check === 'issuer-scope' ? 'quotes' : 'question'
  if (findings.some(({ code }) => code === 'expired')) return 'hourglass'
  if (findings.some(({ code }) => code === 'not_yet_valid')) return 'calendar'
  return QUESTION_OF[check] === 'rules' || check === 'endorsements' ? 'wave' : 'no'
}

function countWords(sections: readonly ProofSection[]): string {
  const marks = sections.flatMap(({ lines }) => lines.map(({ mark }) => mark))
  const passed = marks.filter((mark) => mark === 'yes').length
  const open = marks.filter((mark) => mark === 'question').length
  const unasked = open > 0 ? `, ${open} could not be asked` : ''
  return `${passed} of ${marks.length} checks passed${unasked}`
}
