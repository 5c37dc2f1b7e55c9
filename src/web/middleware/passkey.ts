import type { Request, Response } from 'express'
import { askForPasskey, takePasskey } from '../../backpack/account/passkeys.js'
import type { Context } from '../../context.js'

/** What a browser was asked, until it answers. */
export interface AskedPasskey {
  challenge: string
  /** ISO 8601 UTC. */
  at: string
}

const ANSWER_SECONDS = 10 * 60

/** Keeps a challenge for the next answer of this browser, and sends it with what else its browser needs. */
export function sendChallenge(
  { now }: Pick<Context, 'now'>,
  req: Request,
  res: Response,
  options: { challenge: string },
  kind: 'askedPasskey' | 'offeredPasskey' = 'askedPasskey',
): void {
  req.session[kind] = { challenge: options.challenge, at: now().toISOString() }
  res.set('Cache-Control', 'no-store').json(options)
}

/** The challenge that this browser may answer; it is used up. Null where none was asked lately. */
export function takeChallenge(
  { now }: Pick<Context, 'now'>,
  req: Request,
  kind: 'askedPasskey' | 'offeredPasskey' = 'askedPasskey',
): string | null {
  const { [kind]: asked } = req.session
  req.session[kind] = undefined
  if (!asked) return null
  const age = now().getTime() - Date.parse(asked.at)
  return age >= 0 && age <= ANSWER_SECONDS * 1000 ? asked.challenge : null
}

/** An answer of a browser in a field of a form; null where there is none, or where it is no JSON. */
export function answerIn(req: Request, field: string): unknown {
  const text = (req.body as Record<string, unknown> | undefined)?.[field]
  if (typeof text !== 'string' || text === '') return null
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Asks this browser for a passkey. @param accountId whose; null: whichever the person chooses */
export async function sendPasskeyQuestion(
  ctx: Context,
  req: Request,
  res: Response,
  accountId: string | null,
): Promise<void> {
  sendChallenge(ctx, req, res, await askForPasskey(ctx, accountId))
}

/**
 * Whose passkey is in the field `passkey` of this request?
 * @returns undefined when none is tried; null when it is nobody's; else the account's id
 */
export async function passkeyHolder(
  ctx: Context,
  req: Request,
): Promise<string | null | undefined> {
  const answer = answerIn(req, 'passkey')
  if (answer === null) return undefined
  const challenge = takeChallenge(ctx, req)
  return challenge && takePasskey(ctx, answer, challenge)
}

export const WRONG_PASSKEY =
  'This passkey does not fit, or the question was answered too late. Please try again.'
