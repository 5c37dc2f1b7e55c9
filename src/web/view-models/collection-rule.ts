import type { Facets } from '../../store/badge-search.js'
import type { BadgeSummary } from '../../store/badges.js'
import type { CollectionRule } from '../../store/collection-rules.js'
import { ruleText } from '../forms/collection.js'
import { badgeCard, type BadgeCard, type Dates } from './verdict.js'

/** So many are proposed at once; the others come after these are answered. */
const PROPOSALS_PER_PAGE = 60

export interface Proposals {
  cards: BadgeCard[]
  /** How many wait behind those. */
  more: number
  /** What an earner should know before they agree. */
  consequence: string
}

interface Option {
  value: string
  word: string
  isCurrent: boolean
}

/** The rules there are to choose from. */
export interface RuleChoice {
  tags: Option[]
  issuers: Option[]
}

/** @param linkCount links to the collection that work */
export function proposalsView(
  badges: readonly BadgeSummary[],
  linkCount: number,
  dates: Dates,
): Proposals {
  const shown = badges.slice(0, PROPOSALS_PER_PAGE)
  return {
    cards: shown.map((badge) => badgeCard(badge, dates)),
    more: badges.length - shown.length,
    consequence: consequenceOf(linkCount),
  }
}

function consequenceOf(linkCount: number): string {
  if (linkCount === 0) return 'There is no link to this collection, so only you see it.'
  return linkCount === 1
    ? 'There is a link to this collection: whoever has it sees at once what you add.'
    : `There are ${linkCount} links to this collection: whoever has one sees at once what you add.`
}

/** @param chosen the rule that is looked at; stays among the options although no badge fits it any more */
export function ruleChoice({ tags, issuers }: Facets, chosen: CollectionRule | null): RuleChoice {
  const optionsOf = (kind: CollectionRule['kind'], facets: Facets['tags']) => {
    const options = facets.map(({ value, word, count }) => ({
      value: ruleText({ kind, value }),
      word: `${word} (${count})`,
      isCurrent: chosen?.kind === kind && chosen.value === value,
    }))
    if (chosen?.kind === kind && !options.some(({ isCurrent }) => isCurrent))
      options.push({ value: ruleText(chosen), word: chosen.value, isCurrent: true })
    return options
  }
  return { tags: optionsOf('tag', tags), issuers: optionsOf('issuer', issuers) }
}

/** `with your tag “bees”`, to stand after "Badges". */
export function ruleWords({ kind, value }: CollectionRule): string {
  return kind === 'tag' ? `with your tag “${value}”` : `awarded by “${value}”`
}
