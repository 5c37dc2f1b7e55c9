/** The only door of the library. */
export { bake } from './baking/bake.js'
export { unbake, type Unbaked } from './carriers/unbake.js'
export { changedClaims, type Claim, type ClaimChange } from './claims.js'
export type { DocumentLoader, LoadedDocument, SilenceCause } from './findings/documents.js'
export { OpenBadgesError } from './errors.js'
export type { NotABadgeKind, RefusalReason } from './errors.js'
export { comparedAddress, isSameAddress } from './text/address.js'
export { splitDataUrl } from './text/data-url.js'
export { canParse, hostOf, withoutFragment } from './text/values.js'
export { asWritten, DAY_MS, inUtc } from './text/dates.js'
export { isSameSecret, sha256 } from './text/sha256.js'
export { MAX_BADGE_BYTES } from './text/json-limits.js'
export type * from './types.js'
export { addressesNamedBy, matchesRecipient } from './verify/checks/recipient.js'
export { bundledContext } from './jsonld/contexts.js'
export { clauseFor, type FindingCode } from './findings/codes.js'
export { doubtsOf, finding, verdictOf, warningsOf } from './findings/report.js'
export type {
  CheckName,
  CheckResult,
  DocumentEvidence,
  Finding,
  Outcome,
  Question,
  Verdict,
  VerificationReport,
} from './findings/report.js'
export { silence, type VerifyOptions } from './findings/run.js'
export { ACCEPT_BADGES, readAwardAnswer, type AwardAnswer } from './verify/answers.js'
export { isMovedAddress, relateHosts } from './text/host-aliases.js'
export { verifyFile, replay, verify } from './verify/verify.js'
export { answersOf, countsFrom, stateOf } from './verify/answers-of.js'
export type { Answers, BadgeState, WhoseAnswer } from './verify/answers-of.js'
export { hostSpelling, mixesScripts } from './text/host-spelling.js'
export { isIssuerProven, namedIssuer, UNPROVEN_ISSUER } from './findings/proof.js'
export type { IssuerProof, NamedIssuer, Proof } from './findings/proof.js'
