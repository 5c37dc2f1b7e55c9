import type { Context } from '../context.js'
import { findSignInCandidates } from '../store/accounts.js'
import { addressKey } from '../store/emails.js'
import { unmatchableHash, verifyPassword } from './passwords.js'

/** Several accounts may claim an address until one confirms it; this many are tried. */
const MAX_CANDIDATES = 3

/**
 * Whose address and password are these? Always compares the same number of hashes, so that the time taken does
 * not tell how many accounts know the address.
 * @returns the account's id, or null
 */
export async function authenticate(
  { db }: Pick<Context, 'db'>,
  address: string,
  password: string,
): Promise<string | null> {
  const candidates = await findSignInCandidates(db, addressKey(address), MAX_CANDIDATES)
  const hashes = candidates.map((candidate) => candidate.passwordHash)
  while (hashes.length < MAX_CANDIDATES) hashes.push(await unmatchableHash())
  const fits = await Promise.all(hashes.map((hash) => verifyPassword(hash, password)))
  return candidates[fits.indexOf(true)]?.accountId ?? null
}
