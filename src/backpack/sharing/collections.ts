import { accountTransaction } from '../../store/database.js'
import type { Context } from '../../context.js'
import { newId } from '../../ids.js'
import { ownBadgeIds } from '../../store/badges.js'
import {
  clearDeclines,
  findRule,
  insertDeclines,
  listProposals,
  type CollectionRule,
  setRule,
} from '../../store/collection-rules.js'
import {
  appendPlacements,
  findCollection,
  insertCollection,
  type Placement,
  replacePlacements,
  updateCollection,
} from '../../store/collections.js'
import type { Db } from '../../store/database.js'

/** What an earner says of a collection: its badges in order. */
export interface Arrangement {
  title: string
  /** Markdown. */
  description: string
  placements: readonly Placement[]
}

/**
 * A new collection; badges in the trash are left out.
 * @returns its id
 * @throws {AppError} not_found: one of the badges is none of the account
 */
export async function createCollection(
  ctx: Pick<Context, 'db' | 'now'>,
  accountId: string,
  { title, description, placements }: Arrangement,
): Promise<string> {
  const at = ctx.now()
  const id = newId(at)
  const times = { createdAt: at.toISOString(), updatedAt: at.toISOString() }
  await accountTransaction(ctx.db, accountId, async (tx) => {
    await insertCollection(tx, accountId, { id, title, description, ...times })
    await replacePlacements(tx, id, await onceEach(tx, accountId, placements))
  })
  return id
}

/** Replaces what a collection says and holds. @throws {AppError} not_found */
export async function arrangeCollection(
  ctx: Pick<Context, 'db' | 'now'>,
  accountId: string,
  id: string,
  { title, description, placements }: Arrangement,
): Promise<void> {
  const updatedAt = ctx.now().toISOString()
  await accountTransaction(ctx.db, accountId, async (tx) => {
    await updateCollection(tx, accountId, { id, title, description, updatedAt })
    await replacePlacements(tx, id, await onceEach(tx, accountId, placements))
  })
}

/** Where a badge is named twice, its first line counts. @throws {AppError} not_found: one is none of the account */
async function onceEach(
  tx: Db,
  accountId: string,
  placements: readonly Placement[],
): Promise<Placement[]> {
  const named = placements.map(({ badgeId }) => badgeId)
  const own = await ownBadgeIds(tx, accountId, named)
  return own.map((id) => placements[named.indexOf(id)]!)
}

/** What an earner was shown of a rule, and what they ticked of it. */
export interface ProposalAnswers {
  /** Ids of the badges that were shown. */
  shown: readonly string[]
  /** Those of them that may join. */
  chosen: readonly string[]
}

/**
 * Gives a collection a rule, or takes it away (null). A rule only ever proposes: a badge joins when its earner was
 * shown it and ticked it, so nothing becomes visible that was not on the preview, also when badges came in between.
 * @returns how many joined
 * @throws {AppError} not_found
 */
export async function ruleCollection(
  ctx: Pick<Context, 'db' | 'now'>,
  accountId: string,
  collectionId: string,
  rule: CollectionRule | null,
  answers: ProposalAnswers,
): Promise<number> {
  return accountTransaction(ctx.db, accountId, async (tx) => {
    await findCollection(tx, accountId, collectionId)
    await setRule(tx, accountId, collectionId, rule)
    await clearDeclines(tx, collectionId)
    return rule ? settle(tx, ctx.now(), accountId, collectionId, rule, answers) : 0
  })
}

/**
 * Answers what the rule of a collection has proposed since: what was ticked joins, what was shown and not ticked is
 * not proposed again.
 * @returns how many joined
 * @throws {AppError} not_found
 */
export async function answerProposals(
  ctx: Pick<Context, 'db' | 'now'>,
  accountId: string,
  collectionId: string,
  answers: ProposalAnswers,
): Promise<number> {
  return accountTransaction(ctx.db, accountId, async (tx) => {
    await findCollection(tx, accountId, collectionId)
    const rule = await findRule(tx, accountId, collectionId)
    return rule ? settle(tx, ctx.now(), accountId, collectionId, rule, answers) : 0
  })
}

/** Only what still fits counts: a badge may have been hidden, thrown away or changed since it was shown. */
async function settle(
  tx: Db,
  now: Date,
  accountId: string,
  collectionId: string,
  rule: CollectionRule,
  { shown, chosen }: ProposalAnswers,
): Promise<number> {
  await ownBadgeIds(tx, accountId, [...shown, ...chosen])
  const proposed = (await listProposals(tx, accountId, collectionId, rule)).map(({ id }) => id)
  const joining = proposed.filter((id) => shown.includes(id) && chosen.includes(id))
  const declined = proposed.filter((id) => shown.includes(id) && !chosen.includes(id))
  await appendPlacements(tx, collectionId, joining, now.toISOString())
  await insertDeclines(tx, collectionId, declined)
  return joining.length
}
