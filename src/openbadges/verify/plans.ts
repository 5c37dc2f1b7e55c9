import { finding, type Finding } from '../findings/report.js'
import type { Run } from '../findings/run.js'
import type { Award, PlanResult } from '../formats/award.js'
import { verificationKind } from '../formats/recognise.js'
import { refuseUnknownVersion } from '../formats/versions.js'
import { readDate } from '../text/dates.js'
import { idOf, isMissing, isObject, member, sameJson } from '../text/read.js'
import { sameUrl } from '../text/values.js'
import type { JsonObject } from '../types.js'
import { verifyAssertion } from './assertion.js'
import { fetchHosted, hostedAddress, type HostedCopy, notAssertion } from './checks/hosted.js'
import { verifyOb3 } from './ob3.js'

/** Verifies an award by the plan of its version and kind of proof. */
export async function verifyAward(award: Award, run: Run): Promise<PlanResult> {
  if (run.knownVersionsOnly) refuseUnknownVersion(award.value, award.format === 'ob3.0')
  if (award.format === 'ob3.0') return verifyOb3(award, run)
  if (award.jws && verificationKind(award.value, award.format) !== 'hosted')
    return verifyAssertion({ award, copy: null, signedFile: null }, run)
  return verifyHosted(award, run)
}

/**
 * Verifies what a pasted address answers: a hosted assertion, or an award of any version that lies there.
 * @throws {OpenBadgesError} FORMAT_UNKNOWN, IMAGE_UNBAKED or IMAGE_UNSUPPORTED: it answers with something else
 */
export async function verifyAddress(url: string, run: Run): Promise<PlanResult> {
  const copy = await fetchHosted(url, run)
  if (copy.refusal) throw copy.refusal
  return verifyCopy(copy, null, run)
}

/** A file or pasted text is only a hint of where the issuer keeps the award. */
async function verifyHosted(file: Award, run: Run): Promise<PlanResult> {
  const url = hostedAddress(file, run.sourceUrl)
  const signedFile = file.jws ? file : null
  if (url === null) {
    const verified = await verifyAssertion({ award: file, copy: null, signedFile }, run)
    return { ...verified, findings: [finding('hosted_url_missing'), ...verified.findings] }
  }
  return verifyCopy(await fetchHosted(url, run), file, run)
}

async function verifyCopy(copy: HostedCopy, file: Award | null, run: Run): Promise<PlanResult> {
  if (run.knownVersionsOnly && copy.award)
    refuseUnknownVersion(copy.award.value, copy.award.format === 'ob3.0')
  const hosted = [...copy.findings, ...notAssertion(copy)]
  const award = told(copy, file)
  if (!award) return { ...NOBODY, findings: hosted }
  const verified = carriesProof(copy.award)
    ? await verifyAward(copy.award, run)
    : await verifyAssertion({ award, copy, signedFile: file?.jws ? file : null }, run)
  const compared = file ? compare(file, copy) : []
  return { ...verified, findings: [...hosted, ...compared, ...verified.findings] }
}

/** The issuer's copy; a bare notice of withdrawal leaves it to the file to say what was withdrawn. */
function told({ award, revoked }: HostedCopy, file: Award | null): Award | null {
  const isNotice = revoked && award !== null && isMissing(member(award.value, 'badge'))
  return isNotice ? (file ?? award) : (award ?? file)
}

const NOBODY: PlanResult = {
  format: null,
  proofKind: null,
  findings: [],
  proof: null,
  credential: null,
  awardText: null,
}

/** An award found at an address that needs no address to be proven. */
function carriesProof(award: Award | null): award is Award {
  if (!award) return false
  const hosted = award.jws && verificationKind(award.value, award.format) === 'hosted'
  return award.format === 'ob3.0' || (award.jws !== null && !hosted)
}

function compare(file: Award, { award, document, revoked }: HostedCopy): Finding[] {
  if (!award || revoked) return []
  const paths = differences(file.value, award.value)
  if (paths.length === 0) return []
  return [finding('hosted_differs', { found: paths.join(', '), evidence: [document] })]
}

/** Parts that one copy may embed while the other only names them. */
const LINKED = ['badge', 'issuer']

/**
 * Paths where a file differs from the issuer's copy. The order of members, `@context`, the time of day of
 * `issuedOn` (some issuers write the time of the request) and embedding in place of naming do not count.
 */
function differences(file: JsonObject, hosted: JsonObject, path = ''): string[] {
  const names = new Set([...Object.keys(file), ...Object.keys(hosted)])
  names.delete('@context')
  return [...names].sort().flatMap((name) => {
    const [a, b] = [member(file, name), member(hosted, name)]
    return same(name, a, b) ? [] : different(a, b, path ? `${path}.${name}` : name)
  })
}

function same(name: string, a: unknown, b: unknown): boolean {
  if (sameJson(a, b)) return true
  if (name === 'issuedOn') return sameDay(a, b)
  if (!LINKED.includes(name) || isObject(a) === isObject(b)) return false
  return sameUrl(idOf(a), idOf(b))
}

function sameDay(a: unknown, b: unknown): boolean {
  const [first, second] = [a, b].map((date) => readDate(date, '1.x', 'start').iso?.slice(0, 10))
  return first !== undefined && first === second
}

function different(a: unknown, b: unknown, path: string): string[] {
  return isObject(a) && isObject(b) ? differences(a, b, path) : [path]
}
