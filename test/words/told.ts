import {
  finding,
  stateOf,
  UNPROVEN_ISSUER,
  type Answers,
  type FindingCode,
  type IssuerProof,
} from '../../src/openbadges/index.js'
import type { Times, Told } from '../../src/words/told.js'

export const DOMAIN: IssuerProof = {
  ...UNPROVEN_ISSUER,
  kind: 'domain',
  host: 'kauri.example',
  by: 'did-web',
}
export const KEY_ONLY: IssuerProof = { ...UNPROVEN_ISSUER, kind: 'key-only', key: 'did:key:z6Mk' }

const YES: Answers = {
  real: { answer: 'proven', because: [] },
  issuer: DOMAIN,
  force: {
    answer: 'yes',
    from: '2025-10-24T00:00:00Z',
    until: '2028-10-28T00:00:00Z',
    because: [],
  },
  whose: { answer: 'confirmed', because: [] },
  rules: { answer: 'kept', because: [] },
}

/** Five answers of yes, but for what is said otherwise. */
export function answersBut(answers: Partial<Answers>): Answers {
  return { ...YES, ...answers }
}

/** What the words are made of, its state from the answers. */
export function toldBut(answers: Partial<Answers>, told: Partial<Told> = {}): Told {
  const all = answersBut(answers)
  return {
    answers: all,
    state: stateOf(all, told.provenAt !== undefined && told.provenAt !== null),
    proof: { kind: 'embedded', algorithm: 'eddsa-rdfc-2022', key: null, url: null },
    format: 'ob3.0',
    issuerName: 'Kauri College',
    reader: 'employer',
    address: 'a…@example.org',
    confirmedBy: 'Awarded to an address that the person who shares it has confirmed.',
    isNotWithdrawn: true,
    areDatesHidden: false,
    provenAt: null,
    heardAt: null,
    ...told,
  }
}

export const because = (...codes: FindingCode[]) => codes.map((code) => finding(code))

/** Moments as days, and "8 minutes ago" for whatever was proven. */
export const TIMES: Times = {
  date: (iso) => (iso ?? '').slice(0, 10),
  ago: () => '8 minutes ago',
}
