import type {
  Achievement,
  Alignment,
  Credential,
  Endorsement,
  Evidence,
  Profile,
} from '../../openbadges/index.js'
import type { BackpackBadge } from '../../store/badges.js'
import type { StoredReport } from '../../store/reports.js'
import { badgeCard, UNKNOWN_ISSUER, UNTITLED, type BadgeCard } from './badge-card.js'
import { safeLink, siteOf } from './links.js'
import { reportView, type Reader, type ReportView } from './report.js'
import type { Dates } from './verdict.js'

/** A line of the definition list; `link` where it leads somewhere, `date` instead of text for days. */
export interface Fact {
  label: string
  text?: string
  date?: string
  link?: string | null
}

/** A badge in full, for its earner and for others alike. */
export interface BadgeView extends BadgeCard, ReportView {
  description: string | null
  facts: Fact[]
  /** Markdown. */
  criteria: string | null
  criteriaLink: string | null
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
  endorsements: { by: string; comment: string | null; state: string; icon: string }[]
  languages: { language: string; link: string }[]
  /** One sentence for the whole. */
  summary: string
  /** What comes of it when it is not proven to be the earner's. */
  waitingNext: string
}

/** @param under see {@link badgeCard} */
export function badgeView(
  badge: BackpackBadge,
  report: Pick<StoredReport, 'checks'> | null,
  reader: Omit<Reader, 'issuer' | 'recipient'>,
  dates: Dates,
  under = '',
): BadgeView {
  const { credential } = badge
  const { achievement } = credential
  const checks = report?.checks ?? []
  const card = badgeCard(badge, dates, under, checks)
  const known = { ...reader, recipient: badge.recipient, issuer: card.issuer }
  return {
    ...card,
    ...reportView(checks, known),
    description: achievement.description ?? credential.description,
    facts: factsOf(credential, card.issuer, reader),
    criteria: achievement.criteria.narrative,
    criteriaLink: safeLink(achievement.criteria.id),
    narrative: credential.narrative,
    tags: achievement.tags,
    skills: achievement.alignments.map(skillOf),
    results: resultsOf(credential),
    evidence: credential.evidence.map(evidenceOf),
    endorsements: credential.endorsements.map(endorsementOf),
    languages: languagesOf(achievement),
    summary: summaryOf(card, reader, dates.ago(badge.checkedAt)),
    waitingNext:
      badge.recipient === 'failed'
        ? 'Only you see this badge. Once the address is confirmed, it can be shared.'
        : 'Only you see this badge. It cannot be shared, for nothing proves whose it is.',
  }
}

function factsOf(
  credential: Credential,
  issuer: string,
  reader: Pick<Reader, 'kind' | 'earner'>,
): Fact[] {
  const { achievement } = credential
  const creator = achievement.creator
  const facts: (Fact | null)[] = [
    reader.kind === 'employer' ? { label: 'Awarded to', text: reader.earner } : null,
    {
      label: 'Awarded by',
      text: issuer,
      link: safeLink(credential.issuer.url ?? credential.issuer.id),
    },
    creator && isSomebodyElse(creator, credential.issuer)
      ? { label: 'Designed by', text: creator.name ?? UNKNOWN_ISSUER, link: safeLink(creator.url) }
      : null,
    dated('On', credential.awardedDate ?? credential.validFrom),
    credential.validUntil
      ? dated('Until', credential.validUntil)
      : { label: 'Until', text: 'no end date' },
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
  text === null || text === '' ? null : { label, text: String(text) }

const dated = (label: string, date: string | null): Fact | null => (date ? { label, date } : null)

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
  return { name: name ?? siteOf(id) ?? 'Evidence', link, description, narrative }
}

function endorsementOf({ issuer, comment, outcome }: Endorsement) {
  const states = {
    passed: ['confirmed', 'passed'],
    failed: ['not genuine', 'failed'],
    unknown: ['could not be checked', 'could-not-check'],
  } as const
  const [state, icon] = states[outcome ?? 'unknown']
  return { by: issuer ?? 'Somebody', comment, state, icon }
}

function languagesOf({ related }: Achievement) {
  return related.flatMap(({ id, language }) => {
    const link = safeLink(id)
    return link ? [{ language: language ?? siteOf(id) ?? id, link }] : []
  })
}

function summaryOf(
  { verdict, isProven }: BadgeCard,
  { kind, earner }: Pick<Reader, 'kind' | 'earner'>,
  ago: string,
): string {
  if (verdict.state === 'valid') {
    const whose = kind === 'earner' ? 'you' : earner
    const theirs = isProven ? ` and awarded to ${whose}` : ''
    return `Genuine, in force${theirs ? ',' : ''}${theirs}. Checked ${ago}.`
  }
  const line = verdict.line.charAt(0).toUpperCase() + verdict.line.slice(1)
  return line.endsWith(ago) ? `${line}.` : `${line}. Checked ${ago}.`
}

export { UNTITLED }
