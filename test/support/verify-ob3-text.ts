import { type Finding, verdictOf } from '../../src/openbadges/findings/report.js'
import { verifyProofs } from '../../src/openbadges/proofs/credential-proof.js'
import { splitJws } from '../../src/openbadges/proofs/jws.js'
import type { JsonObject } from '../../src/openbadges/types.js'
import { type Answer, codesOf, runOver } from './documents.js'

export interface Judged {
  codes: string[]
  verdict: string
  findings: Finding[]
  validUntil: string | null
}

interface JudgeOptions {
  /** Gets every URL that is asked for. */
  asked?: string[]
  contexts?: ReadonlyMap<string, unknown>
}

/** Verifies the proofs of a badge, embedded or VC-JWT (data model 2.0), over these documents. */
export async function verify(
  badge: JsonObject | string,
  answers: Record<string, Answer> = {},
  options: JudgeOptions = {},
): Promise<Judged> {
  const jws = typeof badge === 'string' ? splitJws(badge) : null
  const value = typeof badge === 'string' ? credentialOf(jws!.payload) : badge
  const issuer = value.issuer as JsonObject | string | undefined
  const issuerId = typeof issuer === 'object' ? ((issuer.id as string) ?? null) : (issuer ?? null)
  const answer = await verifyProofs({ value, jws, issuerId }, runOver(answers, options))
  return {
    ...answer,
    codes: codesOf(answer.findings),
    verdict: verdictOf(answer.findings, answer.proof),
  }
}

function credentialOf(payload: JsonObject): JsonObject {
  const { iss: _iss, sub: _sub, jti: _jti, nbf: _nbf, exp: _exp, ...credential } = payload
  return credential
}

/** The badge with another achievement name, its proof as it was. */
export function tampered(badge: JsonObject): JsonObject {
  const copy = structuredClone(badge)
  const subject = copy.credentialSubject as { achievement: JsonObject }
  subject.achievement.name = 'Master of welding'
  return copy
}
