import { hash, verify } from '@node-rs/argon2'
import { newToken } from '../ids.js'
import { turns } from './turns.js'

/** Argon2id, the package's default kind. @see OWASP Password Storage Cheat Sheet */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
/** Each takes 19 MiB and a thread: more at once would only starve the rest of the program. */
const MAX_AT_ONCE = 4

const inTurn = turns(MAX_AT_ONCE)
let missing: Promise<string> | undefined

/** Composed first: the same letters typed on another keyboard are the same password. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize('NFKC'), COST))
}

/** @returns false for a wrong password and for a hash that cannot be read */
export function verifyPassword(passwordHash: string, password: string): Promise<boolean> {
  return inTurn(() => verify(passwordHash, password.normalize('NFKC')).catch(() => false))
}

/** A hash that no password fits: comparing with it takes as long as comparing with a real one. */
export function unmatchableHash(): Promise<string> {
  missing ??= hashPassword(newToken())
  return missing
}
