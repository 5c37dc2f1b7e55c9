import { nameOf } from './names.js'

/** What a badge and an account say about a person. Both are claims; the address is what was confirmed. */
export interface PersonWords {
  /** A name only where the badge itself carries it; null: it names an address alone. */
  awardedTo: string | null
  /** Who confirmed the address, in a sentence. */
  confirmed: string
  /** Said where the name in the badge and that of the account differ; else empty. */
  difference: string
}

/**
 * @param name of the account, which is a claim; null where a link hides it
 * @param recipientName as the badge carries it, or null
 * @param address a hint or the whole; null where it is not shown
 */
export function personWords(
  name: string | null,
  recipientName: string | null,
  address: string | null,
): PersonWords {
  const [own, inBadge] = [nameOf(name), nameOf(recipientName)]
  const who = own === '' ? 'the person who shares it' : `the person who calls themselves ${own}`
  return {
    awardedTo: inBadge || null,
    confirmed: `Awarded to ${address ?? 'an e-mail address'}${address ? ', an address' : ''} that ${who} has confirmed.`,
    difference:
      inBadge !== '' && own !== '' && !isSameName(inBadge, own)
        ? `The badge names “${inBadge}”; the person who shares it calls themselves “${own}”.`
        : '',
  }
}

/** Case, spacing, accents and the order of first and last name make no other person. */
function isSameName(one: string, other: string): boolean {
  return partsOf(one) === partsOf(other)
}

function partsOf(name: string): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return plain
    .split(/[\s,.]+/)
    .filter(Boolean)
    .sort()
    .join(' ')
}
