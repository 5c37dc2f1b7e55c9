import type { Context } from '../../context.js'
import { AppError } from '../../errors.js'
import type { Account } from '../../store/accounts.js'
import { isUniqueViolation } from '../../store/database.js'
import { deleteApp, findApp, insertApp, takeStep } from '../../store/second-factors.js'
import { changeAccount } from './changes.js'
import { beginCodes, endCodes } from './recovery-codes.js'
import { seal, unseal } from './sealed.js'

const PRODUCT = 'Haversack'
/** Steps of 30 seconds to either side: clocks differ, and people type slowly. @see RFC 6238, 5.2 */
const WINDOW = 1

const otpauth = () => import('otpauth')

/** What an authenticator app is given to make codes. */
export interface AppOffer {
  /** 160 random bits in Base32, to be typed where no camera is. @see RFC 4226, 4 (R6) */
  secret: string
  /** The same for its camera. */
  uri: string
}

/** An offer for an account; nothing is kept before {@link addApp}. @param secret one that was offered before */
export async function offerApp({ email }: Account, secret?: string): Promise<AppOffer> {
  const totp = await generator(secret, email)
  return { secret: totp.secret.base32, uri: totp.toString() }
}

/** Is this a code that the app makes of the secret now? @returns its time step, or null */
export async function stepOf(secret: string, code: string, now: Date): Promise<number | null> {
  const totp = await generator(secret)
  const timestamp = now.getTime()
  const delta = totp.validate({ token: code, timestamp, window: WINDOW })
  return delta === null ? null : totp.counter({ timestamp }) + delta
}

/**
 * From now on a password alone is not enough to sign in.
 * @param step of the code that showed that the app has the secret; that code is used up
 * @returns the first recovery codes; null when the account has some already
 * @throws {AppError} conflict: it has an app already
 */
export async function addApp(
  ctx: Context,
  accountId: string,
  { secret, step }: { secret: string; step: number },
): Promise<string[] | null> {
  const app = {
    accountId,
    sealedSecret: seal(ctx, accountId, secret),
    lastStep: step,
    createdAt: ctx.now().toISOString(),
  }
  return changeAccount(ctx, accountId, { kind: 'app-added', subject: '' }, async (tx) => {
    await insertApp(tx, accountId, app)
    return beginCodes(tx, accountId, ctx.now())
  }).catch((error: unknown) => {
    if (!isUniqueViolation(error)) throw error
    throw new AppError('conflict', 'Your account has an authenticator app. Remove it first.', {
      cause: error,
    })
  })
}

/** @throws {AppError} not_found: there is none */
export async function removeApp(ctx: Context, accountId: string): Promise<void> {
  await changeAccount(ctx, accountId, { kind: 'app-removed', subject: '' }, async (tx) => {
    if (!(await deleteApp(tx, accountId)))
      throw new AppError('not_found', 'Your account has no authenticator app.')
    await endCodes(tx, accountId, ctx.now())
  })
}

/** Takes a code of the account's app, once: a code seen over a shoulder is worth nothing. @see RFC 6238, 5.2 */
export async function takeAppCode(
  ctx: Pick<Context, 'db' | 'config' | 'now'>,
  accountId: string,
  code: string,
): Promise<boolean> {
  const app = await findApp(ctx.db, accountId)
  const secret = app && unseal(ctx, accountId, app.sealedSecret)
  const step = secret && (await stepOf(secret, code, ctx.now()))
  return typeof step === 'number' && takeStep(ctx.db, accountId, step)
}

async function generator(secret?: string, label?: string) {
  const { Secret, TOTP } = await otpauth()
  const bytes = secret === undefined ? new Secret() : Secret.fromBase32(secret)
  return new TOTP({ issuer: PRODUCT, label: label ?? PRODUCT, secret: bytes })
}
