import {
  type BadgeState,
  type Credential,
  isSameSecret,
  matchesRecipient,
} from '../../openbadges/index.js'

/** May it be asked whose a badge is? Of one that is not genuine every answer would speak for it. */
export const isAskable = (state: BadgeState): boolean => state !== 'not-genuine'

/**
 * Was a badge awarded to whom somebody says: an e-mail address, or the number of a licence or certificate that
 * stands in the badge? Takes as long for a yes as for a no, and says no more.
 */
export function isTheirs(credential: Credential, typed: string): boolean {
  const byAddress = matchesRecipient(credential, typed)
  const byNumber = numbersOf(credential).map((number) => sameNumber(number, typed))
  return byAddress || byNumber.includes(true)
}

function numbersOf({ licenseNumber, uid }: Credential): string[] {
  return [licenseNumber, uid].map((number) => number ?? '')
}

/** People leave out spaces and dashes, and write small letters. A missing number equals nothing. */
function sameNumber(number: string, typed: string): boolean {
  const [known, said] = [number, typed].map((text) => text.toLowerCase().replace(/[\s.\-/]/g, ''))
  return isSameSecret(known!, said!) && known !== ''
}
