import { DAY_MS } from '../../openbadges/index.js'
import type { TrashedBadge } from '../../store/trash.js'
import { UNKNOWN_ISSUER, UNTITLED } from './verdict.js'

export const TRASH_PER_PAGE = 60

interface TrashRow {
  id: string
  title: string
  issuer: string
  image: string | null
  trashedAt: string
  /** When it is deleted for good. */
  goneAt: string
}

export interface TrashView {
  title: string
  rows: TrashRow[]
  total: number
  days: number
  pages: { current: number; last: number; before: string | null; after: string | null }
}

/** The page that is asked for, or the nearest there is. */
export function pageOf(asked: unknown, total: number): number {
  const page = typeof asked === 'string' ? Number.parseInt(asked, 10) : 1
  return Math.min(Math.max(1, page || 1), lastOf(total))
}

const lastOf = (total: number) => Math.max(1, Math.ceil(total / TRASH_PER_PAGE))

/** @param days how long a badge lies there */
export function trashView(
  badges: readonly TrashedBadge[],
  total: number,
  page: number,
  days: number,
): TrashView {
  const last = lastOf(total)
  const address = (to: number) => (to === 1 ? '/trash' : `/trash?page=${to}`)
  return {
    title: 'Trash',
    rows: badges.map((badge) => rowOf(badge, days)),
    total,
    days,
    pages: {
      current: page,
      last,
      before: page > 1 ? address(page - 1) : null,
      after: page < last ? address(page + 1) : null,
    },
  }
}

function rowOf({ id, title, issuerName, imageHash, trashedAt }: TrashedBadge, days: number) {
  return {
    id,
    title: title || UNTITLED,
    issuer: issuerName || UNKNOWN_ISSUER,
    image: imageHash && `/trash/${id}/image?v=${imageHash.slice(0, 12)}`,
    trashedAt,
    goneAt: new Date(new Date(trashedAt).getTime() + days * DAY_MS).toISOString(),
  }
}
