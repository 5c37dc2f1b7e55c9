import type { CheckName, Outcome } from '../openbadges/index.js'
import type { AskedQuestion } from './rows.js'

/** For each check a title when it passed, failed, or could not be made; no name of an issuer stands in one. */
const CHECK_TITLES: Record<CheckName, readonly [passed: string, failed: string, unknown: string]> =
  {
    structure: [
      'The badge file is complete',
      'It breaks the rules of its standard',
      'It could not be read in full',
    ],
    hosted: [
      'Its website has this badge',
      'Its website does not have this badge',
      'Its website could not be asked',
    ],
    'issuer-scope': [
      'It is published where its issuer keeps its badges',
      'It does not come from the issuer it names',
      'Nothing ties it to the issuer it names',
    ],
    signature: [
      'Nothing was changed since it was signed',
      'The signature does not hold',
      'The signature could not be checked',
    ],
    proof: [
      'Nothing was changed since it was signed',
      'The signature does not hold',
      'The signature could not be checked',
    ],
    'issuer-key': [
      'The key is one its issuer lists',
      'The key is not its issuer’s',
      'We could not confirm that its issuer signed it',
    ],
    expiry: ['Not past its end date', 'Not valid today', 'Its dates could not be read'],
    revocation: ['Not withdrawn', 'Withdrawn', 'Not withdrawn? That could not be asked'],
    refresh: [
      'Newer versions were looked for',
      'A newer version is broken',
      'Newer versions could not be looked for',
    ],
    schema: [
      'It matches its template',
      'It does not match its template',
      'Its template is not known here',
    ],
    extensions: ['Extra data is fine', 'Extra data is broken', 'Some extra data is not known here'],
    image: [
      'The picture is fine',
      'The picture breaks the rules',
      'The picture could not be checked',
    ],
    endorsements: [
      'The endorsements hold',
      'An endorsement does not hold',
      'An endorsement could not be checked',
    ],
    recipient: [
      'The e-mail address matches',
      'The e-mail address does not match',
      'We could not compare the owner',
    ],
  }

/** Under which question a check stands. */
export const QUESTION_OF: Record<CheckName, AskedQuestion> = {
  hosted: 'real',
  signature: 'real',
  proof: 'real',
  'issuer-scope': 'issuer',
  'issuer-key': 'issuer',
  endorsements: 'issuer',
  expiry: 'force',
  revocation: 'force',
  refresh: 'force',
  recipient: 'whose',
  structure: 'rules',
  schema: 'rules',
  extensions: 'rules',
  image: 'rules',
}

export function checkTitle(check: CheckName, outcome: Outcome): string {
  const [passed, failed, unknown] = CHECK_TITLES[check]
  return outcome === 'passed' ? passed : outcome === 'failed' ? failed : unknown
}
