import type { IssuerProof, RegistryListing } from '../findings/proof.js'
import type { Run } from '../findings/run.js'
import { parseDidUrl, sameDid } from '../proofs/did.js'
import { didDocument } from '../proofs/key-documents.js'
import { keyOfEntry } from '../proofs/key-entries.js'
import { keyFromMultibase } from '../proofs/multikey.js'
import { asList, isObject, member, stringOf } from '../text/read.js'
import { hostOf, isHttpUrl, parseUrl, sameUrl, withoutFragment } from '../text/values.js'
import type { JsonObject } from '../types.js'
import { isAnswer, jsonObjectOf } from './answers.js'
import type { IssuerClaim } from './prove-issuer.js'

/** One line of a registry: whom it means, and how it calls them. */
interface Entry {
  /** DID, URL, RFC 7638 thumbprint or multibase text of a key. */
  id: string
  name: string | null
  url: string | null
}

/** Whom to look for: what is proven of them already counts, what they say of themselves does not. */
type Sought = IssuerClaim & { tied: IssuerProof }

/**
 * Every registry that lists this issuer by DID, key or proven address. One that is silent or is no registry lists
 * nobody.
 */
export async function listingsOf(sought: Sought, run: Run): Promise<RegistryListing[]> {
  const listings: RegistryListing[] = []
  for (const address of run.registries) {
    const document = await run.load(address, 'application/json')
    const content = isAnswer(document) ? jsonObjectOf(document) : null
    const { name, entries } = content ? readRegistry(content, address) : { name: '', entries: [] }
    for (const entry of entries)
      if (await means(entry, sought, run)) {
        listings.push({ registry: name, name: entry.name, url: entry.url })
        break
      }
  }
  return listings
}

/**
 * The issuer registry of the Digital Credentials Consortium (`registry`: a map from DID), or a plain list
 * (`{name, issuers: [{id, name, url}]}`).
 * @see https://github.com/digitalcredentials/issuer-registry-client
 */
function readRegistry(content: JsonObject, address: string): { name: string; entries: Entry[] } {
  const map = member(content, 'registry')
  const name = stringOf(content, 'name') ?? hostOf(address) ?? withoutScheme(address)
  if (isObject(map))
    return {
      name,
      entries: Object.entries(map).map(([id, about]) => entryOf(id, isObject(about) ? about : {})),
    }
  const list = asList(member(content, 'issuers')).filter(isObject)
  return { name, entries: list.map((about) => entryOf(stringOf(about, 'id') ?? '', about)) }
}

const withoutScheme = (address: string) => address.replace(/^[a-z]+:/, '')

function entryOf(id: string, about: JsonObject): Entry {
  const url = stringOf(about, 'url')
  return { id, name: stringOf(about, 'name'), url: isHttpUrl(url) ? url : null }
}

async function means({ id }: Entry, sought: Sought, run: Run): Promise<boolean> {
  if (id.startsWith('did:')) return meansDid(id, sought, run)
  if (/^https?:/i.test(id)) return meansAddress(id, sought)
  const thumbprint = sought.proof.key?.thumbprint
  if (id === '' || !thumbprint) return false
  return (
    id === thumbprint || (id.startsWith('z') && keyFromMultibase(id).key?.thumbprint === thumbprint)
  )
}

async function meansDid(id: string, { issuer, proof }: Sought, run: Run): Promise<boolean> {
  if (proof.kind !== 'hosted' && issuer.id !== null && sameDid(id, issuer.id)) return true
  const did = parseDidUrl(id)
  if (!proof.key || !did || (did.method !== 'key' && did.method !== 'jwk')) return false
  const document = await didDocument(did, run)
  if (typeof document === 'string' || document.state !== 'keys') return false
  return document.entries.some(
    (entry) => keyOfEntry(entry).key?.thumbprint === proof.key!.thumbprint,
  )
}

/** The profile that vouches, or a whole site whose host is proven. */
function meansAddress(id: string, { issuer, tied }: Sought): boolean {
  if (tied.host === null) return false
  const isProfile = tied.by === 'hosted' || tied.by === 'profile'
  if (isProfile && isHttpUrl(issuer.id) && sameUrl(withoutFragment(id), issuer.id)) return true
  const site = parseUrl(id)
  const isWhole = site !== null && site.pathname === '/' && site.search === ''
  return isWhole && plain(site.host) === plain(tied.host)
}

const plain = (host: string) => host.replace(/^www\./, '')
