import type { SharedPage } from '../../backpack/open-link.js'
import type { SharedBadge } from '../../backpack/redact.js'
import type { PrintedVerdict, PublishedBadge } from '../../publishing/published.js'
import type { TemplateFunctions } from '../template-functions.js'
import { badgeCard, UNKNOWN_ISSUER, UNTITLED } from './badge-card.js'
import { tallyOf } from './collection.js'
import { verdictView } from './verdict.js'

type Times = Pick<TemplateFunctions, 'date' | 'time'>

/** What a link tells of a badge, for snippets, pictures and documents. @param url absolute address of the link */
export function publishedBadge(shared: SharedBadge, url: string, times: Times): PublishedBadge {
  const { badge } = shared
  return {
    title: badge.title || UNTITLED,
    issuer: badge.issuerName || UNKNOWN_ISSUER,
    awardedAt: badge.awardedAt,
    expiresAt: badge.expiresAt,
    url: `${url}/badges/${badge.id}`,
    verdict: printedVerdict(shared, times),
  }
}

/** Nothing on paper can say "4 minutes ago": the line names the day, and whenever something else, that too. */
function printedVerdict({ badge, checks }: SharedBadge, { date, time }: Times): PrintedVerdict {
  const dates = { date, ago: (iso: string | null) => `on ${time(iso)}` }
  const { state, word, line, saysOnlyWhen } = verdictView(badge, dates, checks)
  const checked = `checked ${dates.ago(badge.checkedAt)}`
  return { state, word, line: saysOnlyWhen ? line : `${line}; ${checked}` }
}

/** How all badges of a link stand: a filled seal only when every one is valid. */
export function overallVerdict({ badges }: SharedPage, { date, time }: Times): PrintedVerdict {
  const dates = { date, ago: date }
  const tally = tallyOf(badges.map(({ badge, checks }) => badgeCard(badge, dates, '', checks)))
  const others = badges.length > 1 ? tally.others.map(({ words }) => words) : []
  return {
    state: tally.isAllValid ? 'valid' : 'unverifiable',
    word: tally.title.replace(/ today$/, ''),
    line: [...others, checkedWords(badges, { date, time })].join('; '),
  }
}

function checkedWords(badges: readonly SharedBadge[], { date, time }: Times): string {
  const moments = badges.map(({ badge }) => badge.checkedAt).sort()
  const [first, last] = [moments[0], moments.at(-1)]
  if (!first || !last) return ''
  if (first === last) return `checked on ${time(first)}`
  return date(first) === date(last)
    ? `checked on ${date(first)}`
    : `checked between ${date(first)} and ${date(last)}`
}
