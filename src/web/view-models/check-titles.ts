import type { CheckName, Outcome } from '../../openbadges/index.js'

/** For each check a title when it passed, failed, or could not be made; {issuer} and {earner} are filled in. */
export const CHECK_TITLES: Record<
  CheckName,
  readonly [passed: string, failed: string, unknown: string]
> = {
  structure: [
    'It is complete and well formed',
    'It breaks the rules of its format',
    'It could not be read in full',
  ],
  hosted: [
    'The issuer’s site has this badge',
    'The issuer’s site does not have this badge',
    'The issuer’s site could not be asked',
  ],
  'issuer-scope': [
    'It lies where {issuer} keeps its badges',
    'It does not come from {issuer}',
    'Nothing ties it to {issuer} yet',
  ],
  signature: [
    'Nothing in it was changed',
    'It was changed, or is not properly signed',
    'Its signature could not be checked',
  ],
  proof: [
    'Nothing in it was changed',
    'It was changed, or is not properly signed',
    'Its signature could not be checked',
  ],
  'issuer-key': [
    'It really comes from {issuer}',
    'It was not signed by {issuer}',
    'Nothing proves yet that {issuer} signed it',
  ],
  expiry: ['It is in force', 'It is not in force today', 'Its dates could not be read'],
  revocation: [
    'The issuer has not withdrawn it',
    'The issuer has withdrawn it',
    'Whether it was withdrawn could not be found out',
  ],
  refresh: [
    'Newer versions were looked for',
    'A newer version is broken',
    'Newer versions could not be looked for',
  ],
  schema: [
    'It has the form it declares',
    'It does not have the form it declares',
    'The form it declares is not known here',
  ],
  extensions: [
    'Its additions are sound',
    'One of its additions is broken',
    'One of its additions is not known here',
  ],
  image: [
    'Its picture is sound',
    'Its picture breaks the rules',
    'Its picture could not be checked',
  ],
  endorsements: [
    'Its endorsements are genuine',
    'An endorsement is not genuine',
    'An endorsement could not be checked',
  ],
  recipient: [
    'It was awarded to {earner}',
    'It is not proven to be {earner}’s',
    'Whose it is could not be compared',
  ],
}

/** What the mark of a check says aloud. */
export const OUTCOME_WORDS: Record<Outcome, string> = {
  passed: 'Passed',
  failed: 'Failed',
  unknown: 'Could not check',
  'not-applicable': 'Does not apply',
}

/** Names of checks that did not apply. */
export const CHECK_NAMES: Record<CheckName, string> = {
  structure: 'Form of the badge',
  hosted: 'Copy on the issuer’s site',
  'issuer-scope': 'Place on the issuer’s site',
  signature: 'Signature',
  proof: 'Signature',
  'issuer-key': 'Key of the issuer',
  expiry: 'End date',
  revocation: 'Withdrawal',
  refresh: 'Newer versions',
  schema: 'Declared form',
  extensions: 'Additions',
  image: 'Picture',
  endorsements: 'Endorsements',
  recipient: 'Whose it is',
}
