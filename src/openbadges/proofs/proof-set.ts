import { type ProvenFindings, unproven } from '../findings/proof.js'
import { finding, type Finding } from '../findings/report.js'
import { asList, isObject, member, stringOf } from '../text/read.js'
import type { JsonObject } from '../types.js'
import { verifyProof, previousProofs, type SecuredDocument } from './data-integrity.js'

/** Proofs verified per badge; every one costs a canonicalisation or a key. */
const MAX_PROOFS = 8

interface MemberFindings extends ProvenFindings {
  /** As it stands in the badge. */
  given: JsonObject
}

/**
 * Verifies all embedded proofs of a credential: one good proof is enough, the others become warnings.
 * @param proof member `proof` as it stands
 * @see https://www.imsglobal.org/spec/ob/v3p0/#data-integrity
 */
export async function verifyProofSet(
  proof: unknown,
  secured: SecuredDocument,
): Promise<ProvenFindings> {
  const list = asList(proof)
  if (list.length === 0) return unproven([finding('proof_missing', { path: 'proof' })])
  const verified: MemberFindings[] = []
  for (const one of list.slice(0, MAX_PROOFS)) verified.push(await verifyMember(one, list, secured))
  dropBrokenChains(verified)
  const good = verified.filter(isGood).sort((a, b) => warnings(a) - warnings(b))[0]
  const surplus = list.length > MAX_PROOFS ? [finding('proof_ignored')] : []
  if (!good)
    return unproven(distinct([...verified.flatMap(({ findings }) => findings), ...surplus]))
  const others = verified.filter((one) => one !== good && !isGood(one)).map(asWarning)
  return { findings: [...good.findings, ...others, ...surplus], proof: good.proof }
}

async function verifyMember(
  proof: unknown,
  list: unknown[],
  secured: SecuredDocument,
): Promise<MemberFindings> {
  if (!isObject(proof))
    return { given: {}, ...unproven([finding('proof_malformed', { path: 'proof', found: proof })]) }
  const earlier = previousProofs(proof).flatMap((id) => namedIn(list, id))
  return { given: proof, ...(await verifyProof(proof, secured, earlier)) }
}

function namedIn(list: unknown[], id: string): JsonObject[] {
  return list.filter(isObject).filter((proof) => stringOf(proof, 'id') === id)
}

/** A proof that follows others is good only if every one of them is: repeated until nothing changes. */
function dropBrokenChains(verified: MemberFindings[]): void {
  const open = verified.filter(({ given }) => member(given, 'previousProof') !== undefined)
  let changed = true
  while (changed) {
    changed = false
    for (const one of open.filter(isGood)) {
      const good = new Set(verified.filter(isGood).map(({ given }) => stringOf(given, 'id')))
      if (previousProofs(one.given).every((id) => id !== stringOf(one.given, 'id') && good.has(id)))
        continue
      one.findings = [finding('proof_suite_unsupported', { found: 'previousProof' })]
      one.proof = null
      changed = true
    }
  }
}

function isGood({ proof }: MemberFindings): boolean {
  return proof !== null
}

function warnings({ findings }: MemberFindings): number {
  return findings.filter(({ severity }) => severity === 'warning').length
}

function asWarning({ findings }: MemberFindings): Finding {
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
