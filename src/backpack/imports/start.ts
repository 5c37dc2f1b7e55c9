import { accountTransaction } from '../../store/database.js'
import type { Context } from '../../context.js'
import { AppError } from '../../errors.js'
import { newId } from '../../ids.js'
import { insertImport, type NewItem } from '../../store/imports.js'
import { countOpenImports, countUnfinished } from '../../store/import-queue.js'
import { takeRoom } from '../account/room.js'
import { releaseFiles } from '../badges/files.js'
import { DiagnosedError } from '../reading/doctor/diagnosis.js'
import { countGivenUp } from './given-up.js'
import { type ImportedFile, refusedText, takeFile, takeText, type Things } from './things.js'

/** Things in one import. */
export const MAX_ITEMS = 500
/** Things of one account that nobody has looked at yet. */
const MAX_UNFINISHED = 2_000

/** Imports of one account in which something waits for the earner's word. */
const MAX_OPEN = 100

/** What a person hands in. */
export interface Handed {
  files: readonly ImportedFile[]
  text: string
}

/** An import that has just begun. */
export interface BegunImport {
  id: string
  items: readonly (NewItem & { id: string })[]
}

/**
 * Takes files, archives, links and texts in; they are looked at beside requests, and nothing goes into the backpack
 * before the earner says so.
 * @returns id of the import
 * @throws {AppError} as {@link beginImport}
 */
export async function startImport(
  ctx: Context,
  accountId: string,
  handed: Handed,
): Promise<string> {
  const take = () => takeAll(ctx, handed)
  const { id } = await beginImport(ctx, accountId, take, MAX_ITEMS, null)
  ctx.importBell.ring()
  return id
}

/**
 * Writes down what is taken in.
 * @param take stores the bytes of each thing, once more when they are gone
 * @param heldUntil until when whoever begins it looks at its items alone; null: whoever comes first
 * @throws {AppError} invalid: nothing, or more than `max`; too_many: too much waits already; too_large: beyond the quota
 */
export async function beginImport(
  ctx: Context,
  accountId: string,
  take: () => Promise<Things>,
  max: number,
  heldUntil: Date | null,
): Promise<BegunImport> {
  const things = await take()
  try {
    await countRefused(ctx, accountId, things.items)
    await refuseTooMany(ctx, accountId, things.items, max)
    await takeRoom(ctx, accountId, hashesOf(things.items))
    const begun = await insert(ctx, accountId, things, heldUntil)
    // somebody's removed badge may have taken the same bytes with it before there was a row that needs them
    if (await isAnyGone(ctx, things)) await take()
    return begun
  } catch (error) {
    await releaseFiles(ctx, hashesOf(things.items))
    throw error
  }
}

async function isAnyGone({ files }: Context, { items }: Things): Promise<boolean> {
  const there = await Promise.all(hashesOf(items).map((hash) => files.has(hash)))
  return there.includes(false)
}

/** A text may be too much work before anything of it is an item. */
async function countRefused(ctx: Context, accountId: string, items: readonly NewItem[]) {
  for (const { diagnosis } of items)
    if (diagnosis?.code === 'too_much_work') await countGivenUp(ctx, accountId)
}

/** Takes things apart and stores the bytes of each. */
export async function takeAll(ctx: Context, { files, text }: Handed): Promise<Things> {
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
  if (text.trim() === '') return []
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
  max: number,
): Promise<void> {
  if (items.length === 0)
    throw new AppError('invalid', 'Choose a file, or paste the address or the text of a badge.')
  if (items.length > max)
    throw new AppError('invalid', `These are more than ${max}. Add them in several parts.`)
  if ((await countOpenImports(db, accountId)) >= MAX_OPEN)
    throw new AppError(
      'too_many',
      `In ${MAX_OPEN} imports there is something to decide. Keep or decline what is in them first.`,
    )
  if ((await countUnfinished(db, accountId)) + items.length > MAX_UNFINISHED)
    throw new AppError(
      'too_many',
      'Too many of your badges wait to be looked at. Try again when your other imports are finished.',
    )
}

async function insert(
  ctx: Context,
  accountId: string,
  { items, notes }: Things,
  heldUntil: Date | null,
): Promise<BegunImport> {
  const now = ctx.now()
  const begun = { id: newId(now), createdAt: now.toISOString(), notes }
  const rows = items.map((item) => ({ ...item, id: newId(now) }))
  const held = heldUntil && heldUntil.toISOString()
  await accountTransaction(ctx.db, accountId, (tx) =>
    insertImport(tx, accountId, begun, rows, held),
  )
  return { id: begun.id, items: rows }
}

const hashesOf = (items: readonly NewItem[]) => [
  ...new Set(items.flatMap(({ fileHash }) => fileHash ?? [])),
]
