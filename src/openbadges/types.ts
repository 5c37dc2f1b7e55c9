import type { IssuerProof } from './findings/proof.js'

/** The version a badge was written in, decided by its shape (formats/recognise.ts). */
export type FormatId = 'ob0.5' | 'ob1.0' | 'ob1.1' | 'ob2.0' | 'ob3.0'

/** How a badge is proven: looked up at its issuer, JWS of 1.x/2.x, VC-JWT, embedded proof, not at all. */
export type ProofKind = 'hosted' | 'signed' | 'jwt' | 'embedded' | 'none'

export interface Image {
  /** http(s) or data URL. */
  url: string
  caption: string | null
}

/** An issuer profile, or another organisation or person named in a badge. */
export interface Profile {
  id: string | null
  name: string | null
  url: string | null
  email: string | null
  description: string | null
  image: Image | null
  telephone: string | null
  parentOrg: string | null
}

/** To whom the badge was awarded; `identity` is clear text, or `algorithm$hex` when `hashed`. */
export interface RecipientIdentity {
  /** `email` for every spelling of it (`emailAddress`, schema.org IRI); else as written. */
  type: string
  identity: string
  hashed: boolean
  salt: string | null
}

export interface Alignment {
  targetName: string | null
  targetUrl: string | null
  targetDescription: string | null
  targetFramework: string | null
  targetCode: string | null
}

export interface Criteria {
  id: string | null
  /** Markdown. */
  narrative: string | null
}

export interface Evidence {
  id: string | null
  name: string | null
  description: string | null
  /** Markdown. */
  narrative: string | null
  genre: string | null
  audience: string | null
}

export interface ResultDescription {
  id: string | null
  name: string | null
  resultType: string | null
  requiredValue: string | null
}

export interface Result {
  /** Name of the result description it answers, where one is linked. */
  name: string | null
  value: string | null
  status: string | null
  achievedLevel: string | null
}

export interface Endorsement {
  id: string | null
  /** id of the node it hangs on, or speaks of. */
  about: string | null
  issuer: string | null
  comment: string | null
  /** The last three: genuine, and not in force. */
  outcome: 'passed' | 'failed' | 'unknown' | 'expired' | 'withdrawn' | 'not-yet-valid' | null
  /** The day it ran out or begins, when it is not in force for that. */
  date?: string
  /** What is proven of who gave it; nothing unless it passed. */
  proven: IssuerProof
}

/** A version of the same badge in another language. */
export interface RelatedVersion {
  id: string
  language: string | null
}

/** What was achieved: the badge class of 1.x and 2.0. */
export interface Achievement {
  id: string | null
  name: string | null
  description: string | null
  achievementType: string | null
  image: Image | null
  criteria: Criteria
  tags: string[]
  alignments: Alignment[]
  creator: Profile | null
  version: string | null
  language: string | null
  related: RelatedVersion[]
  resultDescriptions: ResultDescription[]
  creditsAvailable: number | null
  fieldOfStudy: string | null
  specialization: string | null
  humanCode: string | null
}

/** A member the model has no place for, kept as it came. */
export interface ExtraMember {
  /** Path from the top, e.g. `badge.issuer.extensions:geo`. */
  path: string
  value: unknown
}

/** One award, of any version, in the words of Open Badges 3.0. Plain JSON; dates are ISO 8601, in UTC or in the issuer's own zone. */
export interface Credential {
  format: FormatId
  proofKind: ProofKind
  id: string | null
  /** 1.x revocation key. */
  uid: string | null
  /** The credential's own name; show `achievement.name` as the title. */
  name: string | null
  description: string | null
  image: Image | null
  issuer: Profile
  validFrom: string | null
  validUntil: string | null
  awardedDate: string | null
  recipients: RecipientIdentity[]
  /** Name of the person it was awarded to, where the badge itself carries it in clear. */
  recipientName: string | null
  /** 3.0 `credentialSubject.id`. */
  subjectId: string | null
  achievement: Achievement
  evidence: Evidence[]
  /** Markdown. */
  narrative: string | null
  results: Result[]
  endorsements: Endorsement[]
  licenseNumber: string | null
  role: string | null
  term: string | null
  creditsEarned: number | null
  activityStartDate: string | null
  activityEndDate: string | null
  language: string | null
  extra: ExtraMember[]
}

/** A JSON object as it came from `readJson`: read members with `Object.hasOwn` (see text/read.ts). */
export type JsonObject = { [member: string]: unknown }
