import { unbake } from '../carriers/unbake.js'
import type { DocumentLoader, LoadedDocument } from '../findings/documents.js'
import {
  type CheckName,
  type CheckResult,
  fewOfEach,
  finding,
  type Finding,
  outcomeOf,
  type Question,
  verdictOf,
  type VerificationReport,
} from '../findings/report.js'
import { type Run, silence, startRun, type VerifyOptions } from '../findings/run.js'
import type { PlanResult } from '../formats/award.js'
import { recogniseAward } from '../formats/recognise.js'
import { readBadgeText } from '../formats/text.js'
import type { Credential, FormatId, ProofKind } from '../types.js'
import { isReal } from './answers-of.js'
import { checkExpiry } from './checks/expiry.js'
import { checkRecipient } from './checks/recipient.js'
import { MAX_TIE_REQUESTS } from './issuer-ties.js'
import { verifyAddress, verifyAward } from './plans.js'
import { type IssuerClaim, proveIssuer } from './prove-issuer.js'

/**
 * The whole verification of one badge.
 * The same text, documents and clock give the same report.
 * @param text JSON, compact JWS, or the URL of a hosted assertion
 * @param found what unbaking already found; given only for text out of a picture
 * @throws {OpenBadgesError} BADGE_MALFORMED: text that claims to be a badge and cannot be read. FORMAT_UNKNOWN,
 *   IMAGE_UNBAKED, IMAGE_UNSUPPORTED: it is no award to a person; `kind` says what it is
 * @see https://www.imsglobal.org/spec/ob/v3p0/#verification
 */
export async function verify(
  text: string,
  options: VerifyOptions,
  found?: readonly Finding[],
): Promise<VerificationReport> {
  const run = startRun(options)
  const badge = readBadgeText(text, found !== undefined)
  const verified =
    badge.kind === 'url'
      ? await verifyAddress(badge.url, run)
      : await verifyAward(recogniseAward(badge), run)
  const { sourceUrl, recipients, refresh, registries } = run
  const asked = { text, sourceUrl, recipients, refresh, registries, found: found ?? null }
  return report(verified, asked, run)
}

async function report(
  verified: PlanResult,
  asked: Question,
  run: Run,
): Promise<VerificationReport> {
  const { format, proofKind, credential, awardText, proof } = verified
  const people = credential
    ? [...checkExpiry(credential, run.now), ...checkRecipient(credential, run.recipients)]
    : []
  const told = fewOfEach([...(asked.found ?? []), ...verified.findings, ...people])
  const findings = withoutRepeats(told)
  const sound = credential !== null && isSound(findings) ? [finding('structure_ok')] : []
  const all = [...sound, ...findings]
  const claim = credential && isReal(all, proof) ? claimOf(verified, credential, all) : null
  const issuer = await proveIssuer(claim, run, { left: MAX_TIE_REQUESTS })
  return {
    verdict: verdictOf(all, proof),
    at: run.now.toISOString(),
    format,
    proofKind,
    checks: listChecks(all, planOf(format, proofKind)),
    proof,
    issuer,
    credential,
    awardText,
    asked,
    documents: run.documents.filter((document) => document !== undefined),
  }
}

function claimOf(
  { proof, awardText }: PlanResult,
  { id, issuer }: Credential,
  findings: readonly Finding[],
): IssuerClaim {
  return { issuer, proof: proof!, id, text: awardText, findings }
}

/** Nothing of the structure is wrong or open; loose forms are allowed. */
function isSound(findings: readonly Finding[]): boolean {
  const structure = findings.filter((f) => f.check === 'structure')
  return structure.every((f) => f.outcome === 'passed' && f.code !== 'structure_ok')
}

/** Two checks may read the same member; it is told once. */
function withoutRepeats(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>()
  return findings.filter(({ check, code, severity, path, found, evidence }) => {
    const key = JSON.stringify([check, code, severity, path ?? found, evidence.map((e) => e.url)])
    return !seen.has(key) && seen.add(key)
  })
}

/** In the order they are told. */
const ORDER: readonly CheckName[] = [
  'structure',
  'hosted',
  'issuer-scope',
  'signature',
  'proof',
  'issuer-key',
  'expiry',
  'revocation',
  'refresh',
  'schema',
  'extensions',
  'image',
  'endorsements',
  'recipient',
]
const EVERYWHERE: readonly CheckName[] = [
  ...(['structure', 'expiry', 'revocation', 'image', 'endorsements', 'recipient'] as const),
]

function planOf(format: FormatId | null, proofKind: ProofKind | null): readonly CheckName[] {
  if (format === 'ob3.0') return [...EVERYWHERE, 'proof', 'issuer-key', 'refresh', 'schema']
  if (proofKind === 'signed') return [...EVERYWHERE, 'signature', 'issuer-key', 'extensions']
  return [...EVERYWHERE, 'hosted', 'issuer-scope', 'extensions']
}

function listChecks(findings: readonly Finding[], plan: readonly CheckName[]): CheckResult[] {
  return ORDER.flatMap((check) => {
    const own = findings.filter((f) => f.check === check)
    if (own.length === 0 && !plan.includes(check)) return []
    return [{ check, outcome: outcomeOf(own), findings: own }]
  })
}

/**
 * Takes the badge out of a file, PNG, SVG or text, and verifies it.
 * @param file whole file; callers cap its size
 * @throws {OpenBadgesError} as `unbake` and `verify`
 */
export async function verifyFile(
  file: Uint8Array,
  options: VerifyOptions,
): Promise<VerificationReport> {
  const { text, carrier, findings } = unbake(file)
  return verify(text, options, carrier === 'text' ? undefined : findings)
}

/** All that a verification rested on. */
export type Capsule = Pick<VerificationReport, 'at' | 'asked' | 'documents'>

/**
 * Makes a verification again from its capsule alone: at its own time, from the documents it saw, without a network.
 * @returns the same report, unless the rules of the library have changed meanwhile
 * @throws {OpenBadgesError} as `verify`
 */
export function replay({ at, asked, documents }: Capsule): Promise<VerificationReport> {
  const { text, sourceUrl, recipients, refresh, registries, found } = asked
  const options = {
    loadDocument: fromCapsule(documents, new Date(at)),
    now: new Date(at),
    recipients: recipients ?? undefined,
    sourceUrl: sourceUrl ?? undefined,
    refresh,
    registries,
  }
  return verify(text, options, found ?? undefined)
}

function fromCapsule(documents: readonly LoadedDocument[], now: Date): DocumentLoader {
  const kept = new Map(documents.map((document) => [document.url, document]))
  return async (url) => kept.get(url) ?? silence(url, 'offline', now)
}
