import { addBadge } from '../../src/backpack/imports/add-at-once.js'
import type { Context } from '../../src/context.js'
import { createIssuer } from '../../src/demo/issuer/issuer.js'
import { newId } from '../../src/ids.js'
import { findBadge, insertBadge } from '../../src/store/badges.js'
import { findLatestReport, insertReport } from '../../src/store/reports.js'

/** Samples that are really verified. */
const ORIGINALS = 12

/** So many badges of an account, each with a report: real samples first, then copies of them under other names. */
export async function filledBadges(
  ctx: Context,
  accountId: string,
  count: number,
): Promise<string[]> {
  const urls = { baseUrl: 'https://issuers.example', forgerUrl: 'https://forger.example' }
  const { samples, loadDocument } = await createIssuer({ ...urls, now: ctx.now })
  const ids: string[] = []
  for (const { bytes, fileName } of samples.filter((one) =>
    ['valid', 'expired'].includes(one.kind),
  ))
    if (ids.length < ORIGINALS) {
      const input = { bytes, fileName, origin: 'upload' } as const
      ids.push((await addBadge({ ...ctx, loadDocument }, { id: accountId }, input)).badgeId)
    }
  const originals = [...new Set(ids)]
  const filled = [...originals]
  while (filled.length < count)
    filled.push(
      await copyOf(ctx, accountId, originals[filled.length % originals.length]!, filled.length),
    )
  return filled
}

async function copyOf(
  { db, now }: Context,
  accountId: string,
  original: string,
  number: number,
): Promise<string> {
  const badge = await findBadge(db, accountId, original)
  const report = await findLatestReport(db, accountId, original)
  const id = newId(now())
  const title = `${badge.title}, part ${number}`
  const described = { issuerId: '', searchText: title.toLowerCase() }
  const copy = { ...badge, ...described, id, title, identity: `copy ${number}` }
  await insertBadge(db, accountId, { ...copy, dueAt: '2999-01-01T00:00:00.000Z' })
  await insertReport(db, { ...report!, id: newId(now()), badgeId: id })
  return id
}
