import { isIssuerProven, type BadgeState, type FindingCode } from '../openbadges/index.js'
import { answerRows } from './rows.js'
import { issuerPair } from './issuer.js'
import type { Phrase, Times, Told } from './told.js'

/** The sentence under the word; it never begins with more than is proven. */
export function headSentence(told: Told, times: Times): Phrase {
  return HEADS[told.state](told, times)
}

/** The same in one line of plain text. */
export function headText(told: Told, times: Times): string {
  const { bold, soft } = headSentence(told, times)
  return joined(bold, soft)
}

/** Bold and soft part as one sentence; a soft part that goes on begins with its own space or sign. */
export function joined(bold: string, soft: string): string {
  return bold === '' || soft === '' || /^[\s,.;]/.test(soft) ? `${bold}${soft}` : `${bold} ${soft}`
}

const TAKEN_BACK = 'The issuer took it back.'

const plain = (soft: string): Phrase => ({ bold: '', soft })

const HEADS: Record<BadgeState, (told: Told, times: Times) => Phrase> = {
  valid: (told, times) => plain(validHead(told, times)),
  'issuer-not-proven': (told) => ({
    bold: 'Anybody could have made it.',
    soft: `${told.isNotWithdrawn ? 'Unchanged, and not withdrawn' : 'Unchanged'}${elsewhere(told)}.`,
  }),
  'was-valid': ({ provenAt }, { ago }) => ({
    bold: `Proven valid ${ago(provenAt)}.`,
    soft: 'The issuer does not answer right now.',
  }),
  expired: (told, times) => plain(endedHead(told, times)),
  withdrawn: (told, times) =>
    plain(
      `${told.answers.force.answer === 'paused' ? 'The issuer has paused it.' : TAKEN_BACK}${silent(told, times)}`,
    ),
  'not-yet': (told, times) => plain(beginsHead(told, times)),
  flawed: (told) => plain(flawedHead(told)),
  'not-genuine': (told, times) => ({
    bold:
      DISPROVEN[told.answers.real.because[0]?.code ?? 'proof_invalid'] ?? DISPROVEN.scope_outside!,
    soft: `Do not rely on anything it says.${silent(told, times)}`,
  }),
  'not-proven': () => ({ bold: 'It only says so.', soft: 'Nothing in it can be proven.' }),
  unchecked: ({ answers }) => plain(uncheckedHead(answers)),
}

/** What was found stays, and how old it is is told. */
const silent = ({ heardAt }: Told, { ago }: Times) =>
  heardAt === null ? '' : ` The issuer does not answer now; last heard ${ago(heardAt)}.`

const DISPROVEN: Partial<Record<FindingCode, string>> = {
  proof_invalid: 'This badge was changed after it was signed.',
  signature_invalid: 'This badge was changed after it was signed.',
  key_not_issuers: 'This badge was signed with somebody else’s key.',
  context_redefines: 'This badge says one thing and means another.',
  scope_outside: 'This badge is not from the issuer it names.',
}

/** "All five" only where all five are, and nothing about the issuer is odd: then its proven part is named. */
function validHead(told: Told, times: Times): string {
  const rows = answerRows(told, times)
  const { issuer } = told.answers
  const { beside, claimedSite, care, isQuoted } = issuerPair(issuer, told.issuerName, told.state)
  const isPlain = claimedSite === null && care === '' && !isQuoted
  if (isPlain && rows.every(({ mark }) => mark === 'yes')) return 'All five answers are yes.'
  return issuer.kind === 'registry'
    ? `Real, still valid, and its issuer is ${beside}${elsewhere(told)}.`
    : `Real, still valid, and from ${beside}${elsewhere(told)}.`
}

/** Who reads the head alone must not take somebody else's badge for theirs. */
const elsewhere = ({ answers, reader }: Told) =>
  answers.whose.answer === 'another' ? `, but it was sent to ${ANOTHER[reader]}` : ''

const ANOTHER: Record<Told['reader'], string> = {
  earner: 'an address you have not confirmed',
  employer: 'another address than the person sharing it confirmed',
  visitor: 'another address than the one you typed',
}

/** How much "genuine" may be said of a badge whose time is what decides. */
function genuine({ answers }: Told): string {
  if (answers.real.answer !== 'proven') return ''
  return isIssuerProven(answers.issuer) ? 'Genuine' : 'Unchanged'
}

const nobodyVouches = ({ answers }: Told) =>
  answers.real.answer === 'proven' && !isIssuerProven(answers.issuer)
    ? ' Nobody vouches for its issuer’s name.'
    : ''

function endedHead(told: Told, { date }: Times): string {
  const { until } = told.answers.force
  const ended = until && !told.areDatesHidden ? `ended on ${date(until)}` : 'is past its end date'
  const start = genuine(told)
  return `${start === '' ? `It ${ended}. We could not find out more.` : `${start}, but it ${ended}.`}${nobodyVouches(told)}`
}

function beginsHead(told: Told, { date }: Times): string {
  const { from } = told.answers.force
  const begins = from && !told.areDatesHidden ? `It begins on ${date(from)}.` : 'It begins later.'
  const start = genuine(told)
  return `${start === '' ? begins : `${start}. ${begins}`}${nobodyVouches(told)}`
}

function flawedHead(told: Told): string {
  const broken = told.answers.rules.because.filter(({ severity }) => severity === 'error').length
  const rules = broken === 1 ? 'a rule' : `${broken} rules`
  return isIssuerProven(told.answers.issuer)
    ? `It is real, and breaks ${rules} of its standard.`
    : `It is unchanged, and breaks ${rules} of its standard. Nobody vouches for its issuer’s name.`
}

function uncheckedHead({ real, force }: Told['answers']): string {
  const [reason] = [...real.because, ...force.because].map(({ code }) => UNCHECKED[code])
  return `${reason ?? 'The issuer’s website did not answer.'} This does not mean it is false.`
}

/** What is no silence; all else is. */
const UNCHECKED: Partial<Record<FindingCode, string>> = {
  alg_unsupported: 'It is signed in a way that we cannot check.',
  proof_suite_unsupported: 'It is signed in a way that we cannot check.',
  key_type_unsupported: 'It is signed with a kind of key that we cannot use.',
  method_unsupported: 'Its key is of a kind that we cannot look up.',
  canonical_budget: 'It is too complicated to be checked safely.',
  context_unknown: 'It uses a vocabulary that we do not have.',
  hosted_not_json: 'The issuer’s website shows a page there, not a badge.',
  hosted_not_assertion: 'The issuer’s website has something else there now.',
  status_unsupported: 'We could not find out whether it was withdrawn.',
  status_list_bad: 'We could not find out whether it was withdrawn.',
  status_list_untrusted: 'We could not find out whether it was withdrawn.',
  status_index_bad: 'We could not find out whether it was withdrawn.',
  status_purpose_mismatch: 'We could not find out whether it was withdrawn.',
}
