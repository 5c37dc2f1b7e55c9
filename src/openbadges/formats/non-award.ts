import { type NotABadgeKind, OpenBadgesError } from '../errors.js'
import { asList, isObject, member, types } from '../text/read.js'
import type { JsonObject } from '../types.js'

/** First match wins: a type, what it makes of the text, and how people call it. */
const KINDS: readonly (readonly [RegExp, NotABadgeKind, string])[] = [
  [/^(?:Enveloped)?VerifiablePresentation$/, 'presentation', 'an envelope around credentials'],
  [/^(?:Clr|CLR|LER|Ler)/, 'record', 'a learner record'],
  [
    /^Endorsement(?:Credential)?$/,
    'endorsement',
    'an endorsement: praise for a badge, issuer or person',
  ],
  [
    /^(?:(?:Bitstring)?StatusList(?:2021)?(?:Credential)?|(?:1EdTech)?RevocationList(?:2020)?(?:Credential)?)$/,
    'status-list',
    'a list of withdrawn badges',
  ],
  [/^EnvelopedVerifiableCredential$/, 'unsupported-envelope', 'an envelope that cannot be opened'],
  [/^VerifiableCredential$/, 'other-credential', 'a credential of another kind'],
  [
    /^(?:BadgeClass|Achievement)$/,
    'badge-definition',
    'the definition of a badge. It was awarded to nobody',
  ],
  [/^(?:Issuer|IssuerOrg|Profile)$/, 'issuer-profile', 'the profile of an issuer'],
  [
    /^(?:CryptographicKey|AlignmentObject|Alignment|IdentityObject|Evidence|Image|Criteria|VerificationObject|Extension|AchievementSubject|Result|ResultDescription)$/,
    'part',
    'a part of a badge',
  ],
]

/** Types that stand beside another one and say less than it. */
const GENERAL = new Set(['VerifiableCredential'])

/** The error for readable JSON that is no award to a person, with its kind and a plain sentence. */
export function describeNonAward(value: JsonObject): OpenBadgesError {
  const named = types(value)
  const special = named.filter((type) => !GENERAL.has(type))
  const row = kindOf(special) ?? kindOf(named)
  if (row?.[1] === 'presentation' || Object.hasOwn(value, 'verifiableCredential'))
    return presentationError(value)
  const [kind, words] = row ? [row[1], row[2]] : shapeOf(value)
  return notABadge(kind, words, named)
}

function kindOf(named: readonly string[]): (typeof KINDS)[number] | undefined {
  return KINDS.find(([pattern]) => named.some((type) => pattern.test(type)))
}

/** A presentation, with the number and types of what it holds. */
export function presentationError(value: JsonObject): OpenBadgesError {
  const vp = isObject(member(value, 'vp')) ? (member(value, 'vp') as JsonObject) : value
  const held = asList(member(vp, 'verifiableCredential'))
  const count = held.length === 1 ? '1 credential' : `${held.length} credentials`
  const named = new Set(held.flatMap((item) => (isObject(item) ? types(item) : ['token'])))
  return new OpenBadgesError(
    'FORMAT_UNKNOWN',
    `This is an envelope around ${count}, not a badge itself.${held.length > 0 ? ' Add what is inside one by one.' : ''}`,
    {
      kind: 'presentation',
      seen: [count, [...named].join(', ')].filter(Boolean).join(': ').slice(0, 200),
    },
  )
}

/** Objects that carry no type: those of 1.0, an answer about a withdrawn badge, a signature in JSON. */
function shapeOf(value: JsonObject): [NotABadgeKind, string] {
  const has = (...names: string[]): boolean => names.every((name) => Object.hasOwn(value, name))
  if (has('criteria', 'issuer', 'name'))
    return ['badge-definition', 'the definition of a badge. It was awarded to nobody']
  if (member(value, 'revoked') === true) return ['part', 'the notice that a badge was withdrawn']
  if (has('payload', 'signature') || has('payload', 'signatures'))
    return ['unsupported-envelope', 'a signature in JSON form (JWS JSON serialisation)']
  if (has('kty') || has('publicKeyPem')) return ['part', 'a key']
  if (has('name', 'url')) return ['issuer-profile', 'the profile of an issuer']
  return ['unknown', 'JSON of another kind']
}

function notABadge(kind: NotABadgeKind, words: string, named: readonly string[]): OpenBadgesError {
  const message = words.includes('.') ? `This is ${words}.` : `This is ${words}, not a badge.`
  const seen = named.length > 0 ? `type ${named.join(', ')}`.slice(0, 200) : 'no type'
  return new OpenBadgesError('FORMAT_UNKNOWN', message, { kind, seen })
}
