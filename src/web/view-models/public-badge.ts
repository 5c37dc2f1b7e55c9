import type { OpenLink } from '../../backpack/open-link.js'
import type { SharedBadge } from '../../backpack/redact.js'
import type { ReportLine } from '../../store/reports.js'
import { badgeView, type BadgeView, type Fact } from './badge.js'
import { extraFacts, issuerBox, type IssuerBox } from './issuer.js'
import { historyView, type HistoryLine } from './history.js'
import { stateOf, type Dates } from './verdict.js'

/** One badge for somebody with a link. */
export interface PublicBadge extends BadgeView {
  note: string
  issuerBox: IssuerBox
  isSelfIssued: boolean
  /** What the model has no place for, as the badge says it. */
  extras: Fact[]
  /** `Checked 12 times since 3 February 2024, valid each time.` */
  historyWords: string
  /** Where something changed, newest first. */
  changes: HistoryLine[]
  /** Addresses, or null where the link does not allow it. */
  fileHref: string | null
  theirsHref: string | null
  jsonHref: string
  under: string
}

/** Who shares a badge, where their name is hidden. */
export const SOMEBODY = 'the person who shares it'

export interface PublicBadgeOptions {
  link: OpenLink
  earner: string | null
  dates: Dates
  /** Address of the link. */
  under: string
  /** Reports, newest first, of `reportCount`. */
  reports: readonly ReportLine[]
  reportCount: number
}

export function publicBadge(shared: SharedBadge, options: PublicBadgeOptions): PublicBadge {
  const { badge, checks, note, emailHint, isSelfIssued } = shared
  const { link, earner, dates, under, reports, reportCount } = options
  const reader = { kind: 'employer', earner: earner ?? SOMEBODY, linkOf: () => null } as const
  const view = badgeView(badge, { checks }, reader, dates, under)
  return {
    ...view,
    facts: [...awardedTo(view.facts, emailHint), ...view.facts.slice(1)],
    note,
    issuerBox: issuerBox(badge.credential, checks, reader),
    isSelfIssued,
    extras: extraFacts(badge.credential.extra),
    historyWords: historyWords(reports, reportCount, stateOf(badge) === 'valid', dates),
    changes: historyView(reports, reportCount).filter(({ remark }) => remark !== ''),
    fileHref: link.shows.download ? `${view.href}/file` : null,
    theirsHref: link.shows.isItTheirs ? `${view.href}/recipient` : null,
    jsonHref: `${view.href}?format=json`,
    under,
  }
}

function awardedTo([first]: readonly Fact[], emailHint: string | null): Fact[] {
  if (!first) return []
  return emailHint ? [first, { label: 'At the address', text: emailHint }] : [first]
}

function historyWords(
  reports: readonly ReportLine[],
  count: number,
  isValid: boolean,
  { date }: Dates,
): string {
  if (count === 0) return ''
  if (count === 1) return `Checked once, on ${date(reports[0]!.at)}.`
  const times = count === reports.length ? `${count} times` : `${count} times, lately`
  const since = date(reports.at(-1)!.at)
  const always = reports.every(({ verdict }) => verdict === reports[0]!.verdict)
  const words = always ? (isValid ? ', valid each time' : ', always with the same result') : ''
  return `Checked ${times} since ${since}${words}.`
}
