import type { Wording } from './findings.js'

/** Sentences about what became of a badge, what comes with it, and whose it is. */
export const LIFE_FINDING_WORDS = {
  expiry_ok: ['Good until {date}.', 'Good until {date}.'],
  expired: [
    'It ran out on {date}. Ask the issuer about renewal.',
    'It was good until {date} and has run out.',
  ],
  not_yet_valid: ['It starts on {date}.', 'It is not good before {date}.'],
  not_revoked: ['The issuer has not withdrawn it.', 'The issuer has not withdrawn it.'],
  revoked_410: [
    'The issuer withdrew this badge{reason}.',
    'The issuer withdrew this badge{reason}.',
  ],
  revoked_flag: [
    'The issuer withdrew this badge{reason}.',
    'The issuer withdrew this badge{reason}.',
  ],
  revoked_list: [
    'The issuer withdrew this badge{reason}.',
    'The issuer withdrew this badge{reason}.',
  ],
  revoked_status_list: [
    'The issuer withdrew this badge{reason}.',
    'The issuer withdrew this badge{reason}.',
  ],
  suspended: ['The issuer has paused this badge.', 'The issuer has paused this badge.'],
  status_unreachable: [
    'The list of withdrawn badges does not answer ({cause}).',
    'Whether it was withdrawn could not be checked.',
  ],
  status_list_bad: [
    'The list of withdrawn badges is damaged.',
    'Whether it was withdrawn could not be checked.',
  ],
  status_index_bad: [
    'The badge names a place in the list of withdrawn badges that does not exist ({found}).',
    'Whether it was withdrawn could not be checked.',
  ],
  status_purpose_mismatch: [
    'The list that the badge names is a list for something else ({found}).',
    'Whether it was withdrawn could not be checked.',
  ],
  status_unsupported: [
    'It uses a list of withdrawn badges of a kind that we do not know ({found}).',
    'Whether it was withdrawn could not be checked.',
  ],
  status_list_untrusted: [
    'The list of withdrawn badges is not properly signed.',
    'The list of withdrawn badges cannot be trusted.',
  ],
  partly_disclosed: [
    'Parts of this badge are held back. An end date or a withdrawal may be among them.',
    'Whoever shows this badge holds parts of it back. An end date or a withdrawal may be among them.',
  ],
  status_list_short: [
    'The list of withdrawn badges is shorter than it should be.',
    'The list of withdrawn badges is unusual.',
  ],
  status_list_id_differs: [
    'The list of withdrawn badges names another address as its own.',
    'The list of withdrawn badges is unusual.',
  ],
  status_other_issuer: [
    'The list of withdrawn badges is kept by somebody else than the issuer.',
    'The list of withdrawn badges is kept by somebody else than the issuer.',
  ],
  status_message: [
    'The issuer notes about it: “{found}”.',
    'The issuer notes about it: “{found}”.',
  ],
  refresh_available: [
    'The issuer has a newer version of this badge.',
    'The issuer has a newer version of this badge.',
  ],
  refresh_failed: [
    'The issuer offers newer versions, but none could be fetched.',
    'No newer version of this badge could be fetched.',
  ],
  schema_ok: ['It matches the form that it declares.', 'It matches the form that it declares.'],
  schema_compact: [
    'It matches only the looser one of the forms that it declares.',
    'It matches only the looser one of the forms that it declares.',
  ],
  schema_failed: [
    'It does not match the form that it declares ({path}).',
    'It does not match the form that it declares.',
  ],
  schema_unavailable: [
    'It declares a form that we do not have ({url}).',
    'It declares a form that this site does not have.',
  ],
  extension_ok: ['The addition {path} is well formed.', 'Its additions are well formed.'],
  extension_invalid: ['The addition {path} is broken.', 'An addition to the badge is broken.'],
  extension_unknown: [
    'It has an addition that we do not know ({url}).',
    'It has an addition that this site does not know.',
  ],
  image_ok: ['Its picture is there, and of the right kind.', 'Its picture is there.'],
  image_type: ['The picture must be PNG or SVG ({found}).', 'Its picture is neither PNG nor SVG.'],
  image_unreachable: ['The picture does not answer ({cause}).', 'Its picture is out of reach.'],
  image_data_in_assertion: [
    'The picture is written into the badge itself, which is unusual.',
    'Its picture is stored in an unusual place.',
  ],
  image_several_badges: [
    'The picture holds several badges; we read the first ({found}).',
    'The picture holds several badges; this is the first.',
  ],
  image_crc: [
    'A checksum in the picture is wrong, but its badge could be read.',
    'A checksum in the picture is wrong.',
  ],
  image_baked_other: [
    'The file shows another picture than the badge names.',
    'The file shows another picture than the badge names.',
  ],
  endorsement_ok: [
    'The endorsement by {name} is confirmed.',
    'The endorsement by {name} is confirmed.',
  ],
  endorsement_failed: [
    'The endorsement by {name} is false or damaged. The badge itself is not touched by that.',
    'The endorsement by {name} is false or damaged.',
  ],
  endorsement_unknown: [
    'The endorsement by {name} could not be confirmed.',
    'The endorsement by {name} could not be confirmed.',
  ],
  endorsement_expired: [
    'The endorsement by {name} ran out on {date}.',
    'The endorsement by {name} ran out on {date}.',
  ],
  endorsement_early: [
    'The endorsement by {name} only begins on {date}.',
    'The endorsement by {name} only begins on {date}.',
  ],
  endorsement_withdrawn: [
    'The endorsement by {name} was taken back by whoever gave it.',
    'The endorsement by {name} was taken back by whoever gave it.',
  ],
  endorsement_about_other: [
    'The endorsement by {name} is about something else.',
    'The endorsement by {name} is about something else.',
  ],
  recipient_match: [
    'It was given to an address that you confirmed.',
    'It was given to this person.',
  ],
  recipient_mismatch: [
    'It was given to another address. Confirm that address, or ask the issuer.',
    'It was not given to this person.',
  ],
  recipient_unknown: [
    'It names its earner in a way that we cannot compare.',
    'It does not tell whose it is in a way that can be compared.',
  ],
  recipient_weak_hash: [
    'The address is poorly hidden in this badge; others could guess it.',
    "The earner's address is poorly hidden in this badge.",
  ],
} as const satisfies Record<string, Wording>
