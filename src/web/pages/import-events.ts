import { setTimeout as rest } from 'node:timers/promises'
import type { Request, Response } from 'express'
import type { Context } from '../../context.js'
import { AppError } from '../../errors.js'
import { findImport, listItems, type ImportItem } from '../../store/imports.js'
import { accountOf } from '../middleware/account.js'
import { templateFunctions } from '../template-functions.js'
import { itemsAt } from '../forms/import.js'
import { progressOf, rowsOf, signOf } from '../view-models/import.js'

/** How often the database is asked; it knows what any process did. */
const ASK_EVERY_MS = 500
/** A page left open for longer asks anew. */
const LONGEST_MS = 10 * 60_000
/** Pages of one earner that are told at once; each asks the database all the time. */
const MAX_LISTENERS = 6
const TOO_MANY = 'Too many pages of yours watch an import. Close some of them.'

/**
 * Server-sent events about one import: `row` with a row drawn anew, `progress` with the head, and `end` when all was
 * looked at. A page that comes back is told everything once.
 */
export function importEventPages(ctx: Context) {
  const dates = templateFunctions(ctx)
  const listeners = new Map<string, number>()
  return {
    async show(req: Request<{ id: string }>, res: Response) {
      const owner = accountOf(res).id
      const { id } = await findImport(ctx.db, owner, req.params.id)
      if (count(owner, 0) >= MAX_LISTENERS) throw new AppError('too_many', TOO_MANY)
      count(owner, 1)
      res.on('close', () => count(owner, -1))
      const closed = new AbortController()
      res.on('close', () => closed.abort())
      begin(res)
      await tell(res, id, () => listItems(ctx.db, owner, id), closed.signal)
      res.end()
    },
  }

  function count(owner: string, change: number): number {
    const open = (listeners.get(owner) ?? 0) + change
    if (open > 0) listeners.set(owner, open)
    else listeners.delete(owner)
    return open
  }

  async function tell(
    res: Response,
    id: string,
    ask: () => Promise<ImportItem[]>,
    closed: AbortSignal,
  ): Promise<void> {
    const told = new Map<string, string>()
    const end = Date.now() + LONGEST_MS
    while (isOpen(res, closed) && Date.now() < end) {
      const items = itemsAt(await ask(), dates.now())
      const changed = changedIn(items, told)
      const rows = changed.size > 0 ? rowsOf(items, dates) : []
      for (const row of rows.filter((one) => changed.has(one.id)))
        send(res, 'row', { id: row.anchor, html: await drawn(res, 'import-row', { row }) })
      const progress = progressOf(id, items)
      if (changed.size > 0)
        send(res, 'progress', { html: await drawn(res, 'import-progress', { progress }) })
      if (progress.isFinished) return send(res, 'end', { total: progress.total })
      await rest(ASK_EVERY_MS, undefined, { signal: closed }).catch(() => undefined)
    }
  }
}

const isOpen = (res: Response, closed: AbortSignal) =>
  !closed.aborted && !res.app.enabled('stopping')

/** `no-transform`: a proxy that packs the answer would hold it back. */
function begin(res: Response): void {
  res.set({
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-cache, no-transform',
    'X-Accel-Buffering': 'no',
  })
  res.flushHeaders()
  res.write('retry: 2000\n\n')
}

/** Items that differ from what was told; those nobody looked at stand on the page already. */
function changedIn(items: readonly ImportItem[], told: Map<string, string>): Set<string> {
  const changed = new Set<string>()
  for (const item of items) {
    const sign = signOf(item)
    if (told.get(item.id) === sign) continue
    if (told.has(item.id) || item.state !== 'waiting') changed.add(item.id)
    told.set(item.id, sign)
  }
  return changed
}

function send(res: Response, event: string, content: object): void {
  res.write(`event: ${event}\ndata: ${JSON.stringify(content)}\n\n`)
}

function drawn(res: Response, partial: string, model: object): Promise<string> {
  return new Promise((resolve, reject) =>
    res.app.render(`partials/${partial}`, model, (error: Error | null, html?: string) =>
      error ? reject(error) : resolve(html ?? ''),
    ),
  )
}
