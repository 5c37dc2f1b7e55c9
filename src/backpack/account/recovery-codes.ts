import { randomBytes } from 'node:crypto'
import { base32crockford } from '@scure/base'
import type { Context } from '../../context.js'
import { AppError } from '../../errors.js'
import { hashToken } from '../../ids.js'
import type { Db } from '../../store/database.js'
import {
  consumeCode,
  countCodes,
  deleteSecondFactors,
  findApp,
  listPasskeys,
  replaceCodes,
} from '../../store/second-factors.js'
import { deleteSessionsOf } from '../../store/sessions.js'
import { changeAccount } from './changes.js'

const CODES = 10
/** 80 bits: nobody finds one by its hash. 16 letters and digits without those that look alike. */
const CODE_BYTES = 10

/** New codes instead of all others. They are shown here only; the database keeps their hashes. */
export function renewCodes(ctx: Context, accountId: string): Promise<string[]> {
  return changeAccount(ctx, accountId, { kind: 'codes-renewed', subject: '' }, (tx) =>
    makeCodes(tx, accountId, ctx.now()),
  )
}

/** The first codes of an account; null when it has some. Call it in a transaction. */
export async function beginCodes(tx: Db, accountId: string, now: Date): Promise<string[] | null> {
  return (await countCodes(tx, accountId)) > 0 ? null : makeCodes(tx, accountId, now)
}

/** Where nothing asks for a second step any more, nothing stands in for it either. Call it in a transaction. */
export async function endCodes(tx: Db, accountId: string, now: Date): Promise<void> {
  if (!(await hasSecondFactor({ db: tx }, accountId)))
    await replaceCodes(tx, accountId, [], now.toISOString())
}

/**
 * For the host, who was asked by somebody that lost app, passkeys and codes: the password alone signs in again. It is
 * mailed with the way back, in case the one who asked was somebody else.
 * @throws {AppError} conflict: the account has no second factor
 */
export async function removeLostFactors(ctx: Context, accountId: string): Promise<void> {
  if (!(await hasSecondFactor(ctx, accountId)))
    throw new AppError('conflict', 'Signing in to this account takes its password alone.')
  await changeAccount(ctx, accountId, { kind: 'factors-removed', subject: '' }, async (tx) => {
    await deleteSecondFactors(tx, accountId)
    await deleteSessionsOf(tx, accountId, null)
  })
}

/** Does signing in to this account take more than its password? */
export async function hasSecondFactor({ db }: { db: Db }, accountId: string): Promise<boolean> {
  return (await findApp(db, accountId)) !== null || (await listPasskeys(db, accountId)).length > 0
}

/**
 * Uses a code up, however it was typed: in capitals or not, with blanks or lines between its parts. It is mailed like a
 * change, and stays used when that is taken back.
 */
export async function takeRecoveryCode(
  ctx: Context,
  accountId: string,
  typed: string,
): Promise<boolean> {
  if (!(await consumeCode(ctx.db, accountId, hashOf(accountId, typed)))) return false
  const subject = String(await countCodes(ctx.db, accountId))
  await changeAccount(ctx, accountId, { kind: 'code-used', subject }, async () => undefined)
  return true
}

async function makeCodes(tx: Db, accountId: string, now: Date): Promise<string[]> {
  const codes = Array.from({ length: CODES }, newCode)
  const hashes = codes.map((code) => hashOf(accountId, code))
  await replaceCodes(tx, accountId, hashes, now.toISOString())
  return codes
}

/** `7K2M-09XD-…`, in four parts. */
function newCode(): string {
  return base32crockford.encode(randomBytes(CODE_BYTES)).match(/.{4}/g)!.join('-')
}

/** @see https://www.crockford.com/base32.html: I and L are read as 1, O as 0 */
function hashOf(accountId: string, typed: string): string {
  const plain = typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0')
  return hashToken(`${accountId} ${plain}`)
}
