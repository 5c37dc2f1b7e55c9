import type { Run } from '../findings/run.js'
import { canParse } from '../text/values.js'
import { parseDidUrl } from './did.js'
import {
  didDocument,
  type DidProblem,
  keyDocument,
  type KeyDocument,
  type KeyListing,
  sameMethod,
} from './key-documents.js'
import type { KeyEntry } from './key-entries.js'

/** The issuer's own document; null when an issuer of this kind has none that could vouch. */
export async function issuerDocument(
  issuerId: string | null,
  run: Run,
): Promise<KeyDocument | DidProblem | null> {
  if (!issuerId) return null
  if (issuerId.startsWith('did:')) {
    const did = parseDidUrl(issuerId)
    return did && did.fragment === null ? didDocument(did, run) : 'method_bad'
  }
  if (!/^https:\/\//i.test(issuerId) || !canParse(issuerId)) return null
  return keyDocument(issuerId.split('#')[0]!, run)
}

/** Did it answer as a document of keys? */
export function isListing(document: KeyDocument | DidProblem | null): document is KeyListing {
  return document !== null && typeof document === 'object' && document.state === 'keys'
}

/** Is it this issuer's own? One document may speak for several, told apart by their fragments. */
export function isIssuers({ id, asked }: KeyListing, issuerId: string): boolean {
  return id === null || sameMethod(id, issuerId) || sameMethod(id, asked)
}

/** Does the issuer's document list this key as its own, or as nobody else's? */
export function vouchesFor(
  { id, asked }: KeyListing,
  { controller }: KeyEntry,
  issuerId: string,
): boolean {
  if (controller === null || controller === id) return true
  return [asked, issuerId].some((owner) => sameMethod(owner, controller))
}
