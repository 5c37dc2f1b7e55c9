import type { DiagnosisCode } from '../../backpack/reading/doctor/diagnosis.js'
import type { DiagnosisWording } from '../diagnoses.js'

const REPORT = 'Send the report below to the issuer.'

/** What can be the matter with a badge that was read: title, cause, next step. */
export const BADGE_WORDS = {
  revoked: [
    'The issuer withdrew this badge',
    'The issuer has withdrawn this badge{reason}.',
    'You can keep it, marked as revoked. Ask the issuer why.',
  ],
  expired: [
    'This badge has expired',
    'This badge was good until {date}.',
    'You can keep it, marked as expired. Ask the issuer whether it can be renewed.',
  ],
  not_yet_valid: [
    'This badge is not valid yet',
    'This badge is good from {date} on.',
    'You can keep it; it is checked again on that day.',
  ],
  awarded_in_future: [
    'This badge is dated in the future',
    'This badge says that it was awarded on {date}, which is still to come.',
    'Keep it and it is checked again on that day. If the date is a mistake, send the report below to the issuer.',
  ],
  changed_after_signing: [
    'The signature does not fit',
    'This badge was changed after it was signed, or was never signed by the issuer it names.',
    'Download it again from the issuer’s page. If that does not help, send the report below to the issuer.',
  ],
  not_signed: [
    'The badge is not signed',
    'This badge carries no signature, and names no place where the issuer vouches for it.',
    'Ask the issuer for the signed badge.',
  ],
  not_from_issuer: [
    'It does not come from the issuer it names',
    'This badge does not come from the issuer it names.',
    'If you trust where you got it from, send the report below to the issuer.',
  ],
  written_wrongly: [
    'The badge breaks the rules of its version',
    'This badge is not written as its version of Open Badges demands. {doubt}',
    REPORT,
  ],
  not_genuine: [
    'A check of this badge failed',
    'This badge is not genuine as it stands. {doubt}',
    REPORT,
  ],
  key_out_of_reach: [
    'The issuer’s key is out of reach',
    'This badge is signed, but the key to check the signature with cannot be fetched.',
    'Keep it and it is checked again by itself; if the issuer is gone for good, nothing can be done.',
  ],
  issuer_silent: [
    'The issuer does not answer',
    'The issuer could not be asked whether this badge is genuine.',
    'Keep it and it is checked again by itself.',
  ],
  not_checkable: [
    'Part of this badge could not be checked',
    'This badge could not be checked to the end. {doubt}',
    'Keep it and it is checked again by itself.',
  ],
  unconfirmed_address: [
    'Awarded to an address you have not confirmed',
    'This badge was awarded to an address of yours that is not confirmed yet.',
    'Open the link of the mail that confirms it, or have that mail sent again under Settings.',
  ],
  other_person: [
    'Awarded to another address',
    'This badge was awarded to an address that is none of your confirmed ones.',
    'If that address is yours, add and confirm it under Settings. If not, the badge belongs to somebody else.',
  ],
  no_address: [
    'It names its earner in another way',
    'This badge names its earner in a way that cannot be compared with an e-mail address.',
    'You can keep it, but nobody can see from it that it is yours. Ask the issuer for a badge with your e-mail address.',
  ],
  too_busy: [
    'Too much is being read at this moment',
    'So many badges are being read at this moment that there was no turn for this one. Nothing of it was kept.',
    'Please try again in a minute.',
  ],
  no_room: [
    'There is no room to keep this',
    'The disk of this site is full, or nothing can be written to it. Nothing of this was kept.',
    'Please try again later; what is in your backpack is safe.',
  ],
  our_fault: [
    'Something went wrong on our side',
    'Something went wrong on our side with this one. Nothing of it was kept.',
    'Please try again. If it happens again, tell the person who runs this site.',
  ],
} as const satisfies Partial<Record<DiagnosisCode, DiagnosisWording>>
