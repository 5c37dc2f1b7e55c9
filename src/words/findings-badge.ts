import type { Wording } from './findings.js'

/** Sentences about the badge itself and where it was found: structure, hosted, issuer scope. */
export const BADGE_FINDING_WORDS = {
  structure_ok: [
    'The badge is complete and well formed.',
    'The badge is complete and well formed.',
  ],
  bad_text: [
    'The badge text is damaged. Download it again from the issuer.',
    'The badge text is damaged.',
  ],
  duplicate_member: [
    'The badge names the same thing twice, so readers could see different badges.',
    'The badge says two different things under one name.',
  ],
  context_missing: [
    'The badge does not say that it is an Open Badge of this version.',
    'It is not marked as an Open Badge.',
  ],
  context_unpublished: [
    'It names {url} as its vocabulary, which was never published.',
    'It names {url} as its vocabulary, which was never published.',
  ],
  context_order: [
    'Its vocabularies are in an unusual order. That does no harm.',
    'Its layout is unusual, but harmless.',
  ],
  context_unknown: [
    'It uses a vocabulary that we do not have ({url}), so not all of it can be checked.',
    'It uses a vocabulary that this site cannot check.',
  ],
  id_ambiguous: [
    'Two parts of the badge have the same id ({path}), so nobody can tell which says what.',
    'Two parts of the badge have the same id, so nobody can tell which says what.',
  ],
  context_redefines: [
    'It gives standard words another meaning ({path}).',
    'It changes the meaning of standard words.',
  ],
  type_wrong: [
    '{path} is of the wrong kind ({found}).',
    'A part of the badge is of the wrong kind.',
  ],
  property_missing: ['{path} is required and missing.', 'Required information is missing.'],
  property_type: [
    '{path} is written in a way that the standard does not allow ({found}).',
    'Some information is written in a wrong way.',
  ],
  property_many: [
    '{path} has several values where the standard allows one.',
    'Some information is given several times.',
  ],
  property_sloppy: [
    '{path} is written in an old or loose form; we read it all the same ({found}).',
    'It departs from the standard in a small way.',
  ],
  date_sloppy: [
    'The date {path} is written in an old or loose form; we read it all the same ({found}).',
    'A date departs from the standard in a small way.',
  ],
  property_unknown: [
    'It has extra information ({path}) that we keep but do not use.',
    'It has extra information.',
  ],
  date_bad: ['The date {path} makes no sense ({found}).', 'A date makes no sense.'],
  dates_inverted: ['The badge ends before it begins.', 'The badge ends before it begins.'],
  iri_bad: ['{path} is not a proper address ({found}).', 'It contains a broken address.'],
  hash_bad: ['{path} is not a proper fingerprint.', 'It contains a broken fingerprint.'],
  subject_unidentified: [
    'The badge does not say to whom it was given.',
    'The badge does not say to whom it was given.',
  ],
  issuer_name_missing: ['The issuer is not named.', 'The issuer gives no name.'],
  criteria_empty: [
    'It does not say what had to be done for it.',
    'The issuer gives no criteria for it.',
  ],
  insecure_url: [
    'It uses an address without encryption ({found}).',
    'It uses an address without encryption.',
  ],
  version_old: [
    'This is the very first badge format (2011 to 2013).',
    'It has a very old badge format.',
  ],
  result_unlinked: [
    'The result {path} does not fit what the badge says about results.',
    "A result does not fit the badge's own scale.",
  ],
  result_below_required: [
    'The result {path} lies below what the badge asks for.',
    'A result lies below what the badge asks for.',
  ],
  evidence_unsafe: [
    'An address of the evidence ({path}) is not safe, so it is shown as text only.',
    'An address of the evidence is not safe; it is shown as text only.',
  ],
  hosted_ok: ["The issuer's site has this badge.", "The issuer's site confirms this badge."],
  hosted_url_missing: [
    "This badge is only proven on the issuer's site, and the file does not say where.",
    'It cannot be looked up at its issuer.',
  ],
  hosted_unreachable: [
    "The issuer's site does not answer ({cause}). Nothing says that the badge is false.",
    "The issuer's site does not answer, so the badge is not confirmed now.",
  ],
  hosted_not_json: [
    "The issuer's site shows a page there, not a badge.",
    "The issuer's site gives a page there, not a badge.",
  ],
  hosted_not_assertion: [
    "At the badge's address there is something else now.",
    "The issuer's site has something else at the badge's address.",
  ],
  hosted_redirected: ['{a} sent us on to {b}, which answered.', '{b} answered on behalf of {a}.'],
  hosted_id_mismatch: [
    'The badge lives at another address than the one used; we checked there.',
    'It was found at a second address of the issuer.',
  ],
  hosted_alias: [
    "The badge's own address does not answer; the same badge was found at the issuer's other site.",
    'It was found at another site of the same issuer.',
  ],
  linked_id_mismatch: [
    'The description of the badge or its issuer lives at another address; we read it there.',
    'A description was found at a second address of the issuer.',
  ],
  hosted_id_loop: [
    "The issuer's addresses point at each other.",
    "The issuer's addresses contradict each other.",
  ],
  hosted_differs: [
    "Your copy differs from the issuer's. We show the issuer's.",
    'It is shown as the issuer has it today.',
  ],
  verification_other: [
    'It is proven by other rules than those of Open Badges ({found}), which we cannot check.',
    'It is proven by other rules than those of Open Badges, which cannot be checked here.',
  ],
  linked_unreachable: [
    'The description of the badge or its issuer does not answer ({cause}).',
    'Information about the badge or its issuer is out of reach.',
  ],
  issuer_elsewhere: [
    '{a} sent us on to {b} for the issuer. Another site cannot speak in its name.',
    'Another site ({b}) answered in the name of the issuer, so nothing proves who it is.',
  ],
  linked_embedded: [
    "The issuer's own page is silent; its description came with the badge from the same site.",
    'The issuer is described by its own site, not by its profile page.',
  ],
  scope_ok: ['It lies where this issuer keeps its badges.', "It is kept on the issuer's own site."],
  scope_outside: [
    "Somebody else's site claims this issuer's name.",
    'It does not come from the issuer that it names.',
  ],
  scope_policy_bad: [
    "The issuer's own rules about its addresses are broken ({found}).",
    "The issuer's own rules about its addresses are broken.",
  ],
  scope_no_origin: [
    'The issuer has no web address, so nothing ties this badge to it.',
    'Nothing ties this badge to the issuer that it names.',
  ],
  scope_no_address: [
    "Its id is no web address. It was found on the issuer's own site, which proves it.",
    "It was found on the issuer's own site, under an id that is no web address.",
  ],
  scope_unproven: [
    'Nothing ties this badge to the issuer that it names.',
    'Nothing ties this badge to the issuer that it names.',
  ],
  scope_alias: [
    'The issuer moved from {a} to {b}.',
    "The issuer's site moved; the move is a known one.",
  ],
  shared_host: [
    'The issuer uses a site that many strangers share; others there could use its name.',
    'It lies on a site that many strangers share. Take care.',
  ],
} as const satisfies Record<string, Wording>
