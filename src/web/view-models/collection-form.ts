import type { BadgeSummary } from '../../store/badges.js'
import type { Placement } from '../../store/collections.js'
import { badgeCard, type BadgeCard } from './badge-card.js'
import type { BadgeRow } from './collection.js'
import type { Dates } from './verdict.js'

export interface CollectionForm {
  title: string
  /** Null for a new collection. */
  id: string | null
  action: string
  /** Badges that are in it, in order; for a new one none yet. */
  chosen: BadgeRow[]
  /** Badges to pick from; those picked already come first, in their order. */
  others: (BadgeCard & { isPicked: boolean })[]
  /** How many more there are, to be found and added from the backpack. */
  moreCount: number
}

/** So many can be picked from on the page of a collection. */
const PICKABLE = 120

/** @param badges all of the earner */
export function collectionForm(
  id: string | null,
  badges: readonly BadgeSummary[],
  placements: readonly Placement[],
  dates: Dates,
): CollectionForm {
  const cards = new Map(badges.map((badge) => [badge.id, badgeCard(badge, dates)]))
  const picked = placements.flatMap(({ badgeId, note }) => {
    const card = cards.get(badgeId)
    return card && cards.delete(badgeId) ? [{ ...card, note }] : []
  })
  const loose = [...cards.values()].map((card) => ({ ...card, isPicked: false }))
  const rest = loose.slice(0, PICKABLE)
  const moreCount = loose.length - rest.length
  if (id)
    return {
      title: 'Edit the collection',
      id,
      action: `/collections/${id}/edit`,
      chosen: picked,
      others: rest,
      moreCount,
    }
  const first = picked.map((card) => ({ ...card, isPicked: true }))
  return {
    title: 'New collection',
    id,
    action: '/collections',
    chosen: [],
    others: [...first, ...rest],
    moreCount,
  }
}
