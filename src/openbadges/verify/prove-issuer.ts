import { type IssuerProof, type IssuerTie, type Proof, UNPROVEN_ISSUER } from '../findings/proof.js'
import { type DocumentEvidence, type Finding, toEvidence } from '../findings/report.js'
import type { Run } from '../findings/run.js'
import { didWebUrl, parseDidUrl } from '../proofs/did.js'
import { isSameSite, speaksForAddress } from '../text/host-aliases.js'
import { differentTenants, publisherOf } from '../text/shared-hosts.js'
import { isHttpUrl, sameUrl, withoutFragment } from '../text/values.js'
import { type Requests, tieOfKey } from './issuer-ties.js'
import { listingsOf } from './registries.js'

/** An award or endorsement that is real, and what it says of its issuer. */
export interface IssuerClaim {
  issuer: { id: string | null; url: string | null }
  proof: Proof
  /** Id of the award, and its text: JSON or a token. */
  id: string | null
  text: string | null
  /** What was found about it, for shared hosts. */
  findings: readonly Finding[]
}

/** An address that vouches, and how. */
export interface Tie {
  by: IssuerTie
  /** The document that vouches. */
  url: string
  /** The address whose publisher is proven; the document itself when left out. */
  place?: string
}

/**
 * What is proven of an issuer, besides the name it gives itself.
 * @param claim null: the badge is not real, and nothing it brings along proves anything
 * @param requests how many more questions may be asked, shared by all that share the object
 */
export async function proveIssuer(
  claim: IssuerClaim | null,
  run: Run,
  requests: Requests,
): Promise<IssuerProof> {
  if (!claim) return UNPROVEN_ISSUER
  const tied = fromTie(await tieOf(claim, run, requests), keyName(claim), run)
  const listings = await listingsOf({ ...claim, tied }, run)
  const kind = tied.kind === 'key-only' && listings.length > 0 ? 'registry' : tied.kind
  return { ...tied, kind, listings, claimedSite: claimedSite(claim.issuer, tied, listings) }
}

function fromTie(tie: Tie | null, key: string | null, run: Run): IssuerProof {
  const publisher = tie && publisherOf(tie.place ?? tie.url)
  if (!tie || !publisher) return { ...UNPROVEN_ISSUER, kind: key ? 'key-only' : 'none', key }
  const kind = publisher.isShared ? 'shared-host' : 'domain'
  const { by, url } = tie
  return {
    ...UNPROVEN_ISSUER,
    kind,
    host: publisher.name,
    by,
    url,
    document: askedOf(url, run),
    key,
  }
}

function askedOf(url: string, { documents }: Run): DocumentEvidence | null {
  const asked = documents.find((document) => document !== undefined && sameUrl(document.url, url))
  return asked ? toEvidence(asked) : null
}

/** The key or DID that signed; null for hosted badges. */
function keyName({ issuer, proof }: IssuerClaim): string | null {
  if (proof.kind === 'hosted') return null
  if (issuer.id?.startsWith('did:')) return issuer.id
  return proof.key?.id ?? proof.key?.thumbprint ?? null
}

async function tieOf(claim: IssuerClaim, run: Run, requests: Requests): Promise<Tie | null> {
  const { proof, issuer } = claim
  if (proof.kind === 'hosted') return tieOfHost(claim, run)
  const did = parseDidUrl(issuer.id ?? '')
  if (did?.method === 'web') return tieOfDocument('did-web', didWebUrl(did.specific), claim, run)
  if (isHttpUrl(issuer.id)) return tieOfDocument('profile', issuer.id, claim, run)
  return did ? tieOfKey(claim, run, requests) : null
}

/** The host of the issuer whose profile counts; where it has none of its own, the one that has the award. */
function tieOfHost(claim: IssuerClaim, run: Run): Tie | null {
  const { issuer, proof } = claim
  if (proof.url === null || isNeighbour(claim) || !speaks(proof.url, run)) return null
  return tieOfDocument('hosted', isHttpUrl(issuer.id) ? issuer.id : proof.url, claim, run)
}

/** An address that vouches by the rules of the version, when it was itself that answered. */
function tieOfDocument(
  by: IssuerTie,
  address: string | null,
  claim: IssuerClaim,
  run: Run,
): Tie | null {
  if (address === null || isNeighbour(claim)) return null
  const listed = claim.proof.kind === 'hosted' ? null : claim.proof.url
  // who publishes beside the issuer on a shared host is not the issuer
  if (listed !== null && differentTenants(listed, address)) return null
  const url = withoutFragment(address)
  return speaks(url, run) && (listed === null || speaks(listed, run)) ? { by, url } : null
}

function isNeighbour({ findings }: IssuerClaim): boolean {
  return findings.some(({ code }) => code === 'shared_host')
}

/** Did nobody else answer for it? An open redirect lends no name. */
function speaks(url: string, { documents }: Run): boolean {
  return documents.every(
    (document) =>
      document === undefined || !sameUrl(document.url, url) || speaksForAddress(document),
  )
}

/** The web site an issuer gives, where that is somebody else's than what is proven. */
function claimedSite(
  { id, url }: IssuerClaim['issuer'],
  { kind, host }: IssuerProof,
  listings: IssuerProof['listings'],
): string | null {
  const site = [url, id].find(isHttpUrl)
  const given = site === undefined ? null : (publisherOf(site)?.name ?? new URL(site).host)
  if (site === undefined || given === host) return null
  const known = [...(host === null ? [] : [`https://${host}/`]), ...listings.map((one) => one.url)]
  const isKnown = known.some((one) => one !== null && isSameSite(site, one))
  return isKnown && kind !== 'shared-host' ? null : given
}
