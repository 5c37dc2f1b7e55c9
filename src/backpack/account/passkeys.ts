import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server'
import type { Context } from '../../context.js'
import { AppError } from '../../errors.js'
import { newId } from '../../ids.js'
import type { Account } from '../../store/accounts.js'
import { isUniqueViolation } from '../../store/database.js'
import {
  deletePasskey,
  findPasskey,
  insertPasskey,
  listPasskeys,
  type Passkey,
  usePasskey,
} from '../../store/second-factors.js'
import { changeAccount } from './changes.js'
import { beginCodes, endCodes } from './recovery-codes.js'

const PRODUCT = 'Haversack'
/** Of one account: more would only make each question longer. */
const MAX_PASSKEYS = 20

const webauthn = () => import('@simplewebauthn/server')

/** To whom passkeys belong: the site as browsers know it. */
function site({ config }: Pick<Context, 'config'>) {
  const { hostname, origin } = new URL(config.baseUrl)
  return { rpID: hostname, origin }
}

/** What a browser is asked to make a passkey from; its `challenge` is good for one answer. @see WebAuthn 3, 5.4 */
export async function offerPasskey(
  ctx: Pick<Context, 'db' | 'config'>,
  account: Account,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const known = await listPasskeys(ctx.db, account.id)
  const { generateRegistrationOptions } = await webauthn()
  return generateRegistrationOptions({
    rpName: PRODUCT,
    rpID: site(ctx).rpID,
    userID: Buffer.from(account.id),
    userName: account.email,
    userDisplayName: account.name,
    attestationType: 'none',
    excludeCredentials: known.map(described),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
}

/**
 * From now on the account can be signed in to with this passkey, and a password alone is not enough.
 * @param answer what the browser made of the offer with that challenge
 * @returns the first recovery codes; null when the account has some already
 * @throws {AppError} invalid: it answers something else; conflict: it is known, or there are too many
 */
export async function addPasskey(
  ctx: Context,
  accountId: string,
  { answer, challenge, name }: { answer: unknown; challenge: string; name: string },
): Promise<string[] | null> {
  const made = await verifiedOffer(ctx, answer as RegistrationResponseJSON, challenge)
  if (!made) throw new AppError('invalid', 'Your browser’s answer does not fit. Please try again.')
  if ((await listPasskeys(ctx.db, accountId)).length >= MAX_PASSKEYS)
    throw new AppError('conflict', `An account has at most ${MAX_PASSKEYS} passkeys.`)
  const now = ctx.now()
  const { id, publicKey, counter, transports = [] } = made
  const passkey = {
    ...{ id: newId(now), accountId, name, credentialId: id, counter, transports },
    publicKey: Buffer.from(publicKey).toString('base64url'),
    ...{ createdAt: now.toISOString(), usedAt: null },
  }
  return changeAccount(ctx, accountId, { kind: 'passkey-added', subject: name }, async (tx) => {
    await insertPasskey(tx, passkey)
    return beginCodes(tx, accountId, now)
  }).catch((error: unknown) => {
    if (!isUniqueViolation(error)) throw error
    throw new AppError('conflict', 'This passkey is known already.', { cause: error })
  })
}

async function verifiedOffer(
  ctx: Context,
  response: RegistrationResponseJSON,
  expectedChallenge: string,
) {
  const { verifyRegistrationResponse } = await webauthn()
  const { rpID, origin } = site(ctx)
  const expected = { expectedChallenge, expectedOrigin: origin, expectedRPID: rpID }
  // whatever a stranger sends in its place makes the library throw
  const found = await verifyRegistrationResponse({ response, ...expected }).catch(() => null)
  return found?.verified ? found.registrationInfo.credential : null
}

/** @throws {AppError} not_found: the account has no such passkey */
export async function removePasskey(ctx: Context, accountId: string, id: string): Promise<void> {
  const passkey = await ownPasskey(ctx, accountId, id)
  const change = { kind: 'passkey-removed', subject: passkey.name } as const
  await changeAccount(ctx, accountId, change, async (tx) => {
    await deletePasskey(tx, accountId, id)
    await endCodes(tx, accountId, ctx.now())
  })
}

/** @throws {AppError} not_found: the account has no such passkey */
export async function ownPasskey(
  { db }: Pick<Context, 'db'>,
  accountId: string,
  id: string,
): Promise<Passkey> {
  const found = (await listPasskeys(db, accountId)).find((one) => one.id === id)
  if (!found) throw new AppError('not_found', 'Your account has no such passkey.')
  return found
}

/**
 * What a browser is asked to sign; its `challenge` is good for one answer. @see WebAuthn 3, 5.5
 * @param accountId whose passkeys will do; null: whichever the person chooses
 */
export async function askForPasskey(
  ctx: Pick<Context, 'db' | 'config'>,
  accountId: string | null,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const known = accountId === null ? [] : await listPasskeys(ctx.db, accountId)
  const { generateAuthenticationOptions } = await webauthn()
  return generateAuthenticationOptions({
    rpID: site(ctx).rpID,
    allowCredentials: known.map(described),
    userVerification: 'required',
  })
}

/**
 * Whose passkey signed this challenge, on this site, by a person it knows? Used twice, or copied from a device whose
 * counter is behind, it is nobody's.
 * @returns the account's id, or null
 */
export async function takePasskey(
  ctx: Pick<Context, 'db' | 'config' | 'now'>,
  answer: unknown,
  challenge: string,
): Promise<string | null> {
  const response = answer as AuthenticationResponseJSON
  const credentialId = (answer as { id?: unknown } | null)?.id
  const passkey = typeof credentialId === 'string' && (await findPasskey(ctx.db, credentialId))
  if (!passkey || !isOf(response, passkey)) return null
  const counter = await counterOf(ctx, response, challenge, passkey)
  const at = ctx.now().toISOString()
  return counter !== null && (await usePasskey(ctx.db, passkey, counter, at))
    ? passkey.accountId
    : null
}

/** Where a passkey tells whose it is, that is the account. */
function isOf({ response }: AuthenticationResponseJSON, { accountId }: Passkey): boolean {
  const handle: unknown = response?.userHandle
  return !handle || handle === Buffer.from(accountId).toString('base64url')
}

async function counterOf(
  ctx: Pick<Context, 'config'>,
  response: AuthenticationResponseJSON,
  expectedChallenge: string,
  passkey: Passkey,
): Promise<number | null> {
  const { verifyAuthenticationResponse } = await webauthn()
  const { rpID, origin } = site(ctx)
  const expected = { expectedChallenge, expectedOrigin: origin, expectedRPID: rpID }
  const { counter } = passkey
  const publicKey = new Uint8Array(Buffer.from(passkey.publicKey, 'base64url'))
  const credential = { ...described(passkey), publicKey, counter }
  const found = await verifyAuthenticationResponse({ response, credential, ...expected }).catch(
    () => null,
  )
  return found?.verified ? found.authenticationInfo.newCounter : null
}

type Transports = NonNullable<RegistrationResponseJSON['response']['transports']>

const described = ({ credentialId, transports }: Passkey) => ({
  id: credentialId,
  transports: transports as Transports,
})
