import { newToken } from '../ids.js'
import { matchesRecipient, type Outcome } from '../openbadges/index.js'
import type { BackpackBadge } from '../store/badges.js'

/**
 * What a badge's recipient is compared with. Who has confirmed no address yet is compared with one that nobody has,
 * so that a badge for an address says "not proven yours" rather than "cannot be compared".
 */
export function candidatesOf(confirmed: readonly string[]): readonly string[] {
  return confirmed.length > 0 ? confirmed : [`${newToken()}@nobody.invalid`]
}

/**
 * Whose is a badge we know, by the addresses confirmed now? One that names its earner in a way no address compares
 * with stays as it is.
 */
export function recipientNow(
  { credential, recipient }: Pick<BackpackBadge, 'credential' | 'recipient'>,
  confirmed: readonly string[],
): Outcome {
  if (confirmed.some((address) => matchesRecipient(credential, address))) return 'passed'
  return recipient === 'passed' ? 'failed' : recipient
}
