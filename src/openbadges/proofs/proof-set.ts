import { type ProvenFindings, unproven } from '../findings/proof.js'
import { finding, type Finding } from '../findings/report.js'
import { asList, isObject, member, stringOf } from '../text/read.js'
import type { JsonObject } from '../types.js'
import { judgeProof, previousProofs, type SecuredDocument } from './data-integrity.js'

/** Proofs judged per badge; every one costs a canonicalisation or a key. */
const MAX_PROOFS = 8

interface Judged extends ProvenFindings {
  /** As it stands in the badge. */
  given: JsonObject
}

/**
 * Judges all embedded proofs of a credential: one good proof is enough, the others become warnings.
 * @param proof member `proof` as it stands
 * @see https://www.imsglobal.org/spec/ob/v3p0/#data-integrity
 */
export async function judgeProofSet(
  proof: unknown,
  secured: SecuredDocument,
): Promise<ProvenFindings> {
  const list = asList(proof)
  if (list.length === 0) return unproven([finding('proof_missing', { path: 'proof' })])
  const judged: Judged[] = []
  for (const one of list.slice(0, MAX_PROOFS)) judged.push(await judgeOne(one, list, secured))
  settleChains(judged)
  const good = judged.filter(isGood).sort((a, b) => warnings(a) - warnings(b))[0]
  const surplus = list.length > MAX_PROOFS ? [finding('proof_ignored')] : []
  if (!good) return unproven(distinct([...judged.flatMap(({ findings }) => findings), ...surplus]))
  const others = judged.filter((one) => one !== good && !isGood(one)).map(asWarning)
  return { findings: [...good.findings, ...others, ...surplus], proof: good.proof }
}

async function judgeOne(
  proof: unknown,
  list: unknown[],
  secured: SecuredDocument,
): Promise<Judged> {
  if (!isObject(proof))
    return { given: {}, ...unproven([finding('proof_malformed', { path: 'proof', found: proof })]) }
  const earlier = previousProofs(proof).flatMap((id) => namedIn(list, id))
  return { given: proof, ...(await judgeProof(proof, secured, earlier)) }
}

function namedIn(list: unknown[], id: string): JsonObject[] {
  return list.filter(isObject).filter((proof) => stringOf(proof, 'id') === id)
}

/** A proof that follows others is good only if every one of them is: repeated until nothing changes. */
function settleChains(judged: Judged[]): void {
  const open = judged.filter(({ given }) => member(given, 'previousProof') !== undefined)
  let changed = true
  while (changed) {
    changed = false
    for (const one of open.filter(isGood)) {
      const good = new Set(judged.filter(isGood).map(({ given }) => stringOf(given, 'id')))
      if (previousProofs(one.given).every((id) => id !== stringOf(one.given, 'id') && good.has(id)))
        continue
      one.findings = [finding('proof_suite_unsupported', { found: 'previousProof' })]
      one.proof = null
      changed = true
    }
  }
}

function isGood({ proof }: Judged): boolean {
  return proof !== null
}

function warnings({ findings }: Judged): number {
  return findings.filter(({ severity }) => severity === 'warning').length
}

function asWarning({ findings }: Judged): Finding {
  const failed = findings.find(
    ({ severity, outcome }) => severity === 'error' && outcome === 'failed',
  )
  const cause = failed ?? findings.find(({ severity }) => severity === 'error')
  return finding(failed ? 'proof_other_failed' : 'proof_ignored', { found: cause?.code })
}

function distinct(findings: Finding[]): Finding[] {
  const known = new Map(findings.map((one) => [JSON.stringify(one), one]))
  return [...known.values()]
}
