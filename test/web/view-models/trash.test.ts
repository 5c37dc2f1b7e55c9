import assert from 'node:assert/strict'
import type { TrashedBadge } from '../../../src/store/trash.js'
import { trashView } from '../../../src/web/view-models/trash.js'

const BADGE = { id: '1', title: '', issuerName: '', imageHash: null } as unknown as TrashedBadge

describe('the trash', () => {
  const view = (total: number, page: number) =>
    trashView([{ ...BADGE, trashedAt: '2026-11-01T08:00:00.000Z' }], total, page, 30)

  it('names the moment at which a badge is deleted for good', () => {
    assert.equal(view(1, 1).rows[0]!.goneAt, '2026-12-01T08:00:00.000Z')
  })

  it('has a page for each sixty, with the way to the ones beside it', () => {
    assert.deepEqual(view(60, 1).pages, { current: 1, last: 1, before: null, after: null })
    const [first, middle, last] = [1, 2, 3].map((page) => view(121, page).pages)
    assert.deepEqual([first!.before, first!.after], [null, '/trash?page=2'])
    assert.deepEqual([middle!.before, middle!.after], ['/trash', '/trash?page=3'])
    assert.deepEqual([last!.before, last!.after, last!.last], ['/trash?page=2', null, 3])
  })
})
