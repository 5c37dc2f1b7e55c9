import { unbake } from '../carriers/unbake.js'
import { OpenBadgesError } from '../errors.js'
import type { LoadedDocument } from '../findings/documents.js'
import { finding, type Finding } from '../findings/report.js'
import type { Award, BadgeText } from '../formats/award.js'
import { recogniseAward } from '../formats/recognise.js'
import { readBadgeText } from '../formats/text.js'
import { readJsonBytes } from '../text/json.js'
import { isObject, member, text as readText, unwrapped } from '../text/read.js'
import { hostOf, isHttpUrl } from '../text/values.js'
import type { JsonObject } from '../types.js'

/**
 * `Accept` of every request for a badge and what belongs to it, in any version: servers that negotiate answer with
 * one of the types that are named for a credential, or refuse.
 * @see https://www.imsglobal.org/spec/ob/v3p0/#web-resource
 */
export const ACCEPT_BADGES =
  'application/vc+ld+json, application/vc, application/vc+jwt, application/jwt, application/ld+json, application/json, text/plain, */*;q=0.1'

/** What an address where an award should be has to say. */
export type AwardAnswer =
  | { kind: 'award'; award: Award; findings: Finding[] }
  | { kind: 'address'; url: string; findings: Finding[] }
  | { kind: 'revoked'; award: Award | null; findings: Finding[] }
  /** No answer, or one that is no badge; the finding says which. */
  | { kind: 'none'; findings: Finding[] }
  /** Something readable that is no award. */
  | { kind: 'other'; refusal: OpenBadgesError }

/** Reads the answer of a hosted assertion's address by its status and what it holds. */
export function readAwardAnswer(document: LoadedDocument): AwardAnswer {
  const body = jsonObjectOf(document)
  if (document.status === 410 || isRevoked(body)) return revokedAnswer(document, body)
  if (!isAnswer(document)) return { kind: 'none', findings: [silent(document)] }
  try {
    return readAward(document)
  } catch (error) {
    if (!(error instanceof OpenBadgesError)) throw error
    return readRefusal(error, document)
  }
}

function readAward(document: LoadedDocument): AwardAnswer {
  const { text, carrier, findings } = unbake(document.body)
  if (carrier === 'text' && !/^\s*["{[]|^\s*[\w-]+\.[\w-]+\.[\w-]*\s*$/.test(text))
    return { kind: 'none', findings: [notJson(document)] }
  const badge = readBadgeText(text, carrier !== 'text')
  if (badge.kind !== 'url') return { kind: 'award', award: recogniseAward(badge), findings }
  return carrier === 'text'
    ? { kind: 'none', findings: [notJson(document)] }
    : { kind: 'address', url: badge.url, findings }
}

// what cannot be read as the JSON it means to be is wrong, not silent; what is too large to be read is as good as silent
function readRefusal(error: OpenBadgesError, document: LoadedDocument): AwardAnswer {
  if (error.code === 'BADGE_TOO_LARGE')
    return { kind: 'none', findings: [silent(document, 'too-large')] }
  if (error.code !== 'BADGE_MALFORMED') return { kind: 'other', refusal: error }
  const code = error.reason === 'json-name-twice' ? 'duplicate_member' : 'bad_text'
  const found = error.seen ?? error.message
  return { kind: 'none', findings: [finding(code, { found, evidence: [document] })] }
}

function revokedAnswer(document: LoadedDocument, body: JsonObject | null): AwardAnswer {
  const code = document.status === 410 ? 'revoked_410' : 'revoked_flag'
  const values = { reason: reasonOf(body) }
  const findings = [finding(code, { values, evidence: [document] })]
  return { kind: 'revoked', award: body && tryRecognise(document, body), findings }
}

function tryRecognise({ body }: LoadedDocument, value: JsonObject): Award | null {
  const text = new TextDecoder().decode(body)
  const badge: Exclude<BadgeText, { kind: 'url' }> = { kind: 'json', text, value }
  try {
    return recogniseAward(badge)
  } catch {
    return null
  }
}

/** Why it was withdrawn; empty when nobody says. */
export function reasonOf(value: JsonObject | null): string {
  const reason = value && readText(member(value, 'revocationReason'))
  return reason ? reason.trim().slice(0, 200) : ''
}

/** `revoked` that is true, or says so. */
export function isRevoked(value: JsonObject | null): boolean {
  const revoked = value && unwrapped(member(value, 'revoked'))
  return revoked === true || revoked === 'true'
}

/** The JSON object an address answered with, whatever its status; null for anything else. */
export function jsonObjectOf({ body }: LoadedDocument): JsonObject | null {
  try {
    const value = readJsonBytes(body)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

/** Did it answer with success? */
export function isAnswer({ status }: LoadedDocument): boolean {
  return status !== null && status >= 200 && status <= 299
}

/** In a few words why an address gave nothing. */
export function causeOf({ cause, status }: LoadedDocument): string {
  return cause ?? `HTTP ${status}`
}

/** What the way to an answer says: another host answered, no encryption. */
export function wayFindings(document: LoadedDocument): Finding[] {
  const [a, b] = [hostOf(document.url) ?? '', hostOf(document.finalUrl) ?? '']
  const evidence = [document]
  const redirected = a !== b ? [finding('hosted_redirected', { values: { a, b }, evidence })] : []
  const insecure = isHttpUrl(document.finalUrl) && /^http:/i.test(document.finalUrl)
  return insecure
    ? [...redirected, finding('insecure_url', { found: document.finalUrl, evidence })]
    : redirected
}

function silent(document: LoadedDocument, cause = causeOf(document)): Finding {
  const values = { cause, url: document.url }
  return finding('hosted_unreachable', { values, evidence: [document] })
}

function notJson(document: LoadedDocument): Finding {
  const found = new TextDecoder().decode(document.body.subarray(0, 80)).trim()
  return finding('hosted_not_json', { found, evidence: [document] })
}
