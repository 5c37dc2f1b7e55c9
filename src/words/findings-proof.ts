import type { Wording } from './findings.js'

/** Sentences about signatures and whose key made them. */
export const PROOF_FINDING_WORDS = {
  signature_ok: ['Unchanged since it was signed.', 'Unchanged since it was signed.'],
  proof_ok: ['Unchanged since it was signed.', 'Unchanged since it was signed.'],
  signature_missing: [
    'The badge says that it is signed, but has no signature.',
    'It is not signed; anyone could have written it.',
  ],
  proof_missing: ['The badge is not signed.', 'It is not signed; anyone could have written it.'],
  proof_unchecked: [
    'The key is out of reach, so the signature could not be checked.',
    'The signature could not be checked.',
  ],
  signature_invalid: [
    'The badge was changed after signing, or never signed with this key.',
    'It was changed after signing, or forged.',
  ],
  proof_invalid: [
    'The badge was changed after signing, or never signed with this key.',
    'It was changed after signing, or forged.',
  ],
  signature_alg: [
    'It uses a way of signing that is not allowed ({found}).',
    'It uses a way of signing that is not allowed.',
  ],
  alg_unsupported: [
    'It is signed in a way that we cannot check ({found}).',
    'It is signed in a way that this site cannot check.',
  ],
  proof_suite_unsupported: [
    'It is signed in a way that we cannot check ({found}).',
    'It is signed in a way that this site cannot check.',
  ],
  jws_header_bad: [
    'The header of its signature breaks the rules ({path}).',
    'The header of its signature breaks the rules.',
  ],
  disclosure_bad: [
    'It shows something that its signature does not cover ({path}).',
    'It shows something that its signature does not cover.',
  ],
  jws_header_ignored: [
    'The header of its signature has a part that we ignore ({path}).',
    'The header of its signature has a part that is ignored.',
  ],
  jws_no_key_named: [
    'Its signature does not say which key made it.',
    'Its signature names no key.',
  ],
  proof_fits_named_key: [
    'It fits the key that it names, but nothing ties that key to the issuer.',
    'It fits the key that it names, but nothing ties that key to the issuer.',
  ],
  proof_malformed: ['Its signature is incomplete ({path}).', 'Its signature is incomplete.'],
  method_bad: [
    'Its signature names its key in a way that leads nowhere ({found}).',
    'Its signature names no proper key.',
  ],
  proof_purpose: [
    'It was signed for another purpose than to give a badge.',
    'It was signed for another purpose.',
  ],
  unsigned_data: [
    'It holds words that no vocabulary defines ({path}); the signature does not cover them.',
    'It holds something that the signature does not cover.',
  ],
  canonical_budget: [
    'It is too complicated to be checked safely.',
    'It is too complicated to be checked.',
  ],
  proof_ignored: [
    'It has a further signature that we cannot use.',
    'It has a further signature that was not used.',
  ],
  proof_other_failed: [
    'It has a further signature that fails.',
    'It has a further signature that fails.',
  ],
  proof_created_future: [
    'Its signature says that it was made in the future, on {date}.',
    'Its signature is dated in the future.',
  ],
  proof_expired: ['The signature was only good until {date}.', 'The signature ran out on {date}.'],
  jwt_claim_mismatch: [
    'The envelope and the badge inside disagree about {path}.',
    'The envelope and the badge inside disagree.',
  ],
  jwt_claim_missing: [
    'The envelope lacks {path}, which the standard demands.',
    'The envelope of the badge is incomplete.',
  ],
  jwt_exp_differs: [
    "Envelope and badge name different ends; the envelope's counts.",
    "Envelope and badge name different ends; the envelope's counts.",
  ],
  key_ok: ['The key belongs to {issuer}.', 'It is signed with a key of {issuer}.'],
  key_same_origin: [
    "The key lies on the issuer's site, although the issuer does not list it.",
    "The key lies on the issuer's site.",
  ],
  key_not_vouched: [
    'It is signed, but nothing proves that the key belongs to {issuer}. Ask the issuer to publish it.',
    'It is signed by someone who is not proven to be {issuer}.',
  ],
  key_unreachable: [
    "The issuer's key could not be fetched ({cause}).",
    "The issuer's key is out of reach now.",
  ],
  key_elsewhere: [
    '{a} sent us on to {b} for the key. Another site cannot speak in its name.',
    'Another site ({b}) answered for the key, so nothing proves whose it is.',
  ],
  key_not_issuers: [
    'The key is not among those that {issuer} lists.',
    'It is signed with a key that is not one of {issuer}.',
  ],
  key_purpose: [
    'The issuer did not allow this key to sign badges.',
    'Its key is not allowed to sign badges.',
  ],
  key_revoked: ['The issuer withdrew this key.', 'Its key was withdrawn.'],
  key_malformed: ['The key is damaged ({found}).', 'The key is damaged.'],
  key_weak: ['The key is too weak ({found}).', 'The key is too weak to be trusted.'],
  key_private: [
    'The secret half of the key was made public: anyone can sign with it.',
    'The secret half of the key is public; anyone can sign with it.',
  ],
  key_type_unsupported: [
    'We cannot use keys of this kind ({found}).',
    'Its key is of a kind that this site cannot use.',
  ],
  method_unsupported: [
    'We cannot look up keys of this kind ({found}).',
    'Its key is of a kind that this site cannot look up.',
  ],
  key_insecure: [
    'The key came over a connection without encryption.',
    'The key came over a connection without encryption.',
  ],
  key_owner_differs: [
    'The key does not name this issuer as its owner.',
    'The key does not name this issuer as its owner.',
  ],
  key_younger: ['The key is younger than the badge.', 'The key is younger than the badge.'],
} as const satisfies Record<string, Wording>
