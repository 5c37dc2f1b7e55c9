import type { SharedPage } from '../../backpack/sharing/open-link.js'
import type { SharedBadge } from '../../backpack/sharing/redact.js'
import { type BadgeState, inUtc } from '../../openbadges/index.js'
import type { Counted } from '../../words/counts.js'
import { speaksOfIssuer } from '../../words/issuer.js'
import { personWords } from '../../words/person.js'
import { STATE_ORDER, wordOf } from '../../words/states.js'
import { type BadgeRow, hiddenDatesWords, tallyOf } from './collection.js'
import { badgeCard, type Dates } from './verdict.js'
import { counted } from '../../words/language.js'

/** How the badges of a shared page may be put in order, by `?sort=`. */
const PUBLIC_SORTS = ['chosen', 'newest', 'title', 'issuer', 'verdict'] as const
export type Sort = (typeof PUBLIC_SORTS)[number]

/** The employer's page: nothing the earner did not share. */
export interface PublicCollection {
  title: string
  /** Markdown. */
  description: string
  /** Null when hidden. */
  earner: string | null
  rows: (BadgeRow & { isLazy: boolean })[]
  tally: Counted
  /** Who confirmed the addresses, in a sentence. */
  confirmed: string
  /** `6 of 6 checked today`. */
  checked: string
  /** Said where the link leaves the days out. */
  hiddenDates: string
  skills: SkillChip[]
  sorts: { word: string; href: string; isCurrent: boolean }[]
  under: string
}

export interface PublicOptions {
  dates: Dates
  now: Date
  /** Address of the link. */
  under: string
  sort: Sort
}

/** Pictures further down load when they come into sight. */
const EAGER_PICTURES = 4

export function publicCollection(
  page: SharedPage & { collection: { title: string; description: string } },
  { dates, now, under, sort }: PublicOptions,
): PublicCollection {
  const sorted = inOrder(page.badges, sort)
  const rows = sorted.map(({ badge, checks, note, areDatesHidden }, index) => ({
    ...badgeCard({ ...badge, areDatesHidden }, dates, under, checks),
    note,
    isLazy: index >= EAGER_PICTURES,
  }))
  const today = page.badges.filter(({ badge }) => isSameDay(badge.checkedAt, now)).length
  return {
    ...page.collection,
    earner: page.earner,
    rows,
    tally: tallyOf(rows, dates),
    confirmed: confirmedWords(page.badges, page.earner),
    checked: checkedWords(page.badges, today, dates),
    hiddenDates: hiddenDatesWords(page.badges),
    skills: skillsOf(page.badges),
    sorts: sortLinks(page, under, sort),
    under,
  }
}

export function readSort(text: unknown): Sort {
  return PUBLIC_SORTS.find((sort) => sort === text) ?? 'chosen'
}

/** Only badges that are real can have been awarded to anybody. */
function confirmedWords(badges: readonly SharedBadge[], earner: string | null): string {
  const { confirmed } = personWords(earner, null, null)
  const count = badges.filter(isConfirmed).length
  if (count === 0) return ''
  if (badges.length === 1) return confirmed
  const who =
    count === badges.length ? 'All were' : count === 1 ? '1 of them was' : `${count} of them were`
  return confirmed.replace('Awarded', `${who} awarded`)
}

const isConfirmed = ({ badge, answers }: SharedBadge) =>
  speaksOfIssuer(badge.state) && answers.whose.answer === 'confirmed'

function checkedWords(badges: readonly SharedBadge[], today: number, { date }: Dates): string {
  const all = badges.length
  const silent = badges.filter(isSilent).length
  if (today === all && silent > 0) return triedWords(all, silent)
  if (today === all) return all === 1 ? 'Checked today' : `${all} of ${all} checked today`
  const oldest = badges.map(({ badge }) => badge.checkedAt).sort()[0]!
  const some = today > 0 ? `${today} of ${all} checked today, ` : ''
  const rest = all === 1 ? 'checked on' : today > 0 ? 'the others since' : 'all checked since'
  return sentenceCase(`${some}${rest} ${date(oldest)}`)
}

