/** The only door of the library. */
export { bake } from './baking/bake.js'
export { unbake, type Unbaked } from './baking/unbake.js'
export { changedClaims, type Claim, type ClaimChange } from './claims.js'
export { checkBadge } from './check-badge.js'
export type { DocumentLoader, LoadedDocument, SilenceCause } from './documents.js'
export { OpenBadgesError } from './errors.js'
export type { NotABadgeKind, OpenBadgesErrorCode, OpenBadgesErrorOptions } from './errors.js'
export { comparedAddress, isSameAddress } from './formats/address.js'
export { canParse } from './formats/can-parse.js'
export { asWritten, inUtc } from './formats/dates.js'
export { MAX_BADGE_BYTES } from './formats/json-limits.js'
export { isUnpublishedContext } from './formats/ob3/contexts.js'
export type * from './types.js'
export { addressesNamedBy, matchesRecipient } from './verify/checks/recipient.js'
export { bundledContext } from './proofs/contexts.js'
export { clauseFor, clauseOf, type FindingCode } from './verify/codes.js'
export { classOf, finding, outcomeOf, verdictOf, warningsOf } from './verify/report.js'
export type {
  CheckName,
  CheckResult,
  DocumentEvidence,
  Finding,
  Outcome,
  Question,
  Severity,
  Verdict,
  VerdictClass,
  VerificationReport,
} from './verify/report.js'
export { replay, type Capsule } from './verify/replay.js'
export { silence, MAX_DOCUMENTS, type VerifyOptions } from './verify/run.js'
export { checkStructure } from './verify/structure-mode.js'
export { ACCEPT_BADGES, readAwardAnswer, type AwardAnswer } from './verify/answers.js'
export { isMovedAddress, relateHosts, type HostRelation } from './verify/host-aliases.js'
export { verify } from './verify/verify.js'
export { sentence, WORDS } from './verify/words.js'
export { answersOf, countsFrom, stateOf } from './verify/answers-of.js'
export type {
  Answerable,
  Answers,
  BadgeState,
  ForceAnswer,
  RealAnswer,
  RulesAnswer,
  WhoseAnswer,
} from './verify/answers-of.js'
export { hostSpelling, mixesScripts, type HostSpelling } from './verify/host-spelling.js'
export { isIssuerProven, namedIssuer, UNPROVEN_ISSUER } from './verify/issuer-proof.js'
export type { IssuerProof, IssuerTie, NamedIssuer, RegistryListing } from './verify/issuer-proof.js'
export type { Proof, ProofKey } from './verify/proof.js'
