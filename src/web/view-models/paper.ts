import type { SharedPage } from '../../backpack/sharing/open-link.js'
import type { SharedBadge } from '../../backpack/sharing/redact.js'
import type { BadgeDocument, Chapter } from '../../publishing/pdf/badge-pdf.js'
import { isolated } from '../../publishing/markup.js'
import type { CollectionDocument } from '../../publishing/pdf/collection-pdf.js'
import type { PictureText } from '../../publishing/picture.js'
import { evidenceLines } from '../../words/evidence.js'
import { asideText, issuerPair, nameText, pairLine, pairText, quoted } from '../../words/issuer.js'
import { markdownText } from '../markdown.js'
import type { TemplateFunctions } from '../template-functions.js'
import type { Fact } from './badge.js'
import type { PublicBadge } from './public-badge.js'
import { overallVerdict, publishedBadge } from './published.js'
import type { Dates } from './verdict.js'
import { counted } from '../../words/language.js'

type Times = Pick<TemplateFunctions, 'date' | 'time' | 'now'>
/** Pictures of badges by the id of the badge. */
export type PicturesById = ReadonlyMap<string, Uint8Array>

/** Nothing on paper can say "4 minutes ago". */
export const paperDates = ({ date, time, now }: Times): Dates => ({
  date,
  now,
  ago: (iso) => `on ${time(iso)}`,
})

/** @param url absolute address of the link */
export function collectionPaper(
  page: SharedPage,
  collection: { title: string; description: string },
  { url, times, pictures }: { url: string; times: Times; pictures: PicturesById },
): CollectionDocument {
  return {
    title: collection.title,
    earner: page.earner,
    description: markdownText(collection.description),
    overall: overallVerdict(page, times),
    url,
    badges: page.badges.map((shared) => {
      const published = publishedBadge(shared, url, times)
      const days = published.awardedAt ? ` · ${times.date(published.awardedAt)}` : ''
      const byline = isolated(published.issuer) + days
      const picture = pictures.get(shared.badge.id) ?? null
      return { ...published, byline, note: shared.note, picture }
    }),
  }
}

/** @param view the page of the same badge */
export function badgePaper(
  shared: SharedBadge,
  view: PublicBadge,
  options: { url: string; earner: string | null; times: Times; picture: Uint8Array | null },
): BadgeDocument {
  const { url, earner, times, picture } = options
  return {
    ...publishedBadge(shared, url, times),
    earner,
    description: isOnlySaid(view) ? null : view.description,
    picture,
    facts: isOnlySaid(view) ? [] : factsOf(view, times),
    chapters: chaptersOf(shared, view, times).filter(({ texts }) => texts.length > 0),
  }
}

/** On paper as on the page: what nothing proves stands under a heading that says so. */
const isOnlySaid = ({ answers }: PublicBadge): boolean =>
  answers.state === 'not-genuine' || answers.state === 'not-proven'

const NOT_PROVEN = ' (not proven)'

/** To whom and by whom, as far as it is proven; then what the badge says. */
function factsOf(view: PublicBadge, times: Times): BadgeDocument['facts'] {
  const { person, by, awardedAt } = view
  const facts: Fact[] = [
    ...(person.awardedTo ? [{ label: 'Awarded to', text: person.awardedTo }] : []),
    { label: 'Awarded by', text: pairLine(by) },
    ...(by.care ? [{ label: 'Note', text: by.care }] : []),
    ...(awardedAt ? [{ label: 'Awarded on', date: awardedAt }] : []),
    ...view.facts,
  ]
  return facts.map((fact) => ({ label: fact.label, text: textOf(fact, times) }))
}

function chaptersOf({ note }: SharedBadge, view: PublicBadge, times: Times): Chapter[] {
  return [
    { title: 'In the earner’s words', texts: said(note) },
    { title: 'The five answers', texts: answerLines(view) },
    ...proofChapters(view, times),
    ...saidChapters(view, times),
    { title: 'Other checks so far', texts: said(view.historyWords) },
  ]
}

/** What the badge itself says. */
function saidChapters(view: PublicBadge, times: Times): Chapter[] {
  const chapters = [
    { title: 'What it took', texts: said(markdownText(view.criteria), view.criteriaLink) },
    { title: 'About this award', texts: said(markdownText(view.narrative)) },
    { title: 'Results', texts: view.results.map((fact) => factLine(fact, times)) },
    { title: 'Evidence', texts: view.evidence.map(evidenceLine) },
    {
      title: 'Skills',
      texts: [...view.skills.map(({ name }) => name), ...said(view.tags.join(', '))],
    },
    { title: 'Who awarded it', texts: issuerLines(view, times) },
  ]
  if (!isOnlySaid(view)) return chapters
  const facts = factsOf(view, times).map(({ label, text }) => `${label}: ${text}`)
  const first = { title: 'What the badge says', texts: [...said(view.description), ...facts] }
  return [first, ...chapters].map((one) => ({ ...one, title: one.title + NOT_PROVEN }))
}

const said = (...texts: (string | null)[]): string[] =>
  texts.filter((text) => text !== null && text !== '') as string[]

function answerLines({ answers }: PublicBadge): string[] {
  return answers.rows.map(({ asks, issuer, bold, soft, gap }) =>
    [asks, issuer ? `${pairText(issuer)}.` : '', `${bold}${gap}${soft}`.trim()]
      .filter(Boolean)
      .join(' '),
  )
}

/** Every check under the question it answers, with all that can be looked up again. */
function proofChapters({ answers }: PublicBadge, { time }: Times): Chapter[] {
  const { title, sections } = answers.proofs
  return sections.map(({ asks, lines }) => ({
    title: `${title}: ${asks}`,
    texts: lines.map(({ said: mark, title: check, line }) =>
      [`${mark}: ${check}.`, ...evidenceLines(line, time)].join(' '),
    ),
  }))
}

function evidenceLine({
  name,
  link,
  description,
  narrative,
}: PublicBadge['evidence'][number]): string {
  return said(name, description, markdownText(narrative), link).join('\n')
}

function issuerLines({ issuerBox }: PublicBadge, times: Times): string[] {
  const { by, description, facts } = issuerBox
  return [...said(pairLine(by), description), ...facts.map((fact) => factLine(fact, times))]
}

const factLine = (fact: Fact, times: Times) => `${fact.label}: ${textOf(fact, times)}`

const textOf = ({ text, date }: Fact, times: Times) => (date ? times.date(date) : (text ?? ''))

/** Days, not minutes: a picture lives on elsewhere. */
const days = ({ date, now }: Times): Times => ({ date, now, time: date })

export function collectionPictureText(
  page: SharedPage,
  collection: { title: string },
  times: Times,
): PictureText {
  const { length } = page.badges
  return {
    above: page.earner === null ? '' : quoted(page.earner),
    title: collection.title,
    below: counted(length, 'badge'),
    beside: '',
    verdict: overallVerdict(page, days(times)),
  }
}

export function badgePictureText(
  shared: SharedBadge,
  earner: string | null,
  times: Times,
): PictureText {
  const { title, verdict } = publishedBadge(shared, '', days(times))
  const { issuerProof, issuerName, state } = shared.badge
  const pair = issuerPair(issuerProof, issuerName, state)
  return {
    above: earner === null ? '' : quoted(earner),
    title,
    below: nameText(pair),
    beside: [pair.beside, asideText(pair)].filter(Boolean).join('. '),
    verdict,
  }
}