/** Where nobody answered nothing was checked. */
function triedWords(all: number, silent: number): string {
  if (silent === all) return all === 1 ? 'Tried today' : `${all} of ${all} tried today`
  return `${all - silent} of ${all} checked today, the others tried`
}

const isSilent = ({ badge: { state }, heardAt }: SharedBadge) =>
  heardAt !== null || state === 'was-valid' || state === 'unchecked'

const sentenceCase = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

const isSameDay = (iso: string, now: Date) => iso.slice(0, 10) === now.toISOString().slice(0, 10)

const SORT_WORDS: Record<Sort, string> = {
  chosen: 'As arranged',
  newest: 'Newest first',
  title: 'By title',
  issuer: 'By issuer',
  verdict: 'Valid first',
}

/** An order by days would tell hidden days. */
function sortLinks({ badges }: SharedPage, under: string, sort: Sort) {
  if (badges.length < 3) return []
  const isDated = badges.some(({ badge }) => badge.awardedAt !== null)
  return PUBLIC_SORTS.filter((one) => one !== 'newest' || isDated).map((one) => ({
    word: SORT_WORDS[one],
    href: one === 'chosen' ? under : `${under}?sort=${one}`,
    isCurrent: one === sort,
  }))
}

function inOrder(badges: readonly SharedBadge[], sort: Sort): SharedBadge[] {
  return sort === 'chosen' ? [...badges] : [...badges].sort(ORDERS[sort])
}

const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true })

const awardedOf = ({ badge }: SharedBadge) => (badge.awardedAt ? inUtc(badge.awardedAt) : '')

const ORDERS: Record<Exclude<Sort, 'chosen'>, (a: SharedBadge, b: SharedBadge) => number> = {
  newest: (a, b) => awardedOf(b).localeCompare(awardedOf(a)),
  title: (a, b) => collator.compare(a.badge.title, b.badge.title),
  issuer: (a, b) => collator.compare(a.badge.issuerName, b.badge.issuerName),
  verdict: (a, b) => STATE_ORDER.indexOf(a.badge.state) - STATE_ORDER.indexOf(b.badge.state),
}

/** A skill that badges of a page speak of. */
export interface SkillChip {
  name: string
  /** `2 proofs`, `1 proof`, `expired`, `not proven`. */
  words: string
  isProven: boolean
}

/** Alignments and tags of all badges, each skill once however it is written, those with most proofs first. */
function skillsOf(badges: readonly SharedBadge[]): SkillChip[] {
  const skills = new Map<string, { name: string; states: BadgeState[] }>()
  for (const { badge } of badges)
    for (const [key, name] of namesOf(badge.credential.achievement)) {
      const skill = skills.get(key) ?? { name, states: [] }
      skill.states.push(badge.state)
      skills.set(key, skill)
    }
  return [...skills.values()]
    .map(({ name, states }) => ({ name, proofs: proofsOf(states), states }))
    .sort((a, b) => b.proofs - a.proofs || a.name.localeCompare(b.name, 'en'))
    .map(({ name, proofs, states }) => ({
      name,
      words: proofs > 0 ? proofWords(proofs) : inSentence(wordOf(states[0]!)),
      isProven: proofs > 0,
    }))
}

const proofsOf = (states: readonly BadgeState[]) =>
  states.filter((state) => state === 'valid').length

const proofWords = (proofs: number) => counted(proofs, 'proof')

const inSentence = (word: string) => word.charAt(0).toLowerCase() + word.slice(1)

type Named = SharedBadge['badge']['credential']['achievement']

/** One badge counts once for a skill, even if it is both a tag and an alignment. */
function namesOf({ alignments, tags }: Named): Map<string, string> {
  const names = [...alignments.map(({ targetName }) => targetName), ...tags]
  const found = new Map<string, string>()
  for (const name of names) {
    const key = name
      ?.normalize('NFKC')
      .toLowerCase()
      .replace(/[\s_-]+/g, ' ')
      .trim()
    if (name && key && !found.has(key)) found.set(key, name.trim())
  }
  return found
}
