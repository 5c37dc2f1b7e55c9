import { isAskable } from '../../backpack/sharing/is-theirs.js'
import type { OpenLink } from '../../backpack/sharing/open-link.js'
import type { SharedBadge } from '../../backpack/sharing/redact.js'
import type { ReportLine } from '../../store/reports.js'
import { personWords, type PersonWords } from '../../words/person.js'
import { badgeView, type BadgeView, type Fact } from './badge.js'
import { type HistoryLine, historyView } from './history.js'
import { extraFacts } from './issuer.js'
import { toldToEmployer } from './told.js'
import type { Dates } from './verdict.js'

/** One badge for somebody with a link. */
export interface PublicBadge extends BadgeView {
  note: string
  isSelfIssued: boolean
  /** Name of the account; null when hidden. */
  earner: string | null
  /** Whose it is: what was confirmed, and what is only said. */
  person: PersonWords
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
  const told = toldToEmployer(shared, earner)
  const again = `${under}/reports`
  const view = badgeView(badge, told, checks, { dates, under, again, linkOf: () => null })
  const inBadge = view.isClaimed ? null : badge.credential.recipientName
  return {
    ...view,
    note,
    isSelfIssued,
    earner,
    person: personWords(earner, inBadge, emailHint),
    extras: extraFacts(badge.credential.extra),
    historyWords: historyWords(reports, reportCount, told.state === 'valid', dates),
    changes: historyView(reports, reportCount, dates).filter(({ remark }) => remark !== ''),
    fileHref: link.shows.download ? `${view.href}/file` : null,
    theirsHref: link.shows.isItTheirs && isAskable(told.state) ? `${view.href}/recipient` : null,
    jsonHref: `${view.href}?format=json`,
    under,
  }
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
  const always = reports.every(
    ({ verdict, state }) => verdict === reports[0]!.verdict && state === reports[0]!.state,
  )
  const words = always ? (isValid ? ', valid each time' : ', always with the same result') : ''
  return `Checked ${times} since ${since}${words}.`
}
