import assert from 'node:assert/strict'
import { chosenItems, itemsAt } from '../../src/web/forms/import.js'
import { progressOf } from '../../src/web/view-models/import.js'
import type { ImportItem } from '../../src/store/imports.js'

const NOW = new Date('2026-03-14T09:26:53Z')

/** Items that were looked at, proven to be the earner's. */
function looked(...items: Partial<ImportItem>[]): ImportItem[] {
  return items.map((item, position) => ({
    ...({ state: 'looked', recipient: 'passed', verdict: 'valid', badgeState: 'valid' } as const),
    ...{ knownBadgeId: null, expiresAt: null, identity: `award ${position}` },
    ...{ id: String(position), position },
    ...item,
  })) as ImportItem[]
}

const button = (...items: Partial<ImportItem>[]) =>
  progressOf('1', itemsAt(looked(...items), NOW)).keepWord

const UNPROVEN = { badgeState: 'issuer-not-proven' } as const
const OVER = { expiresAt: '2026-03-14T09:00:00Z' }

describe('what the buttons of an import say', () => {
  it('valid is said only where the issuer of each is proven', () => {
    assert.equal(button({}), 'Keep the one that is mine and valid')
    assert.equal(button({}, {}), 'Keep all 2 that are mine and valid')
    assert.equal(button(UNPROVEN), 'Keep the one that is mine, with an issuer not proven')
    assert.equal(
      button({}, {}, UNPROVEN),
      'Keep all 3 that are mine: 2 valid, 1 with an issuer not proven',
    )
  })

  it('one that ended since it was looked at is neither counted nor kept with the others', () => {
    assert.equal(button(OVER), null)
    assert.equal(button({}, OVER), 'Keep the one that is mine and valid')
    const items = itemsAt(looked({}, OVER, { badgeState: 'flawed', verdict: 'invalid' }), NOW)
    assert.deepEqual(chosenItems(items, { which: 'valid' }), ['0'])
  })

  it('of one that was looked at by an earlier release nothing is said of its issuer', () => {
    assert.match(button({ badgeState: null })!, /with an issuer not proven$/)
    assert.equal(button({ badgeState: null, verdict: 'unverifiable' }), null)
  })
})
