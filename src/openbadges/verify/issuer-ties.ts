import type { LoadedDocument } from '../findings/documents.js'
import type { Run } from '../findings/run.js'
import { sameDid } from '../proofs/did.js'
import { isWithdrawn, keyOfEntry, readKeyEntries } from '../proofs/key-entries.js'
import { speaksForAddress } from '../text/host-aliases.js'
import { asList, idOf, isObject, member, sameJson, types } from '../text/read.js'
import { publisherOf } from '../text/shared-hosts.js'
import {
  hasUserInfo,
  isHttpsUrl,
  isHttpUrl,
  percentDecoded,
  sameUrl,
  withoutFragment,
} from '../text/values.js'
import type { JsonObject } from '../types.js'
import { ACCEPT_BADGES, isAnswer, jsonObjectOf } from './answers.js'
import { linksDomain } from './domain-linkage.js'
import type { IssuerClaim, Tie } from './prove-issuer.js'

/** Questions that may still be asked to find out who holds a key. */
export interface Requests {
  left: number
}

/** Per badge, and once more for all its endorsements together. */
export const MAX_TIE_REQUESTS = 3

/**
 * Who vouches for a DID that is nothing but its key? Asked are, in this order and only over https: the origin of the
 * issuer's web site, its page there, and the award's own address. Silence proves nothing, and no harm.
 */
export async function tieOfKey(
  claim: IssuerClaim,
  run: Run,
  requests: Requests,
): Promise<Tie | null> {
  const ask = asking(run, requests)
  for (const tie of [tieOfOrigin, tieOfProfile, tieOfAward]) {
    const found = await tie(claim, ask, run)
    if (found) return found
  }
  return null
}

/** An answer of the address itself; null for anything else, and when no question is left. */
type Ask = (url: string) => Promise<LoadedDocument | null>

function asking({ load }: Run, requests: Requests): Ask {
  // a host that takes its whole time is waited for once
  const dead = new Set<string>()
  return async (url) => {
    const { host } = new URL(url)
    if (requests.left <= 0 || dead.has(host) || publisherOf(url) === null) return null
    requests.left -= 1
    const document = await load(withoutFragment(url), ACCEPT_BADGES)
    if (document.cause === 'timeout') dead.add(host)
    const isOwn = speaksForAddress(document) && isHttpsUrl(document.finalUrl)
    return isAnswer(document) && isOwn ? document : null
  }
}

/** @see https://identity.foundation/.well-known/resources/did-configuration/ */
async function tieOfOrigin({ issuer }: IssuerClaim, ask: Ask, run: Run): Promise<Tie | null> {
  const site = siteOf(issuer.url)
  // where tenants share an origin it speaks for none of them
  if (site === null || publisherOf(site)?.name !== new URL(site).host) return null
  const { origin } = new URL(site)
  const url = `${origin}/.well-known/did-configuration.json`
  const document = await ask(url)
  const configuration = document && jsonObjectOf(document)
  if (!configuration) return null
  const origins = [origin, new URL(document.finalUrl).origin]
  const isLinked = await linksDomain(configuration, { did: issuer.id!, origins }, run)
  return isLinked ? { by: 'did-configuration', url, place: origin } : null
}

async function tieOfProfile(claim: IssuerClaim, ask: Ask, run: Run): Promise<Tie | null> {
  const url = siteOf(claim.issuer.url)
  const document = url && (await ask(url))
  const profile = document && jsonObjectOf(document)
  if (!profile || !speaksOfItself(profile, url, claim)) return null
  return namesIssuer(profile, url, claim, run) ? { by: 'profile-names-key', url } : null
}

/** A page that repeats what somebody sent it says nothing of its own. */
function speaksOfItself(profile: JsonObject, url: string, { issuer }: IssuerClaim): boolean {
  const id = idOf(profile)
  const isProfile = types(profile).some((type) => ISSUER_TYPES.test(type))
  const isOwn = sameUrl(asHttps(id), url) || (isProfile && isDidOf(id, issuer.id!))
  return isOwn && !names(url, issuer.id!)
}

/** Whoever asks a resolver for a DID gets it back. */
function names(url: string, did: string): boolean {
  const specific = did.split(':').at(-1)!
  return [url, percentDecoded(url)].some((text) => text.includes(specific))
}

const ISSUER_TYPES = /^(Profile|Issuer|Organization)$/

const asHttps = (url: string | null) => url?.replace(/^http:/i, 'https:') ?? null

/** Does a profile name the DID, or list its key? */
function namesIssuer(
  profile: JsonObject,
  url: string,
  { issuer, proof }: IssuerClaim,
  { now }: Run,
): boolean {
  // a person's page may say of itself what it likes; an issuer's profile speaks for its site
  const known = types(profile).some((type) => ISSUER_TYPES.test(type)) ? ['alsoKnownAs'] : []
  const names = ['id', '@id', 'did', ...known].flatMap((name) => asList(member(profile, name)))
  if (names.some((name) => isDidOf(name, issuer.id!))) return true
  const listed = KEY_MEMBERS.filter((name) => Object.hasOwn(profile, name))
  const keys = Object.fromEntries(listed.map((name) => [name, member(profile, name)]))
  const entries = (listed.length > 0 && readKeyEntries(keys, url)) || []
  return entries.some((entry) => {
    if (isWithdrawn(entry, now)) return false
    const key = entry.material ? keyOfEntry(entry).key : null
    if (key) return key.thumbprint === proof.key?.thumbprint
    return entry.material === null && isDidOf(entry.id?.split('#')[0], issuer.id!)
  })
}

const KEY_MEMBERS = ['publicKey', 'verificationMethod', 'assertionMethod']

function isDidOf(name: unknown, did: string): boolean {
  return typeof name === 'string' && name.startsWith('did:') && sameDid(name, did)
}

async function tieOfAward({ id, text }: IssuerClaim, ask: Ask): Promise<Tie | null> {
  if (!isHttpsUrl(id) || hasUserInfo(id) || text === null) return null
  const document = await ask(id)
  const there = document ? new TextDecoder().decode(document.body) : ''
  return isSameAward(text, there) ? { by: 'credential-address', url: withoutFragment(id) } : null
}

/** The very same award: all of its members with all of its proofs, or the same token but for what it discloses. */
function isSameAward(own: string, there: string): boolean {
  const [first, second] = [own, there].map((text) => text.trim().split('~')[0]!)
  if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(first!)) return first === second
  const [value, other] = [own, there].map(jsonOf)
  return isObject(value) && sameJson(value, other)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}

/** The web site of an issuer, over https; null when it has none that can be asked so. */
function siteOf(url: string | null): string | null {
  if (!isHttpUrl(url) || hasUserInfo(url)) return null
  const site = new URL(url)
  site.hash = ''
  if (site.protocol === 'http:' && site.port !== '') return null
  return site.href.replace(/^http:/, 'https:')
}
