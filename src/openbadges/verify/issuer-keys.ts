import type { LoadedDocument } from '../findings/documents.js'
import { finding, type Finding } from '../findings/report.js'
import type { Run } from '../findings/run.js'
import { keyDocument } from '../proofs/key-documents.js'
import { isWithdrawn, type KeyEntry, keyOfEntry, readKeyEntries } from '../proofs/key-entries.js'
import type { KeyResult } from '../proofs/jwk.js'
import { wayOf } from '../text/host-aliases.js'
import { idOf, isObject, member } from '../text/read.js'
import { isHttpUrl, parseUrl, withoutFragment } from '../text/values.js'
import type { JsonObject } from '../types.js'
import type { Linked } from './linked.js'

/** A key an issuer of 1.x or 2.x signs with, as far as it could be had. */
export interface SigningKey {
  id: string | null
  result: KeyResult
  /** Why there is no key, when its address is silent; null otherwise. */
  silence: Finding | null
  owner: string | null
  created: unknown
  /** Fetched without encryption. */
  insecure: boolean
  /** Does the issuer stand for it? */
  vouched: boolean
  evidence: LoadedDocument[]
}

/**
 * The keys a fetched profile lists: objects as they are, URLs fetched.
 * @param listed entries of `publicKey`
 * @see https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/index.html#CryptographicKey
 */
export function listedKeys(
  listed: readonly unknown[],
  profile: Linked,
  run: Run,
): Promise<SigningKey[]> {
  const evidence = profile.document ? [profile.document] : []
  return Promise.all(
    listed.map(async (entry) => {
      const id = idOf(entry)
      const keys = isObject(entry) ? (readKeyEntries(entry, profile.id ?? '') ?? []) : []
      // an object that only names its key is as good as the bare address
      if (keys.length === 0 && isHttpUrl(id)) return keyAt(id, run)
      return fromEntry(keys[0] ?? null, isObject(entry) ? entry : {}, evidence, run)
    }),
  )
}

/** The key at an address: PEM, JWK, or a CryptographicKey; in a profile the entry of that id. */
export async function keyAt(url: string, run: Run): Promise<SigningKey> {
  const found = await keyDocument(withoutFragment(url), run)
  const { evidence } = found
  if (found.state === 'elsewhere') {
    const silence = finding('key_elsewhere', { found: url, values: wayOf(evidence[0]!), evidence })
    return { ...NO_KEY, id: url, silence, evidence }
  }
  if (found.state === 'silent' || found.state === 'other') {
    const cause = found.state === 'silent' ? found.cause : 'something else'
    const silence = finding('key_unreachable', { found: url, values: { cause, url }, evidence })
    return { ...NO_KEY, id: url, silence, evidence }
  }
  const entry = found.entries.find((e) => sameKeyId(e.id, url)) ?? onlyEntry(found.entries)
  const key = fromEntry(entry, isObject(entry?.material) ? entry.material : {}, evidence, run)
  return { ...key, id: url }
}

const NO_KEY: SigningKey = {
  id: null,
  result: { key: null, problem: 'key_malformed', found: 'no key' },
  silence: null,
  owner: null,
  created: undefined,
  insecure: false,
  vouched: true,
  evidence: [],
}

function fromEntry(
  entry: KeyEntry | null,
  document: JsonObject,
  evidence: LoadedDocument[],
  { now }: Run,
): SigningKey {
  if (!entry) return { ...NO_KEY, evidence }
  return {
    ...NO_KEY,
    id: entry.id,
    result: resultOf(entry, now),
    owner: entry.controller,
    created: member(document, 'created'),
    insecure: evidence.some(({ finalUrl }) => /^http:/i.test(finalUrl)),
    evidence,
  }
}

/** Its key, unless it is withdrawn or kept for other purposes. */
function resultOf(entry: KeyEntry, now: Date): KeyResult {
  const found = entry.id ?? 'the key'
  if (isWithdrawn(entry, now)) return { key: null, problem: 'key_revoked', found }
  return entry.asserting ? keyOfEntry(entry) : { key: null, problem: 'key_purpose', found }
}

function onlyEntry(entries: readonly KeyEntry[]): KeyEntry | null {
  return entries.length === 1 ? entries[0]! : null
}

/** The same id, fragment and all, apart from the spelling of the URL. */
export function sameKeyId(a: string | null, b: string | null): boolean {
  if (a === null || b === null) return false
  return a === b || (parseUrl(a)?.href ?? a) === (parseUrl(b)?.href ?? b)
}
