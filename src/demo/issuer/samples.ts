import type { FormatId, Outcome, Verdict } from '../../openbadges/index.js'

/** What is the matter with a sample. `forged`: somebody else's site uses the issuer's name. */
export type SampleKind = 'valid' | 'expired' | 'revoked' | 'tampered' | 'someone-elses' | 'forged'

/** One badge as a person would have it, and what is to be found out about it. */
export interface Sample {
  /** Unique, e.g. `2.0-hosted-expired`. */
  name: string
  format: FormatId
  /** How it is proven, e.g. `hosted`, `RS256`, `eddsa-rdfc-2022`. */
  proof: string
  kind: SampleKind
  /** Name of the achievement. */
  title: string
  /** With the extension of what `bytes` are. */
  fileName: string
  bytes: Uint8Array
  /** Where a hosted badge lives, to be pasted; null for signed ones. */
  url: string | null
  expect: SampleExpectation
}

export interface SampleExpectation {
  verdict: Verdict
  /** Outcome for ADA as the earner; null where no recipient can be read. */
  recipient: Outcome | null
  /** A finding that must be among the report's. */
  code: string
}

/** The earner of all samples but those that are someone else's. */
export const ADA = 'ada@example.org'
/** The someone else. */
export const BEA = 'bea@example.org'
