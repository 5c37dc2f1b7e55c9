import { accountTransaction } from '../../store/database.js'
import type { Context } from '../../context.js'
import { AppError } from '../../errors.js'
import { newId } from '../../ids.js'
import { insertImport, type NewItem } from '../../store/imports.js'
import { countUnfinished } from '../../store/import-queue.js'
import { releaseFiles } from '../badges/files.js'
import { DiagnosedError } from '../reading/doctor/diagnosis.js'
import { type ImportedFile, refusedText, takeFile, takeText } from './things.js'

/** Things in one import. */
export const MAX_ITEMS = 500
/** Things of one account that nobody has looked at yet. */
const MAX_UNFINISHED = 2_000

/**
 * Takes files, archives, links and texts in; they are looked at beside requests, and nothing goes into the backpack
 * before the earner says so.
 * @returns id of the import
 * @throws {AppError} invalid: nothing, or more than {@link MAX_ITEMS}; too_many: too much waits already
 */
export async function startImport(
  ctx: Context,
  accountId: string,
  handed: { files: readonly ImportedFile[]; text: string },
): Promise<string> {
  const { items, notes } = await takeAll(ctx, handed)
  try {
    await refuseTooMany(ctx, accountId, items)
    return await insert(ctx, accountId, items, notes)
  } catch (error) {
    await releaseFiles(ctx, hashesOf(items))
    throw error
  }
}

async function takeAll(
  ctx: Context,
  { files, text }: { files: readonly ImportedFile[]; text: string },
): Promise<{ items: NewItem[]; notes: string[] }> {
  const [items, notes]: [NewItem[], string[]] = [[], []]
  for (const file of files) {
    if (items.length > MAX_ITEMS) break
    const things = await takeFile(ctx, file)
    items.push(...things.items)
    notes.push(...things.notes)
  }
  items.push(...(await takeTexts(ctx, text)))
  return { items, notes }
}

/** What cannot even be taken apart is one thing, which says so itself. */
async function takeTexts(ctx: Context, text: string): Promise<NewItem[]> {
  try {
    const items: NewItem[] = []
    const texts = await ctx.reading.run('splitText', [text])
    for (const one of texts.slice(0, MAX_ITEMS + 1)) items.push(await takeText(ctx, one))
    return items
  } catch (error) {
    if (error instanceof DiagnosedError) return [refusedText(text, error.diagnosis)]
    throw error
  }
}

async function refuseTooMany(
  { db }: Context,
  accountId: string,
  items: readonly NewItem[],
): Promise<void> {
  if (items.length === 0)
    throw new AppError('invalid', 'Choose files, or paste links or the text of a badge.')
  if (items.length > MAX_ITEMS)
    throw new AppError('invalid', `These are more than ${MAX_ITEMS}. Add them in several parts.`)
  if ((await countUnfinished(db, accountId)) + items.length > MAX_UNFINISHED)
    throw new AppError(
      'too_many',
      'Too many of your badges wait to be looked at. Try again when your other imports are finished.',
    )
}

async function insert(
  ctx: Context,
  accountId: string,
  items: readonly NewItem[],
  notes: string[],
): Promise<string> {
  const now = ctx.now()
  const id = newId(now)
  const rows = items.map((item) => ({ ...item, id: newId(now) }))
  await accountTransaction(ctx.db, accountId, (tx) =>
    insertImport(tx, accountId, { id, createdAt: now.toISOString(), notes }, rows),
  )
  ctx.importBell.ring()
  return id
}

const hashesOf = (items: readonly NewItem[]) => [
  ...new Set(items.flatMap(({ fileHash }) => fileHash ?? [])),
]
