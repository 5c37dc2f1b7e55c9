import { asList } from '../text/read.js'

/** Names of the types that say how an award is proven, in all versions. */
export const PROOF_TYPES = [
  'hosted',
  'HostedBadge',
  'HostedVerification',
  'signed',
  'SignedBadge',
  'SignedVerification',
]

/** Is it one of these names, or its IRI? */
export function isProofType(type: unknown): boolean {
  return typeof type === 'string' && PROOF_TYPES.includes(lastWord(type))
}

/** What one type says, in whatever case it is written; null for a type that says nothing of it. */
export function proofWordOf(type: unknown): 'hosted' | 'signed' | null {
  const word = typeof type === 'string' ? lastWord(type).toLowerCase() : ''
  const known = PROOF_TYPES.find((name) => name.toLowerCase() === word)
  if (known === undefined) return null
  return /^hosted/i.test(known) ? 'hosted' : 'signed'
}

/**
 * What several types say together. An award that is hosted and signed is looked up, and a signature that came with it
 * is checked besides.
 */
export function proofWordAmong(types: unknown): 'hosted' | 'signed' | null {
  const words = asList(types).map(proofWordOf)
  return words.find((word) => word === 'hosted') ?? words.find((word) => word !== null) ?? null
}

function lastWord(type: string): string {
  return type.replace(/^.*[#/:]/, '')
}
