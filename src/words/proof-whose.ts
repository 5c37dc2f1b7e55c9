import type { CheckResult } from '../openbadges/index.js'
import { checkTitle } from './check-titles.js'
import { saidBy, type ProofLine } from './proof-line.js'
import type { Told } from './told.js'

/** Whose it is as it stands now, whatever the report said on its day; nothing where it was not asked. */
export function whoseLines(told: Told, checks: readonly CheckResult[]): ProofLine[] {
  const outcome = OUTCOMES[told.answers.whose.answer]
  if (!outcome) return []
  const findings = checks.find(({ check }) => check === 'recipient')?.findings ?? []
  const weak = findings.filter(({ code }) => code === 'recipient_weak_hash')
  return [
    {
      check: 'recipient',
      mark: outcome === 'passed' ? 'yes' : outcome === 'failed' ? 'no' : 'question',
      title: checkTitle('recipient', outcome),
      sentences: [...SENTENCES[outcome][told.reader](told), ...saidBy(told, weak)],
      signature: null,
      documents: [],
      codes: findings.map(({ code }) => code),
      rules: outcome === 'passed' ? [] : ['recipient_mismatch'],
      isHarmless: outcome !== 'passed',
    },
  ]
}

type Compared = 'passed' | 'failed' | 'unknown'

const OUTCOMES: Partial<Record<Told['answers']['whose']['answer'], Compared>> = {
  confirmed: 'passed',
  another: 'failed',
  incomparable: 'unknown',
}

const UNKNOWN = () => ['It names whom it was awarded to in another way than by an e-mail address.']

const SENTENCES: Record<Compared, Record<Told['reader'], (told: Told) => string[]>> = {
  passed: {
    earner: ({ address }) => [
      `It was awarded to ${address ?? 'an address'}, which you confirmed here.`,
    ],
    employer: ({ confirmedBy }) => [confirmedBy],
    visitor: () => ['It was awarded to the address you typed.'],
  },
  failed: {
    earner: () => [
      'It was awarded to an address that you have not confirmed. Only you see it. Add and confirm that address under Settings.',
    ],
    employer: () => ['It was awarded to another address.'],
    visitor: () => ['It was awarded to another address than the one you typed.'],
  },
  unknown: { earner: UNKNOWN, employer: UNKNOWN, visitor: UNKNOWN },
}
