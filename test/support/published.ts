import type { PublishedBadge } from '../../src/publishing/published.js'

/** A badge as a link tells of it. */
export const BEES: PublishedBadge = {
  title: 'Bee Keeping, Level 2',
  issuer: 'Kauri College & Sons',
  awardedAt: '2024-02-03T00:00:00.000Z',
  expiresAt: '2026-12-31T23:59:59.000Z',
  url: 'https://haversack.example/s/abc/badges/1',
  verdict: { state: 'valid', word: 'Valid', line: 'checked on 14 March 2026' },
}
