import { type Proof, proven, type ProvenFindings, unproven } from '../../findings/proof.js'
import { finding, type Finding } from '../../findings/report.js'
import type { Run } from '../../findings/run.js'
import type { Award } from '../../formats/award.js'
import { type Jws, jwsHeaderFindings, verifyJws } from '../../proofs/jws.js'
import { readDate } from '../../text/dates.js'
import { leadElsewhere, relateHosts } from '../../text/host-aliases.js'
import { asList, idOf, member, objectOf, stringOf } from '../../text/read.js'
import { hostOf, isHttpUrl } from '../../text/values.js'
import type { JsonObject } from '../../types.js'
import { keyAt, listedKeys, sameKeyId, type SigningKey } from '../issuer-keys.js'
import type { Linked } from '../linked.js'

/** A signed object of 1.x or 2.x: an assertion, or an endorsement. */
interface Signed {
  jws: Jws
  /** Its payload by published names. */
  value: JsonObject
  format: Award['format']
}

/**
 * Is the JWS of a key that the issuer's own profile names? Findings of `signature` and `issuer-key`.
 * @see https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/index.html#SignedBadge
 */
export async function checkSignature(
  signed: Signed,
  issuer: Linked,
  run: Run,
): Promise<ProvenFindings> {
  const header = jwsHeaderFindings(signed.jws, 'signature')
  const stops = header.some((f) => f.severity === 'error')
  const { keys, findings } =
    signed.format === 'ob2.0'
      ? await keysOfProfile(signed.value, issuer, run)
      : await keysOf1x(signed.value, issuer, run)
  const { fit, findings: tried } = stops ? NOT_TRIED : tryKeys(signed, keys, issuer)
  const all = [...header, ...findings, ...tried]
  return fit ? proven(all, proofBy(fit, signed.jws)) : unproven(all)
}

interface Keys {
  keys: SigningKey[]
  findings: Finding[]
}

async function keysOfProfile(value: JsonObject, issuer: Linked, run: Run): Promise<Keys> {
  const proof = objectOf(value, 'verification') ?? objectOf(value, 'verify') ?? {}
  const creator = idOf(member(proof, 'creator'))
  if (!issuer.counts || !issuer.value || !isHttpUrl(issuer.id))
    return { keys: [], findings: noProfile(issuer) }
  const listed = asList(member(issuer.value, 'publicKey'))
  const wanted = creator === null ? listed : listed.filter((key) => sameKeyId(idOf(key), creator))
  if (wanted.length === 0) return { keys: [], findings: [notListed(issuer, creator)] }
  return { keys: await listedKeys(wanted, issuer, run), findings: [] }
}

// without a profile from the issuer's own address there is nobody to ask for the key
function noProfile({ id, document }: Linked): Finding[] {
  const values = { issuer: id ?? 'no issuer', cause: 'no answer' }
  const evidence = document ? [document] : []
  const silent = finding('proof_unchecked', { check: 'signature', evidence })
  const code = isHttpUrl(id) ? 'key_unreachable' : 'key_not_vouched'
  return [silent, finding(code, { found: id ?? undefined, values, evidence })]
}

function notListed({ id, document }: Linked, creator: string | null): Finding {
  const found = creator ?? 'no publicKey'
  const values = { issuer: hostOf(id) ?? id ?? '' }
  return finding('key_not_issuers', { found, values, evidence: document ? [document] : [] })
}

/**
 * 1.x names only the address of the key. It counts on the issuer's host, unless it says that it is somebody else's, or
 * when the profile names it; [1.1] has no such rule, and that hole is why 2.0 asks the profile.
 */
async function keysOf1x(value: JsonObject, issuer: Linked, run: Run): Promise<Keys> {
  const url = stringOf(objectOf(value, 'verify') ?? {}, 'url')
  if (!isHttpUrl(url)) return { keys: [], findings: noProfile({ ...issuer, id: null }) }
  const key = await keyAt(url, run)
  const named = asList(issuer.value && issuer.counts ? member(issuer.value, 'publicKey') : null)
  const home = isHttpUrl(issuer.id) ? issuer.id : issuer.document?.url
  const vouched =
    named.some((entry) => sameKeyId(idOf(entry), url)) ||
    (home !== undefined && isAtHome(key, url, home))
  if (vouched) return { keys: [key], findings: [] }
  const values = { issuer: hostOf(issuer.id) ?? issuer.id ?? '' }
  const stranger = finding('key_not_vouched', { found: url, values })
  return { keys: [{ ...key, vouched: false }], findings: [stranger] }
}

function isAtHome({ owner }: SigningKey, url: string, home: string): boolean {
  if (relateHosts(url, home) === 'other' || leadElsewhere(url, home)) return false
  return owner === null || sameKeyId(owner, home)
}

interface Tried {
  fit: SigningKey | null
  findings: Finding[]
}

const NOT_TRIED: Tried = { fit: null, findings: [] }

/** One fitting key is enough; without one, a silent key leaves the question open. */
function tryKeys({ jws, value }: Signed, keys: SigningKey[], issuer: Linked): Tried {
  const tried = keys.map((key) => ({ key, findings: tryKey(jws, key) }))
  const fit = tried.find(({ findings }) => findings.some((f) => f.code === 'signature_ok'))
  if (fit)
    return { fit: fit.key, findings: [...fit.findings, ...keyFindings(fit.key, value, issuer)] }
  const open = tried.find(({ findings }) => findings.some((f) => f.outcome === 'unknown'))
  return { fit: null, findings: (open ?? tried[0])?.findings ?? [] }
}

function proofBy({ id, result, evidence }: SigningKey, { header }: Jws): Proof {
  const key = result.key && { id, thumbprint: result.key.thumbprint }
  const url = evidence[0]?.url ?? null
  return { kind: 'signed', algorithm: stringOf(header, 'alg'), key, url }
}

function tryKey(jws: Jws, { result, silence, evidence }: SigningKey): Finding[] {
  if (silence) return [finding('proof_unchecked', { check: 'signature', evidence }), silence]
  if (result.key)
    return verifyJws(jws, result.key, 'signature').map((f) => ({
      ...f,
      evidence: [...f.evidence, ...finding(f.code, { evidence }).evidence],
    }))
  return [
    finding('proof_unchecked', { check: 'signature', evidence }),
    finding(result.problem, { found: result.found, evidence }),
  ]
}

function keyFindings(key: SigningKey, value: JsonObject, issuer: Linked): Finding[] {
  const { evidence, owner, insecure, created, id, vouched } = key
  const found = id ?? undefined
  const values = { issuer: hostOf(issuer.id) ?? issuer.id ?? '' }
  const detail = { found, values, evidence }
  const ownerDiffers = owner === null || !sameKeyId(owner, issuer.id)
  return [
    ...(vouched ? [finding('key_ok', detail)] : []),
    ...(ownerDiffers ? [finding('key_owner_differs', { ...detail, found: owner ?? 'none' })] : []),
    ...(insecure
      ? [finding('key_insecure', { ...detail, outcome: 'passed', severity: 'warning' })]
      : []),
    ...(isYounger(created, value) ? [finding('key_younger', { ...detail, found: created })] : []),
  ]
}

function isYounger(created: unknown, value: JsonObject): boolean {
  const made = readDate(created, '2.x', 'start').iso
  const issued = readDate(member(value, 'issuedOn'), '1.x', 'start').iso
  return made !== null && issued !== null && Date.parse(made) > Date.parse(issued)
}
