import type { FindingCode } from '../openbadges/index.js'
import type { Answered } from './rows.js'
import type { Times, Told } from './told.js'

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
