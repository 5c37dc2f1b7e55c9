import { createHash, timingSafeEqual } from 'node:crypto'
import { finding, type Finding } from '../../findings/report.js'
import { addressNamed, comparedAddress, spellingsOf } from '../../text/address.js'
import { isSameSecret } from '../../text/sha256.js'
import { type IdentityHash, isDid, isHttpUrl, readHash } from '../../text/values.js'
import type { Credential, RecipientIdentity } from '../../types.js'

/** Kinds of identity that can be compared with something an account has confirmed. */
type Kind = 'email' | 'url' | 'did' | 'telephone'

/** Identities looked at in one badge. */
const MAX_IDENTITIES = 200

/**
 * Was it awarded to one of these? Any identity that fits any candidate is enough. The answer never says
 * which, and never changes the verdict.
 * @param candidates confirmed e-mail addresses, DIDs, URLs or telephone numbers of the earner; null: do not ask
 * @see https://www.imsglobal.org/spec/ob/v3p0/#verify-identifier
 */
export function checkRecipient(
  credential: Credential,
  candidates: readonly string[] | null,
): Finding[] {
  if (candidates === null) return []
  const identities = identitiesOf(credential)
  const answers = identities.map((identity) => compare(identity, candidates))
  const values = { count: String(identities.length) }
  const weak = identities.some(isWeaklyHashed) ? [finding('recipient_weak_hash')] : []
  if (answers.includes('match')) return [finding('recipient_match', { values }), ...weak]
  const code = answers.includes('mismatch') ? 'recipient_mismatch' : 'recipient_unknown'
  return [finding(code, { values }), ...weak]
}

/** Was it awarded to this one address (e-mail, DID, URL or telephone number)? */
export function matchesRecipient(
  credential: Pick<Credential, 'recipients' | 'subjectId'>,
  address: string,
): boolean {
  const answers = identitiesOf(credential).map((identity) => compare(identity, [address]))
  return answers.includes('match')
}

/** The e-mail addresses that a badge names in clear, as they are written there but for `mailto:`. */
export function addressesNamedBy(
  credential: Pick<Credential, 'recipients' | 'subjectId'>,
): string[] {
  const clear = identitiesOf(credential).filter(
    ({ type, identity }) => kindsOf(type).includes('email') && !readHash(identity),
  )
  return clear.flatMap(({ identity }) => addressNamed(identity) ?? [])
}

/** Identities and the subject's own id; an address may hide behind `mailto:` under any type. */
function identitiesOf({
  recipients,
  subjectId,
}: Pick<Credential, 'recipients' | 'subjectId'>): RecipientIdentity[] {
  const subject = { type: 'id', identity: subjectId ?? '', hashed: false, salt: null }
  const identities = recipients.slice(0, MAX_IDENTITIES)
  return (subjectId === null ? identities : [...identities, subject]).map(typed)
}

function typed(recipient: RecipientIdentity): RecipientIdentity {
  const identity = recipient.identity.trim()
  if (/^mailto:/i.test(identity)) return { ...recipient, type: 'email' }
  const telephone = /^tel:(.*)/is.exec(identity)?.[1]
  return telephone === undefined
    ? recipient
    : { ...recipient, type: 'telephone', identity: telephone }
}

type Answer = 'match' | 'mismatch' | 'incomparable'

function compare(recipient: RecipientIdentity, candidates: readonly string[]): Answer {
  const kinds = kindsOf(recipient.type)
  const fitting = candidates
    .map((candidate) => candidate.trim())
    .filter((candidate) => candidate !== '' && kinds.includes(kindOf(candidate)))
  if (fitting.length === 0) return 'incomparable'
  if (recipient.identity.trim() === '') return 'mismatch'
  const hash = readHash(recipient.identity)
  const fits = hash
    ? fitting.map((candidate) => hashFits(hash, recipient.salt ?? '', candidate))
    : fitting.map((candidate) => isSameSecret(plain(candidate), plain(recipient.identity)))
  return fits.includes(true) ? 'match' : 'mismatch'
}

function kindsOf(type: string): readonly Kind[] {
  return KINDS_BY_TYPE.get(type.replace(/^.*[#/:]/s, '')) ?? []
}

const KINDS_BY_TYPE: ReadonlyMap<string, readonly Kind[]> = new Map([
  ['email', ['email']],
  ['emailAddress', ['email']],
  ['url', ['url']],
  ['telephone', ['telephone']],
  ['phoneNumber', ['telephone']],
  ['did', ['did']],
  ['id', ['did', 'url']],
])

function kindOf(candidate: string): Kind {
  if (isDid(candidate)) return 'did'
  if (isHttpUrl(candidate)) return 'url'
  return addressNamed(candidate) === null ? 'telephone' : 'email'
}

/** Addresses are compared without regard to case; DIDs, URLs and numbers as they are. */
function plain(identity: string): string {
  const text = identity.normalize('NFC').trim()
  const address = isHttpUrl(text) ? null : addressNamed(text)
  return address === null ? text : comparedAddress(address)
}

/** Characters of a salt; with a longer one only the usual spellings are tried, to bound the work. */
const MAX_SALT = 10_000

/** Issuers hash the address as somebody typed it: every spelling is tried, and none is a shortcut. */
function hashFits({ algorithm, hex }: IdentityHash, salt: string, candidate: string): boolean {
  const address = kindOf(candidate) === 'email' ? addressNamed(candidate)! : null
  const spellings = address === null ? [candidate] : spellingsOf(address)
  const tried = salt.length > MAX_SALT ? [candidate, candidate.toLowerCase()] : spellings
  const wanted = Buffer.from(hex, 'hex')
  const fits = tried.map((spelling) =>
    timingSafeEqual(
      createHash(algorithm)
        .update(spelling + salt, 'utf8')
        .digest(),
      wanted,
    ),
  )
  return fits.includes(true)
}

/** Can a list of addresses be tried against it: no salt, or a hash made for speed? */
function isWeaklyHashed({ identity, salt }: RecipientIdentity): boolean {
  const hash = readHash(identity)
  return hash !== null && (!salt || hash.algorithm === 'md5' || hash.algorithm === 'sha1')
}
