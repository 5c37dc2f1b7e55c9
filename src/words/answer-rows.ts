import {
  type FindingCode,
  hostSpelling,
  isIssuerProven,
  type IssuerProof,
} from '../openbadges/index.js'
import { sentence } from './findings.js'
import { formatWord } from './language.js'
import { claimedSiteWords, issuerPair, quoted, speaksOfIssuer } from './issuer.js'
import { lineOf, nameOf } from './names.js'
import type { Answered } from './rows.js'
import type { Reader, Times, Told } from './told.js'

/** Unchanged, and from whoever holds the key or the address. */
export function realRow({ answers, state, proof, provenAt }: Told, { ago }: Times): Answered {
  const { answer, because } = answers.real
  const [code] = because.map((one) => one.code)
  if (answer === 'disproven')
    return {
      mark: 'no',
      bold: 'No.',
      soft: DISPROVEN[code!] ?? 'What it says is not what its issuer made.',
    }
  // its address says "withdrawn" and shows no badge any more
  if (answer === 'unproven' && state === 'withdrawn')
    return { mark: 'dash', bold: '', soft: 'Not asked: it was withdrawn.' }
  if (answer === 'unproven')
    return {
      mark: 'quotes',
      bold: 'Not known.',
      soft: UNPROVEN[code!] ?? 'Nothing in it proves it.',
    }
  if (state === 'was-valid') return { mark: 'yes', bold: 'Yes.', soft: `Proven ${ago(provenAt)}.` }
  if (answer === 'unasked') return { mark: 'question', bold: 'We could not find out.', soft: '' }
  if (answers.issuer.kind === 'key-only')
    return { mark: 'yes', bold: 'Unchanged', soft: ' since it was signed.' }
  return proof?.kind === 'hosted'
    ? { mark: 'yes', bold: 'Yes.', soft: 'It is published just like this.' }
    : { mark: 'yes', bold: 'Yes.', soft: 'Nothing in it was changed.' }
}

const DISPROVEN: Partial<Record<FindingCode, string>> = {
  proof_invalid: 'What it says now is not what was signed.',
  signature_invalid: 'What it says now is not what was signed.',
  key_not_issuers: 'It is signed with a key that is not its issuer’s.',
  scope_outside: 'Another website gives it out than its issuer’s.',
  context_redefines: 'It gives standard words another meaning.',
}

const UNPROVEN: Partial<Record<FindingCode, string>> = {
  proof_missing: 'It has no signature.',
  signature_missing: 'It has no signature.',
  hosted_url_missing: 'It has no signature and no address.',
  scope_no_origin: 'Nothing ties it to the issuer it names.',
  scope_unproven: 'Nothing ties it to the issuer it names.',
  key_not_vouched: 'The key that signed it is nobody’s we know.',
  unsigned_data: 'Its signature leaves out some of what it says.',
  signature_alg: 'It is signed in a way that proves nothing.',
  jws_no_key_named: 'Its signature does not say who made it.',
  method_bad: 'Its signature does not say who made it.',
}

/** Who issued it: the name it gives, and what is proven of it. */
export function issuerRow({ answers, state, issuerName }: Told): Answered {
  const { issuer, real } = answers
  const name = nameOf(issuerName)
  const says = name ? `It says ${quoted(name)}` : 'It gives no name'
  if (real.answer === 'disproven')
    return {
      mark: 'quotes',
      bold: 'Not known.',
      soft: name ? `${says}; nothing proves that.` : `${says}.`,
    }
  if (!speaksOfIssuer(state)) return { mark: 'quotes', bold: `${says}.`, soft: '' }
  if (isIssuerProven(issuer)) {
    const pair = issuerPair(issuer, issuerName, state)
    return {
      mark: 'yes',
      bold: '',
      soft: [addition(issuer, claimedSiteWords(pair)), pair.care].filter(Boolean).join(' '),
      issuer: pair,
    }
  }
  const bold = issuer.kind === 'key-only' ? keyOnly(name) : `${says}.`
  const soft = name ? 'Nobody vouches for that name.' : 'Nobody vouches for it.'
  const { care } = issuerPair(issuer, issuerName, state)
  return { mark: 'quotes', bold, soft: care ? `${soft} ${care}` : soft }
}

function keyOnly(name: string): string {
  return name ? `A key that calls itself ${quoted(name)}.` : 'A key without a name.'
}

function addition({ kind, host }: IssuerProof, site: string): string {
  const shared = kind === 'shared-host' ? 'Anybody can publish there.' : ''
  const isRewritten = host !== null && hostSpelling(host).shown !== host
  const ascii = isRewritten ? `In plain letters: ${host}.` : ''
  return [site || shared, ascii].filter(Boolean).join(' ')
}

/** Begun, not ended, not withdrawn. A day that a link hides is told as hidden, never as none. */
export function forceRow(told: Told, times: Times): Answered {
  const { answers, state, provenAt } = told
  if (state === 'not-proven')
    return { mark: 'quotes', bold: 'It says so.', soft: 'Nobody can be asked.' }
  if (state === 'was-valid')
    return { mark: 'question', bold: `It was, ${times.ago(provenAt)}.`, soft: 'We ask again soon.' }
  return answers.force.answer === 'yes' && answers.real.answer === 'unasked'
    ? onlySaid(told, times)
    : FORCE_ROWS[answers.force.answer](told, times)
}

