import type { DiagnosisCode } from '../../backpack/reading/doctor/diagnosis.js'
import type { DiagnosisWording } from '../diagnoses.js'

const AGAIN = 'Copy or download the badge again from the issuer’s page, the whole of it.'
const MINE = 'Ask the issuer for the badge that was awarded to you; it names you as its earner.'

/** What can be the matter with the text of a badge: title, cause, next step. */
export const TEXT_WORDS = {
  empty_text: ['Nothing was pasted', 'There is no text here.', AGAIN],
  text_too_long: [
    'The text is longer than we read',
    'This text has more than 5 MB. That says nothing about the badge; most have a few thousand characters.',
    'Ask the issuer for the badge as a link, or with a smaller picture inside.',
  ],
  json_broken: [
    'A mistake in the badge text',
    'The text of this badge is JSON with a mistake in {place}: {what}.',
    'If you typed or changed it, copy it again. If not, send the report below to the issuer.',
  ],
  json_cut_short: [
    'The end of the badge text is missing',
    'The text of this badge stops in the middle, in {place}.',
    AGAIN,
  ],
  json_twice: [
    'The badge says one thing twice',
    'The text of this badge gives the name {what} twice in one place ({place}), so it can be read in two ways. That is not allowed.',
    'Send the report below to the issuer.',
  ],
  json_limits: [
    'The badge text is more than we read',
    'The text of this badge goes beyond what we read: {what}. That says nothing about the badge.',
    'Ask the issuer for it in a simpler form; the report below says why.',
  ],
  token_damaged: [
    'The signed text is damaged',
    'This looks like a signed badge (three parts with dots between them), but a part of it is missing or changed.',
    AGAIN,
  ],
  text_damaged: [
    'The badge text is damaged',
    'This text mentions a badge, but is neither whole JSON, nor a signed text, nor an address.',
    AGAIN,
  ],
  web_page_text: [
    'This is the source of a web page',
    'The pasted text is the code of a web page, not a badge.',
    'Paste the address of that page instead.',
  ],
  email_text: [
    'This is an e-mail address',
    'An e-mail address does not tell which badge is meant.',
    'Paste the address of the badge’s page, which begins with https://.',
  ],
  bad_address: [
    'The address has a mistake in it',
    'This begins like an address, but has a space or another mistake in it.',
    'Copy it again from the page of the badge; several addresses go one on each line.',
  ],
  address_without_start: [
    'The address is not complete',
    'This looks like an address without its beginning.',
    'Paste it with https:// in front.',
  ],
  plain_text: [
    'This text is no badge',
    'This is an ordinary text. A badge is JSON, a signed text (JWS or JWT) or an address.',
    'Paste the address of the badge’s page, or add the file of the badge.',
  ],
  json_other: [
    'JSON, but no badge',
    'This is JSON of another kind: nothing in it says that it is an Open Badge.',
    'Add the badge’s own file; issuers often offer it as “Open Badge” or “JSON”.',
  ],
  unknown_version: [
    'A version of Open Badges we do not know',
    'This badge is written in version {what} of Open Badges. Haversack reads 0.5 to 3.0.',
    'Ask the issuer for it in version 3.0 or 2.0, or try again after the next update of this site.',
  ],
  never_published: [
    'It names a vocabulary that was never published',
    'This badge names https://w3id.org/openbadges/v3 as its vocabulary. Nothing was ever published there: the vocabulary of Open Badges 3.0 is https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json.',
    'Send the report below to the issuer, who has to make the badge anew.',
  ],
  badge_definition: [
    'The definition of a badge',
    'This describes a badge that anybody could earn. It was awarded to nobody.',
    MINE,
  ],
  issuer_profile: [
    'The profile of an issuer',
    'This describes who issues badges. It is no badge.',
    MINE,
  ],
  endorsement: [
    'An endorsement, not a badge',
    'This is praise for a badge, an issuer or a person.',
    'Add the badge it speaks of; its endorsements come with it.',
  ],
  learner_record: [
    'A learner record, not a badge',
    'This is a comprehensive learner record (CLR): a transcript that can hold many achievements.',
    'Ask the issuer for its badges one by one.',
  ],
  presentation: [
    'An envelope around badges',
    'This is a presentation, as wallets send it: an envelope around credentials.',
    'Take the badges out in your wallet and add each by itself.',
  ],
  status_list: [
    'A list of withdrawn badges',
    'This is the list in which an issuer notes what it withdrew.',
    'Add the badge itself.',
  ],
  other_credential: [
    'A credential of another kind',
    'This is a digital credential, but no Open Badge.',
    'Haversack keeps Open Badges; keep this one in a wallet for credentials.',
  ],
  part_of_badge: [
    'Only a part of a badge',
    'This is one part out of a badge, such as a key, a piece of evidence or a notice.',
    'Add the whole badge.',
  ],
  list_of_badges: [
    'A list, not one badge',
    'This is a list of several things.',
    'Add them one by one, or paste the list under “Look at them”.',
  ],
  encrypted_token: [
    'The badge is encrypted',
    'This token is encrypted for somebody (JWE), so nobody else can read it.',
    'Ask the issuer for the badge as JSON or as a plain JWT.',
  ],
  closed_envelope: [
    'An envelope we cannot open',
    'This is a signature in a form that we do not open.',
    'Ask the issuer for the badge as JSON or as a plain JWT.',
  ],
} as const satisfies Partial<Record<DiagnosisCode, DiagnosisWording>>
