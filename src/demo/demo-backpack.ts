import { createAccount } from '../backpack/account/account.js'
import { addBadge } from '../backpack/imports/add-at-once.js'
import { verifyBadge } from '../backpack/badges/verify.js'
import { createCollection } from '../backpack/sharing/collections.js'
import { collectionSubject, makeLink, plainTerms } from '../backpack/sharing/links.js'
import type { Context } from '../context.js'
import { newToken } from '../ids.js'
import type { Issuer } from './issuer/issuer.js'
import { ADA, type Sample } from './issuer/samples.js'

/** What is in the backpack from the start: with the badges of states every verdict at least once, several versions, the long and the Arabic title. */
const KEPT = [
  '1.1-hosted-expired',
  '2.0-ES256-revoked',
  '3.0-ecdsa-rdfc-2019-forged',
  '2.0-ES256-tampered',
  '0.5-hosted-valid',
  '3.0-EdDSA-valid',
  '2.0-RS256-valid',
  '3.0-eddsa-rdfc-2022-valid',
]

/** The part of them that the sample collection shows, with a line of text each. */
const SHOWN = new Map([
  ['3.0-eddsa-rdfc-2022-valid', 'Two hives behind the school garden, through one hard winter.'],
  ['2.0-RS256-valid', 'Ten Saturdays, ninety-two seedlings out of a hundred alive.'],
  ['3.0-EdDSA-valid', ''],
  ['0.5-hosted-valid', 'My very first badge.'],
  ['silent', ''],
])

export interface DemoAccount {
  email: string
  password: string
  /** Secret of the share link. */
  shareToken: string
}

/** An account with badges, a collection and a link to it. */
export async function fillBackpack(ctx: Context, issuer: Issuer): Promise<DemoAccount> {
  const { samples } = issuer
  const password = newToken().slice(0, 16)
  const id = await createAccount(ctx, { name: 'Ada Njoroge', email: ADA, password })
  const badgeIds = new Map<string, string>()
  for (const name of KEPT) badgeIds.set(name, await keep(ctx, id, samples, name))
  for (const state of issuer.stateSamples)
    badgeIds.set(state.state, await keepState(ctx, id, issuer, state))
  const placements = [...SHOWN].map(([name, note]) => ({ badgeId: badgeIds.get(name)!, note }))
  const collectionId = await createCollection(ctx, id, { ...COLLECTION, placements })
  const terms = plainTerms('For the demo')
  const shareToken = await makeLink(ctx, id, collectionSubject(collectionId), terms)
  return { email: ADA, password, shareToken }
}

const COLLECTION = {
  title: 'Working outdoors',
  description:
    'What I learned with **bees, trees and ropes**, and where.\n\nEach badge can be checked on the spot.',
}

/** One that fell silent was proven before, and is asked again when nobody answers any more. */
async function keepState(
  ctx: Context,
  accountId: string,
  issuer: Issuer,
  { state, fileName, bytes, url }: Issuer['stateSamples'][number],
): Promise<string> {
  const input = { bytes, fileName, origin: 'upload' } as const
  const { badgeId } = await addBadge(ctx, { id: accountId }, input)
  if (state !== 'silent') return badgeId
  issuer.remove(url!)
  await verifyBadge(ctx, accountId, badgeId)
  return badgeId
}

async function keep(
  ctx: Context,
  accountId: string,
  samples: readonly Sample[],
  name: string,
): Promise<string> {
  const { bytes, fileName } = samples.find((sample) => sample.name === name)!
  const added = await addBadge(ctx, { id: accountId }, { bytes, fileName, origin: 'upload' })
  return added.badgeId
}
