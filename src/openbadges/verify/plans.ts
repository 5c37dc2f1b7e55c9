import type { Award, Judgement } from '../formats/award.js'
import { isMissing, member } from '../formats/read.js'
import { verificationKind } from '../formats/recognise.js'
import { judgeAssertion } from './assertion.js'
import { fetchHosted, hostedAddress, notAssertion, type HostedCopy } from './checks/hosted.js'
import { differences } from './differences.js'
import { verifyOb3 } from './ob3.js'
import { finding, type Finding } from './report.js'
import type { Run } from './run.js'

/** Judges an award by the plan of its version and kind of proof. */
export async function verifyAward(award: Award, run: Run): Promise<Judgement> {
  if (award.format === 'ob3.0') return verifyOb3(award, run)
  if (award.jws && verificationKind(award.value, award.format) !== 'hosted')
    return judgeAssertion({ award, copy: null, signedFile: null }, run)
  return verifyHosted(award, run)
}

/**
 * Judges what a pasted address answers: a hosted assertion, or an award of any version that lies there.
 * @throws {OpenBadgesError} FORMAT_UNKNOWN, IMAGE_UNBAKED or IMAGE_UNSUPPORTED: it answers with something else
 */
export async function verifyAddress(url: string, run: Run): Promise<Judgement> {
  const copy = await fetchHosted(url, run)
  if (copy.refusal) throw copy.refusal
  return verifyCopy(copy, null, run)
}

/** A file or pasted text is only a hint of where the issuer keeps the award. */
async function verifyHosted(file: Award, run: Run): Promise<Judgement> {
  const url = hostedAddress(file, run.sourceUrl)
  const signedFile = file.jws ? file : null
  if (url === null) {
    const judged = await judgeAssertion({ award: file, copy: null, signedFile }, run)
    return { ...judged, findings: [finding('hosted_url_missing'), ...judged.findings] }
  }
  return verifyCopy(await fetchHosted(url, run), file, run)
}

async function verifyCopy(copy: HostedCopy, file: Award | null, run: Run): Promise<Judgement> {
  const hosted = [...copy.findings, ...notAssertion(copy)]
  const award = told(copy, file)
  if (!award) return { ...NOBODY, findings: hosted }
  const judged = carriesProof(copy.award)
    ? await verifyAward(copy.award, run)
    : await judgeAssertion({ award, copy, signedFile: file?.jws ? file : null }, run)
  const compared = file ? compare(file, copy) : []
  return { ...judged, findings: [...hosted, ...compared, ...judged.findings] }
}

/** The issuer's copy; a bare notice of withdrawal leaves it to the file to say what was withdrawn. */
function told({ award, revoked }: HostedCopy, file: Award | null): Award | null {
  const isNotice = revoked && award !== null && isMissing(member(award.value, 'badge'))
  return isNotice ? (file ?? award) : (award ?? file)
}

const NOBODY: Judgement = {
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
