import type {
  Achievement,
  Alignment,
  CheckResult,
  Credential,
  Evidence,
  Profile,
} from '../../openbadges/index.js'
import { withinBudget } from '../../backpack/sharing/within-budget.js'
import type { BackpackBadge } from '../../store/badges.js'
import { speaksOfIssuer } from '../../words/issuer.js'
import type { Told } from '../../words/told.js'
import { answersView, type AnswersView } from './answers.js'
import { endorsementView, type EndorsementView } from './endorsement.js'
import type { LinkOf } from './evidence.js'
import { issuerBox, type IssuerBox } from './issuer.js'
import { safeLink, siteName } from './links.js'
import { badgeCard, type BadgeCard, type Dates, UNKNOWN_ISSUER, UNTITLED } from './verdict.js'

/** A line of the definition list; `link` where it leads somewhere, `date` instead of text for days. */
export interface Fact {
  label: string
  text?: string
  date?: string
  link?: string | null
  /** Does the badge itself say it? */
  isSaid?: boolean
}

/** A badge in full, for its earner and for others alike. */
export interface BadgeView extends BadgeCard {
  answers: AnswersView
  description: string | null
  /** Is all it says, the day too, only claimed? */
  isClaimed: boolean
  facts: Fact[]
  /** Markdown. */
  criteria: string | null
  criteriaLink: string | null
  /** Host of that address. */
  criteriaSite: string | null
  /** Markdown: what the issuer says of this award. */
  narrative: string | null
  tags: string[]
  skills: { name: string; link: string | null; description: string | null; from: string | null }[]
  results: Fact[]
  evidence: {
    name: string
    link: string | null
    description: string | null
    narrative: string | null
  }[]
  endorsements: EndorsementView[]
  languages: { language: string; link: string }[]
  issuerBox: IssuerBox
  /** What comes of it when it is not proven to be the earner's. */
  waitingNext: string
}

export interface BadgeViewOptions {
  dates: Dates
  /** Address below which the badge lies, see {@link badgeCard}. */
  under?: string
  /** Where it can be checked again. */
  again: string | null
  linkOf: LinkOf
}

/** @param told what the words are made of @param checks of the newest report */
export function badgeView(
  badge: BackpackBadge,
  told: Told,
  checks: readonly CheckResult[],
  { dates, under = '', again, linkOf }: BadgeViewOptions,
): BadgeView {
  const { checkedAt } = badge
  const credential = withinBudget(badge.credential)
  const { achievement } = credential
  const card = badgeCard({ ...badge, areDatesHidden: told.areDatesHidden }, dates, under, checks)
  const isReal = speaksOfIssuer(told.state)
  return {
    ...card,
    answers: answersView(told, checks, { checkedAt, again, dates, linkOf }),
    description: achievement.description ?? credential.description,
    isClaimed: !isReal,
    facts: factsOf(credential, told),
    criteria: achievement.criteria.narrative,
    criteriaLink: safeLink(achievement.criteria.id),
    criteriaSite: siteName(achievement.criteria.id),
    narrative: credential.narrative,
    tags: achievement.tags,
    skills: achievement.alignments.map(skillOf),
    results: resultsOf(credential),
    evidence: credential.evidence.map(evidenceOf),
    endorsements: isReal ? credential.endorsements.map((one) => endorsementView(one, dates)) : [],
    languages: languagesOf(achievement),
    issuerBox: issuerBox(credential, told),
    waitingNext:
      badge.recipient === 'failed'
        ? 'Only you see this badge. Once the address is confirmed, it can be shared.'
        : 'Only you see this badge. It cannot be shared, for nothing proves whose it is.',
  }
}

/** Who awarded it and when stands elsewhere; an end that is hidden is told as hidden. */
function factsOf(credential: Credential, { areDatesHidden }: Told): Fact[] {
  const { achievement } = credential
  const creator = achievement.creator
  const facts: (Fact | null)[] = [
    creator && isSomebodyElse(creator, credential.issuer)
      ? { label: 'Designed by', text: creator.name ?? UNKNOWN_ISSUER }
      : null,
    areDatesHidden
      ? { label: 'Dates', text: 'not shown on this link' }
      : (dated('Ends', credential.validUntil) ?? { label: 'Ends', text: 'no end date' }),
    said('Kind', achievement.achievementType),
    said('Role', credential.role),
    said('Subject', achievement.fieldOfStudy),
    said('Specialization', achievement.specialization),
    said('Credits', credential.creditsEarned ?? achievement.creditsAvailable),
    said('Licence number', credential.licenseNumber),
    said('Term', credential.term),
    said('Code', achievement.humanCode),
  ]
  return facts.filter((fact) => fact !== null)
}

const isSomebodyElse = (creator: Profile, issuer: Profile) =>
  Boolean(creator.name) && creator.id !== issuer.id && creator.name !== issuer.name

const said = (label: string, text: string | number | null): Fact | null =>
  text === null || text === '' ? null : { label, text: String(text), isSaid: true }

const dated = (label: string, date: string | null): Fact | null =>
  date ? { label, date, isSaid: true } : null

function skillOf({
  targetName,
  targetUrl,
  targetDescription,
  targetFramework,
  targetCode,
}: Alignment) {
  return {
    name: targetName ?? targetCode ?? targetUrl ?? 'Unnamed skill',
    link: safeLink(targetUrl),
    description: targetDescription,
    from: targetFramework,
  }
}

function resultsOf({ results }: Credential): Fact[] {
  return results.map(({ name, value, status, achievedLevel }) => ({
    label: name ?? 'Result',
    text: [value, status, achievedLevel].filter(Boolean).join(' · ') || 'not stated',
  }))
}

function evidenceOf({ id, name, description, narrative }: Evidence) {
  const link = safeLink(id)
  return { name: name ?? siteName(id) ?? 'Evidence', link, description, narrative }
}

function languagesOf({ related }: Achievement) {
  return related.flatMap(({ id, language }) => {
    const link = safeLink(id)
    return link ? [{ language: language ?? siteName(id) ?? id, link }] : []
  })
}

export { UNTITLED }