/** An end to come is no yes while nobody answers for the badge. */
function onlySaid({ answers, areDatesHidden }: Told, { date }: Times): Answered {
  const { until } = answers.force
  const soft = until && !areDatesHidden ? `It says until ${date(until)}.` : ''
  return { mark: 'question', bold: 'We could not ask.', soft }
}

const FORCE_ROWS: Record<
  Told['answers']['force']['answer'],
  (told: Told, times: Times) => Answered
> = {
  yes: yesRow,
  ended: (told, times) => ({
    mark: 'hourglass',
    bold: 'No.',
    soft: dayWords(told, 'until', 'It ended on', times) ?? 'It is past its end date.',
  }),
  'not-yet': (told, times) => ({
    mark: 'calendar',
    bold: 'Not yet.',
    soft: dayWords(told, 'from', 'From', times) ?? 'It begins later.',
  }),
  withdrawn: ({ answers }) => ({ mark: 'no', bold: 'No.', soft: withdrawnWords(answers.force) }),
  paused: () => ({ mark: 'no', bold: 'No.', soft: 'The issuer has paused it.' }),
  unasked: () => ({ mark: 'question', bold: 'We could not ask.', soft: '' }),
}

function yesRow({ answers, areDatesHidden }: Told, { date }: Times): Answered {
  const { until } = answers.force
  if (areDatesHidden)
    return { mark: 'yes', bold: 'Yes.', soft: 'Its dates are not shown on this link.' }
  return until
    ? { mark: 'yes', bold: 'Yes', soft: `, until ${date(until)}.` }
    : { mark: 'yes', bold: 'Yes.', soft: 'No end date.' }
}

function dayWords(
  { answers, areDatesHidden }: Told,
  which: 'from' | 'until',
  before: string,
  { date }: Times,
): string | null {
  const day = answers.force[which]
  if (areDatesHidden) return 'The day is not shown on this link.'
  return day ? `${before} ${date(day)}.` : null
}

/** With the issuer's own reason where it gives one. */
function withdrawnWords({ because }: Told['answers']['force']): string {
  const reason = because.map(({ values }) =>
    lineOf((values.reason ?? '').replace(/^[:\s]+/, ''), 300),
  )
  const said = reason.find((text) => text !== '')
  return said ? `Withdrawn: “${said.replace(/\.$/, '')}”.` : 'The issuer took it back.'
}

type WhoseRow = (address: string | null) => Answered

/** To whom it was awarded: a confirmed address, never a person, for the name of an account is a claim. */
export function whoseRow({ answers, state, reader, address }: Told): Answered {
  const { answer } = answers.whose
  if (answer === 'confirmed' && state === 'not-proven')
    return { mark: 'quotes', bold: `It names ${address ?? 'a confirmed address'}.`, soft: '' }
  return WHOSE_ROWS[answer][reader](address)
}

const NOBODY: Answered = {
  mark: 'quotes',
  bold: 'It names nobody.',
  soft: 'Anybody could show it.',
}
const INCOMPARABLE: Answered = {
  mark: 'question',
  bold: 'We could not compare.',
  soft: 'It names no e-mail address.',
}
const UNASKED: Answered = {
  mark: 'dash',
  bold: 'Not asked.',
  soft: 'Type an e-mail address with the badge, and we compare.',
}

const forAll = (row: Answered): Record<Reader, WhoseRow> => ({
  earner: () => row,
  employer: () => row,
  visitor: () => row,
})

const WHOSE_ROWS: Record<Told['answers']['whose']['answer'], Record<Reader, WhoseRow>> = {
  confirmed: {
    earner: (address) => ({
      mark: 'yes',
      bold: 'Yours.',
      soft: `Awarded to ${address ? `${address}, which` : 'an address that'} you confirmed.`,
    }),
    employer: (address) =>
      address
        ? { mark: 'yes', bold: address, soft: ', confirmed by the person sharing it.' }
        : {
            mark: 'yes',
            bold: 'An address they confirmed',
            soft: ', not shown on this link.',
          },
    visitor: () => ({ mark: 'yes', bold: 'Yes.', soft: 'Awarded to the address you typed.' }),
  },
  another: {
    earner: () => ({
      mark: 'no',
      bold: 'Not proven yours.',
      soft: 'Awarded to an address you have not confirmed.',
    }),
    employer: () => ({
      mark: 'no',
      bold: 'Not theirs.',
      soft: 'Awarded to another address than the person sharing it confirmed.',
    }),
    visitor: () => ({ mark: 'no', bold: 'No.', soft: 'Not awarded to the address you typed.' }),
  },
  nobody: forAll(NOBODY),
  incomparable: forAll(INCOMPARABLE),
  unasked: forAll(UNASKED),
}

/** Does it keep to its standard? Small deviations do no harm, and the fold tells them one by one. */
export function rulesRow({ answers, format, reader }: Told): Answered {
  const { answer, because } = answers.rules
  if (answer === 'kept')
    return { mark: 'yes', bold: 'Yes.', soft: `Follows ${formatWord(format)}.` }
  if (answer === 'deviates') {
    const small = because.length === 1 ? 'a small deviation' : `${because.length} small deviations`
    return { mark: 'yes', bold: 'Yes', soft: `, with ${small}.` }
  }
  const broken = because.filter(({ severity }) => severity === 'error')
  const said = sentence(broken[0]!, reader === 'earner' ? 'earner' : 'employer')
  const more = broken.length > 1 ? ` And ${broken.length - 1} more.` : ''
  return { mark: 'wave', bold: 'Not quite.', soft: `${said}${more}` }
}
