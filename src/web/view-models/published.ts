import type { SharedPage } from '../../backpack/sharing/open-link.js'
import type { SharedBadge } from '../../backpack/sharing/redact.js'
import { asWritten } from '../../openbadges/index.js'
import type { PrintedVerdict, PublishedBadge } from '../../publishing/published.js'
import { issuerPair, pairLine } from '../../words/issuer.js'
import type { TemplateFunctions } from '../template-functions.js'
import { hiddenDatesWords, tallyOf } from './collection.js'
import { badgeCard, UNTITLED, verdictView } from './verdict.js'

type Times = Pick<TemplateFunctions, 'date' | 'time' | 'now'>

/** What a link tells of a badge, for snippets, pictures and documents. @param url absolute address of the link */
export function publishedBadge(shared: SharedBadge, url: string, times: Times): PublishedBadge {
  const { badge } = shared
  return {
    title: badge.title || UNTITLED,
    issuer: pairLine(issuerPair(badge.issuerProof, badge.issuerName, badge.state)),
    awardedAt: dayWritten(badge.awardedAt),
    expiresAt: dayWritten(badge.expiresAt),
    url: `${url}/badges/${badge.id}`,
    verdict: printedVerdict(shared, times),
  }
}

/** Nothing on paper can say "4 minutes ago": the line names the day, and whenever something else, that too. */
function printedVerdict(shared: SharedBadge, times: Times): PrintedVerdict {
  const { badge, checks, areDatesHidden } = shared
  const { date, time, now } = times
  const dates = { date, now, ago: (iso: string | null) => `on ${time(iso)}` }
  const { state, word, line, saysOnlyWhen } = verdictView(
    { ...badge, areDatesHidden },
    dates,
    checks,
  )
  const checked = `checked ${dates.ago(badge.checkedAt)}`
  return { state, word, line: saysOnlyWhen ? line : `${line}; ${checked}` }
}

/** How all badges of a link stand: a filled seal only when every one is valid. */
export function overallVerdict({ badges }: SharedPage, times: Times): PrintedVerdict {
  const { date, time, now } = times
  const dates = { date, now, ago: (iso: string | null) => `on ${date(iso)}` }
  const cards = badges.map(({ badge, checks, areDatesHidden }) =>
    badgeCard({ ...badge, areDatesHidden }, dates, '', checks),
  )
  const { headline, kinds } = tallyOf(cards, { ...dates, now })
  const [first] = cards
  return {
    // several kinds have no one shape
    state: kinds.length > 0 || !first ? 'bag' : first.verdict.state,
    word: headline.replace(/ today$/, ''),
    line: [
      ...kinds.map(({ words }) => words),
      checkedWords(badges, { date, time }),
      ...[hiddenDatesWords(badges).replace(/\.$/, '')].filter(Boolean).map(lower),
    ].join('; '),
  }
}

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

function checkedWords(
  badges: readonly SharedBadge[],
  { date, time }: Pick<Times, 'date' | 'time'>,
): string {
  const moments = badges.map(({ badge }) => badge.checkedAt).sort()
  const [first, last] = [moments[0], moments.at(-1)]
  if (!first || !last) return ''
  if (first === last) return `checked on ${time(first)}`
  return date(first) === date(last)
    ? `checked on ${date(first)}`
    : `checked between ${date(first)} and ${date(last)}`
}

/** Papers and forms of others know no zones: they get the day that the issuer wrote. */
const dayWritten = (iso: string | null) => iso && asWritten(iso).toISOString()
