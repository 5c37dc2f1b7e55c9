import {
  type Answers,
  type CheckResult,
  type Credential,
  type Finding,
  isSameAddress,
  type IssuerProof,
  matchesRecipient,
  type Proof,
} from '../../openbadges/index.js'
import type { BackpackBadge } from '../../store/badges.js'
import type { StoredReport } from '../../store/reports.js'
import type { LinkedBadge } from '../../store/shared-badges.js'
import type { Shows } from '../../store/shares.js'
import { answersNow, nextTurn } from '../badges/answers.js'
import { hiddenIn, scrub } from './scrub.js'
import { withinBudget } from './within-budget.js'

/** A badge as a link shows it: what its owner hides is not in it any more. */
export interface SharedBadge {
  badge: BackpackBadge
  /** Of the report that speaks for it. */
  checks: CheckResult[]
  /** How it stands now; `badge.state` is the word for it. */
  answers: Answers
  proof: Proof | null
  /** When somebody last answered, while an earlier report speaks for a silent issuer; else null. */
  heardAt: string | null
  /** Are its days hidden? Then nothing may be told of them, and least of all that there are none. */
  areDatesHidden: boolean
  /** When the answers change though nobody checks; null: never. Not to be shown. */
  turnsAt: string | null
  /** The earner's line on it; empty when hidden. */
  note: string
  /** `a…@example.org`: to whom it was awarded; null when hidden. */
  emailHint: string | null
  /** Did the earner award it to themselves? */
  isSelfIssued: boolean
}

/** Whose badge it is. */
export interface Earner {
  name: string
  /** Confirmed addresses. */
  addresses: readonly string[]
}

/**
 * Takes out of a badge and its report everything that a link hides: the one place where that happens, for pages,
 * machine forms, pictures, prints and embeds alike. To whom it was awarded is never in it, only the hint. Where
 * something is hidden, the address at which the issuer shows all of it goes too.
 */
export function redactBadge(
  { badge, note }: LinkedBadge,
  report: Pick<StoredReport, 'at' | 'checks' | 'proof'> | null,
  shows: Shows,
  earner: Earner,
  now: Date,
): SharedBadge {
  const { credential } = badge
  const checks = report?.checks ?? []
  const { answers, state, proof, heardAt } = answersNow(badge, report, now)
  const hidden = hiddenIn(credential, checks, shows, earner)
  return {
    badge: {
      ...badge,
      state,
      title: scrub(withinBudget(badge.title), hidden),
      issuerName: scrub(withinBudget(badge.issuerName), hidden),
      issuerProof: scrub(redactIssuer(badge.issuerProof, shows), hidden),
      credential: {
        ...scrub(withinBudget(withoutHidden(credential, shows)), hidden),
        // also one of the identities that are hidden elsewhere
        recipientName: shows.name ? credential.recipientName : null,
      },
      ...(shows.dates ? {} : { awardedAt: null, expiresAt: null }),
    },
    checks: scrub(
      checks.map((check) => redactCheck(check, shows)),
      hidden,
    ),
    answers: scrub(redactAnswers(answers, shows), hidden),
    proof: redactProof(proof, shows),
    heardAt,
    areDatesHidden: !shows.dates,
    turnsAt: nextTurn(badge, now),
    note: shows.notes ? note : '',
    emailHint: shows.emailHint ? hintOf(credential, earner) : null,
    isSelfIssued: isSelfIssued(credential, earner),
  }
}

/** Does a link hide nothing that stands in the file of a badge? Only then the file may be given away. */
export function showsWhole({ name, emailHint, evidence, dates }: Shows): boolean {
  return name && emailHint && evidence && dates
}

/** Does a link hide something that the issuer's own page of the badge shows? */
export function hidesSome({ name, evidence, dates }: Shows): boolean {
  return !name || !evidence || !dates
}

function withoutHidden(credential: Credential, shows: Shows): Credential {
  const some = hidesSome(shows)
  return {
    ...credential,
    recipients: [],
    subjectId: null,
    ...(shows.name ? {} : { name: null, licenseNumber: null }),
    ...(some ? { id: null, uid: null } : {}),
    ...(shows.evidence ? {} : { evidence: [], narrative: null }),
    ...(shows.dates ? {} : { ...NO_DATES, endorsements: undated(credential) }),
    extra:
      credential.extra?.filter(
        ({ path }) => !OF_RECIPIENT.test(path) && (!some || isOfIssuer(path)),
      ) ?? [],
  }
}

