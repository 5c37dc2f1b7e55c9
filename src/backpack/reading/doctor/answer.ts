import {
  canParse,
  type LoadedDocument,
  type OpenBadgesError,
  readAwardAnswer,
  type SilenceCause,
} from '../../../openbadges/index.js'
import { type Diagnosis, type DiagnosisCode, diagnosisOf } from './diagnosis.js'
import { diagnoseFile } from './refusal.js'
import { addressShown, firstWords, siteOf, withoutSecrets } from './seen.js'

/** Bytes of an answer that are looked at as a page. */
const MAX_PAGE_BYTES = 2 * 1024 * 1024

/** Why the answer of an address is no badge: nothing came, an error, a page, or something else. */
export function diagnoseAnswer(document: LoadedDocument): Diagnosis {
  const seen = seenOf(document)
  const site = siteOf(document.finalUrl, document.url)
  const status = String(document.status ?? '')
  const [code, what] = codeOf(document)
  if (typeof code === 'string') return diagnosisOf(code, { site, status, what }, seen)
  const inside = diagnoseFile(code, document.body, null)
  return { ...inside, seen: [...seen, ...inside.seen.filter((fact) => !fact.startsWith('begins'))] }
}

/** Is it meant for people to look at? */
export function isPage({ type, body }: Pick<LoadedDocument, 'type' | 'body'>): boolean {
  const start = Buffer.from(body.subarray(0, 1024)).toString('utf8')
  return /^\s*(?:<!--[^>]*-->\s*)?(?:<!doctype html|<html)/i.test(start) || /html/i.test(type ?? '')
}

/** The text of an answer, as far as it is looked at. */
export function pageText({ body }: Pick<LoadedDocument, 'body'>): string {
  return new TextDecoder().decode(body.subarray(0, MAX_PAGE_BYTES))
}

/** A code, or the library's word on what it is instead. */
type Found = readonly [code: DiagnosisCode | OpenBadgesError, what: string]

function codeOf(document: LoadedDocument): Found {
  if (document.cause) return [SILENCE[document.cause], '']
  const answer = readAwardAnswer(document)
  if (answer.kind === 'revoked') return ['withdrawn', '']
  if (document.status !== 200) return [refusal(document), '']
  if (isPage(document)) return [isLogin(document) ? 'login_page' : 'page_without_badge', '']
  if (answer.kind === 'other') return otherOf(answer.refusal)
  const broken = answer.findings.find(({ code }) => BROKEN.has(code))
  return broken ? ['answer_broken', withoutSecrets(broken.found ?? '')] : ['answer_no_badge', '']
}

function otherOf(refusal: OpenBadgesError): Found {
  const isNamed = refusal.code !== 'FORMAT_UNKNOWN' || refusal.kind !== 'unknown'
  return isNamed ? [refusal, ''] : ['answer_no_badge', '']
}

const BROKEN: ReadonlySet<string> = new Set(['bad_text', 'duplicate_member'])

const SILENCE: Record<SilenceCause, DiagnosisCode> = {
  dns: 'no_such_site',
  'refused-address': 'private_address',
  'bad-url': 'unusable_address',
  connection: 'no_connection',
  tls: 'certificate_bad',
  'certificate-expired': 'certificate_expired',
  timeout: 'too_slow',
  'too-large': 'answer_too_large',
  'redirect-loop': 'redirect_loop',
  'redirect-insecure': 'redirect_insecure',
  offline: 'offline',
  budget: 'too_many_addresses',
}

function refusal(document: LoadedDocument): DiagnosisCode {
  const status = document.status ?? 0
  if (status === 404) return 'not_found'
  if (status === 401 || status === 407) return 'sign_in_needed'
  if (status === 403)
    return isPage(document) && !isLogin(document) ? 'robots_refused' : 'sign_in_needed'
  if (status === 999) return 'robots_refused'
  if (status === 410) return 'withdrawn'
  if (status === 429) return 'come_back_later'
  return status >= 500 ? 'site_in_trouble' : 'odd_answer'
}

/** A form with a password in it, or a way that ended at such a page. */
function isLogin(document: LoadedDocument): boolean {
  if (/\stype\s{0,9}=\s{0,9}["']?password/i.test(pageText(document))) return true
  const moved = document.finalUrl !== document.url && canParse(document.finalUrl)
  return moved && LOGIN_PATH.test(new URL(document.finalUrl).pathname)
}

const LOGIN_PATH = /\/(?:log-?in|sign-?in|sso|saml2?|oauth2?|cas|shibboleth|auth)(?:[/.]|$)/i

function seenOf({ url, finalUrl, status, type, body, cause }: LoadedDocument): string[] {
  const asked = [`asked: ${addressShown(url)}`]
  if (finalUrl !== url) asked.push(`sent on to: ${addressShown(finalUrl)}`)
  if (cause) return [...asked, `no answer: ${cause}`]
  const words = body.length === 0 ? 'empty' : `begins: ${firstWords(beginning(body))}`
  return [...asked, `status ${status}`, `content type: ${type ? firstWords(type) : 'none'}`, words]
}

/** Text as it is, bytes as numbers. */
function beginning(body: Uint8Array): string {
  const start = Buffer.from(body.subarray(0, 400))
  const isText = !start.some((byte) => byte < 9)
  return isText ? start.toString('utf8') : `bytes ${start.subarray(0, 8).toString('hex')}`
}
