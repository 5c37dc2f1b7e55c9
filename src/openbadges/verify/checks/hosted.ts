import type { OpenBadgesError } from '../../errors.js'
import type { LoadedDocument } from '../../findings/documents.js'
import type { Proof } from '../../findings/proof.js'
import { finding, type Finding } from '../../findings/report.js'
import type { Run } from '../../findings/run.js'
import type { Award } from '../../formats/award.js'
import { isMovedAddress } from '../../text/host-aliases.js'
import { objectOf, stringOf } from '../../text/read.js'
import { isHttpUrl, sameUrl } from '../../text/values.js'
import {
  ACCEPT_BADGES,
  type AwardAnswer,
  causeOf,
  isAnswer,
  readAwardAnswer,
  wayFindings,
} from '../answers.js'

/** What the issuer's site says about one assertion. */
export interface HostedCopy {
  /** The award as its own address has it; null when there is none to be had. */
  award: Award | null
  /** The address that counts from here on. */
  address: string
  document: LoadedDocument
  revoked: boolean
  /** What answered is readable and no award. */
  refusal: OpenBadgesError | null
  findings: Finding[]
}

/**
 * Where an assertion says it lives; null when it does not say.
 * @see https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/index.html#HostedBadge
 */
export function hostedAddress(award: Award, sourceUrl: string | null): string | null {
  return [...declaredAddresses(award), sourceUrl].find(isHttpUrl) ?? null
}

/** Nothing in 0.5, `id` in 2.x, `verify.url` or `id` in 1.x. */
function declaredAddresses({ format, value }: Award): (string | null)[] {
  if (format === 'ob0.5') return []
  const id = stringOf(value, 'id') ?? stringOf(value, '@id')
  return format === 'ob2.0' ? [id] : [stringOf(objectOf(value, 'verify') ?? {}, 'url'), id]
}

/**
 * Fetches a hosted assertion and follows the id it declares.
 * @param url absolute http(s) URL: pasted, baked in, or named by the award
 */
export async function fetchHosted(url: string, run: Run): Promise<HostedCopy> {
  const copy = await ask(url, run)
  // a signed badge and one of 3.0 carry their proof along; where they lie proves nothing
  if (copy.award?.jws || copy.award?.format === 'ob3.0') return copy
  const declared = copy.award && !copy.revoked ? declaredId(copy.award) : null
  if (declared === null || !isHttpUrl(declared) || sameUrl(declared, copy.address))
    return withOk(copy)
  return followId(copy, declared, run)
}

async function ask(url: string, run: Run, picture: Finding[] | null = null): Promise<HostedCopy> {
  const document = await run.load(url, ACCEPT_BADGES)
  const answer = readAwardAnswer(document)
  // a picture that only holds an address: one more step, never two
  if (answer.kind === 'address' && picture === null)
    return ask(answer.url, run, [...answer.findings, ...wayFindings(document)])
  return toCopy(document, answer, picture ?? [])
}

function toCopy(document: LoadedDocument, answer: AwardAnswer, before: Finding[]): HostedCopy {
  const base = { award: null, address: document.url, document, revoked: false, refusal: null }
  const way = isAnswer(document) ? [...before, ...wayFindings(document)] : before
  if (answer.kind === 'other') return { ...base, refusal: answer.refusal, findings: way }
  const findings = [...way, ...answer.findings]
  if (answer.kind === 'award') return { ...base, award: answer.award, findings }
  if (answer.kind === 'revoked') return { ...base, award: answer.award, revoked: true, findings }
  if (answer.kind === 'none') return { ...base, findings }
  return { ...base, findings: [...findings, finding('hosted_id_loop', { evidence: [document] })] }
}

async function followId(copy: HostedCopy, declared: string, run: Run): Promise<HostedCopy> {
  const found = await ask(declared, run)
  const before = copy.findings.filter((f) => f.severity === 'warning')
  const evidence = [copy.document, found.document]
  if (found.revoked)
    return { ...found, award: found.award ?? copy.award, findings: [...before, ...found.findings] }
  if (!isAnswer(found.document) && isMovedAddress(copy.address, declared)) {
    const alias = finding('hosted_alias', { ...between(copy.address, declared), evidence })
    return withOk({ ...copy, findings: [...copy.findings, alias] })
  }
  if (!found.award || !sameUrl(declaredId(found.award), declared))
    return { ...copy, findings: [...copy.findings, ...unconfirmed(found)] }
  const mismatch = finding('hosted_id_mismatch', { ...between(copy.address, declared), evidence })
  return withOk({ ...found, findings: [...before, mismatch, ...found.findings] })
}

/** The declared id does not confirm the copy that declares it. */
function unconfirmed({ award, document, findings, refusal }: HostedCopy): Finding[] {
  const evidence = [document]
  if (award) return [finding('hosted_id_loop', { found: declaredId(award), evidence })]
  if (refusal) return [finding('hosted_not_assertion', { found: refusal.message, evidence })]
  return findings.filter((f) => f.outcome !== 'passed')
}

function declaredId({ format, value }: Award): string | null {
  if (format === 'ob0.5' || format === 'ob3.0') return null
  const id = stringOf(value, 'id') ?? stringOf(value, '@id')
  if (id !== null || format === 'ob2.0') return id
  return stringOf(objectOf(value, 'verify') ?? {}, 'url')
}

function withOk(copy: HostedCopy): HostedCopy {
  if (!copy.award || copy.revoked) return copy
  const ok = finding('hosted_ok', { values: { url: copy.address }, evidence: [copy.document] })
  return { ...copy, findings: [...copy.findings, ok] }
}

/**
 * The issuer's own address has the award: proof of a hosted badge, once it is found to lie where its issuer keeps them.
 * @param place findings of `issuer-scope`
 */
export function hostedProof(copy: HostedCopy, place: readonly Finding[]): Proof | null {
  const answers = copy.findings.some(({ code }) => code === 'hosted_ok')
  if (!answers || !place.some(({ code }) => code === 'scope_ok')) return null
  return { kind: 'hosted', algorithm: null, key: null, url: copy.address }
}

function between(a: string, b: string) {
  return { values: { a, b } }
}

/** The finding that stands for an address which answered with something that is no award. */
export function notAssertion({ refusal, document }: HostedCopy): Finding[] {
  if (!refusal) return []
  const values = { cause: causeOf(document) }
  return [finding('hosted_not_assertion', { found: refusal.message, values, evidence: [document] })]
}