function redactAnswers({ real, issuer, force, whose, rules }: Answers, shows: Shows): Answers {
  const redacted = <One extends { because: Finding[] }>(one: One): One => ({
    ...one,
    because: one.because
      .map(withoutRecipient)
      .map((finding) => (hidesSome(shows) ? redactFinding(finding, shows) : finding)),
  })
  const days = shows.dates ? {} : { from: null, until: null }
  return {
    real: redacted(real),
    issuer: redactIssuer(issuer, shows),
    force: { ...redacted(force), ...days },
    whose: redacted(whose),
    rules: redacted(rules),
  }
}

/** A hosted badge is proven by its own address. */
function redactProof(proof: Proof | null, shows: Shows): Proof | null {
  return proof?.kind === 'hosted' && hidesSome(shows) ? { ...proof, url: null } : proof
}

/** Where the badge itself vouches for its issuer, its address shows what is hidden. */
function redactIssuer(issuer: IssuerProof, shows: Shows): IssuerProof {
  const isAward = issuer.by === 'hosted' || issuer.by === 'credential-address'
  return isAward && hidesSome(shows) ? { ...issuer, url: null, document: null } : issuer
}

const undated = ({ endorsements }: Credential) =>
  endorsements.map(({ date: _, ...endorsement }) => endorsement)

const NO_DATES = {
  validFrom: null,
  validUntil: null,
  awardedDate: null,
  activityStartDate: null,
  activityEndDate: null,
  term: null,
}

/** Is a member part of what is the same for everybody who has this badge? */
const isOfIssuer = (path: string) => /^(badge|issuer|credentialSubject\.achievement)\b/.test(path)

function redactCheck(check: CheckResult, shows: Shows): CheckResult {
  return {
    ...check,
    findings: check.findings
      .map(withoutRecipient)
      .map((finding) => (hidesSome(shows) ? redactFinding(finding, shows) : finding)),
  }
}

/** Where a badge says to whom it was awarded: address, hash and salt. */
const OF_RECIPIENT = /recipient|identi(?:ty|fier)|salt|^credentialSubject\.id$/i

/** Whoever has hash and salt can try addresses until one fits. */
function withoutRecipient(finding: Finding): Finding {
  const isOf = finding.check === 'recipient' || OF_RECIPIENT.test(finding.path ?? '')
  return isOf ? { ...finding, found: null } : finding
}

/** The document that is the award itself holds what is hidden; dates are told by one value and one check. */
function redactFinding(finding: Finding, shows: Shows): Finding {
  const ofAward = AWARD_CHECKS.has(finding.check)
  const ofDates = !shows.dates && (finding.check === 'expiry' || 'date' in finding.values)
  return {
    ...finding,
    evidence: ofAward ? [] : finding.evidence,
    found: ofAward || ofDates ? null : finding.found,
    values: ofDates ? { ...finding.values, date: 'a day that is not shown here' } : finding.values,
  }
}

const AWARD_CHECKS: ReadonlySet<string> = new Set(['hosted', 'refresh', 'structure', 'recipient'])

/** The confirmed address a badge was awarded to; null where it was to none of them. */
export function awardedAddress(
  credential: Credential,
  addresses: readonly string[],
): string | null {
  return addresses.find((one) => matchesRecipient(credential, one)) ?? null
}

function hintOf(credential: Credential, { addresses }: Earner): string | null {
  const [local, site] = awardedAddress(credential, addresses)?.split('@') ?? []
  return local && site ? `${[...local][0]}…@${site}` : null
}

function isSelfIssued(credential: Credential, { addresses }: Earner): boolean {
  const { issuer, subjectId } = credential
  if (subjectId !== null && issuer.id === subjectId) return true
  const names = [issuer.email, issuer.id].filter((name) => name !== null)
  return addresses.some((address) => names.some((name) => isSameAddress(name, address)))
}
