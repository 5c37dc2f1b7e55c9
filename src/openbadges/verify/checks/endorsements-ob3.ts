import { OpenBadgesError } from '../../errors.js'
import { type Proof, UNPROVEN_ISSUER } from '../../findings/proof.js'
import { finding, type Finding } from '../../findings/report.js'
import type { Run } from '../../findings/run.js'
import { ENDORSEMENT_SUBJECT } from '../../formats/ob3/classes.js'
import { parseOb3 } from '../../formats/ob3/parse.js'
import { checkEndorsementStructure } from '../../formats/ob3/structure.js'
import { textOf } from '../../formats/parts.js'
import { verifyProofs } from '../../proofs/credential-proof.js'
import { type Jws, splitJws } from '../../proofs/jws.js'
import { readCredentialClaims } from '../../proofs/jwt-claims.js'
import {
  asList,
  idOf,
  isMissing,
  isObject,
  member,
  objectOf,
  stringOf,
  unwrapped,
  withMembers,
} from '../../text/read.js'
import type { Endorsement, JsonObject } from '../../types.js'
import { MAX_TIE_REQUESTS, type Requests } from '../issuer-ties.js'
import { type IssuerClaim, proveIssuer } from '../prove-issuer.js'
import { type EndorsementStanding, endorsementStanding } from './endorsement-standing.js'
import { checkExpiry } from './expiry.js'
import { checkStatus } from './status.js'

/** Endorsements looked at in one badge. */
const MAX_ENDORSEMENTS = 20

/** One endorsement, and the node it hangs on. */
interface Praise {
  path: string
  /** Id of that node. */
  nodeId: string | null
  /** Contexts of the badge, for an endorsement that has none of its own. */
  contexts: unknown
  given: unknown
  isToken: boolean
}

/**
 * Each endorsement in a 3.0 badge, verified as a credential of its own issuer. Only warnings come of it, and
 * endorsements of endorsements are left alone.
 * @see https://www.imsglobal.org/spec/ob/v3p0/#endorsement-verification
 */
export async function checkOb3Endorsements(
  value: JsonObject,
  run: Run,
): Promise<{ findings: Finding[]; endorsements: Endorsement[] }> {
  const findings: Finding[] = []
  const endorsements: Endorsement[] = []
  const requests = { left: MAX_TIE_REQUESTS }
  // one after the other, so that the order of the documents never depends on the network
  for (const praise of praisesOf(value).slice(0, MAX_ENDORSEMENTS)) {
    const verified = await verify(praise, run, requests)
    findings.push(...verified.findings)
    endorsements.push(verified.endorsement)
  }
  return { findings, endorsements }
}

function praisesOf(value: JsonObject): Praise[] {
  const subject = objectOf(value, 'credentialSubject') ?? {}
  const achievement = objectOf(subject, 'achievement') ?? {}
  const inAchievement = 'credentialSubject.achievement'
  const nodes: [path: string, node: unknown][] = [
    ['', value],
    [`${inAchievement}.`, achievement],
    ['issuer.', objectOf(value, 'issuer')],
    [`${inAchievement}.creator.`, objectOf(achievement, 'creator')],
    ['credentialSubject.source.', objectOf(subject, 'source')],
  ]
  return nodes.flatMap(([path, node]) =>
    isObject(node) ? ofNode(node, path, member(value, '@context')) : [],
  )
}

function ofNode(node: JsonObject, path: string, contexts: unknown): Praise[] {
  return ['endorsement', 'endorsementJwt'].flatMap((name) =>
    asList(member(node, name))
      .filter((given) => !isMissing(given))
      .map((given, index) => ({
        path: `${path}${name}[${index}]`,
        nodeId: idOf(node),
        contexts,
        given,
        isToken: name === 'endorsementJwt',
      })),
  )
}

interface VerifiedEndorsement {
  findings: Finding[]
  endorsement: Endorsement
}

async function verify(praise: Praise, run: Run, requests: Requests): Promise<VerifiedEndorsement> {
  const read = readEndorsement(praise)
  if (!read) return unreadable(praise)
  const { value, jws } = read
  const subject = objectOf(value, 'credentialSubject') ?? {}
  const about = idOf(subject)
  const { standing, found, proof } = await verifyEndorsement(value, jws, run)
  const { outcome, code, date } = standing
  const name = issuerName(value)
  const values = { name, ...(date && { date }) }
  const detail = { path: praise.path, values }
  const findings = [finding(code, { ...detail, ...standing.detail })]
  if (about !== praise.nodeId)
    findings.push(finding('endorsement_about_other', { ...detail, found: about }))
  const comment = textOf(subject, 'endorsementComment')
  const claim = outcome === 'passed' ? claimOf(read, found, proof) : null
  const proven = await proveIssuer(claim, run, requests)
  const told = { id: idOf(value), about, issuer: name, comment, outcome, proven }
  return { findings, endorsement: { ...told, ...(date && { date }) } }
}

interface Verified {
  standing: EndorsementStanding
  found: Finding[]
  proof: Proof | null
}

async function verifyEndorsement(value: JsonObject, jws: Jws | null, run: Run): Promise<Verified> {
  const issuerId = idOf(member(value, 'issuer'))
  const proofs = await verifyProofs({ value, jws, issuerId }, run)
  const { validUntil } = proofs
  const dates = parseOb3(value, { proofKind: jws ? 'jwt' : 'embedded', validUntil })
  const found = [
    ...checkEndorsementStructure(value, ENDORSEMENT_SUBJECT),
    ...proofs.findings,
    ...checkExpiry(dates, run.now),
    ...(await checkStatus({ value, issuerId }, run)),
  ]
  const { proof } = proofs
  return { standing: endorsementStanding(found, proof), found, proof }
}

function claimOf(
  { value, jws }: { value: JsonObject; jws: Jws | null },
  findings: readonly Finding[],
  proof: Proof | null,
): IssuerClaim | null {
  const given = unwrapped(member(value, 'issuer'))
  const url = isObject(given) ? stringOf(given, 'url') : null
  const text = jws?.text ?? JSON.stringify(value)
  const issuer = { id: idOf(given), url }
  return proof && { issuer, proof, id: idOf(value), text, findings }
}

function readEndorsement(praise: Praise): { value: JsonObject; jws: Jws | null } | null {
  const { given, isToken, contexts } = praise
  if (isToken) return typeof given === 'string' ? readToken(given) : null
  if (!isObject(given)) return null
  const hasOwn = Object.hasOwn(given, '@context')
  return { value: hasOwn ? given : withMembers(given, { '@context': contexts }), jws: null }
}

function readToken(text: string): { value: JsonObject; jws: Jws | null } | null {
  try {
    const jws = splitJws(text)
    return { value: readCredentialClaims(jws.payload).value, jws }
  } catch (error) {
    if (error instanceof OpenBadgesError) return null
    throw error
  }
}

function unreadable({ path, nodeId }: Praise): VerifiedEndorsement {
  const findings = [
    finding('endorsement_failed', { path, found: 'bad_text', values: { name: '' } }),
  ]
  const nothing = { id: null, issuer: null, comment: null }
  const endorsement = {
    ...nothing,
    about: nodeId,
    outcome: 'failed',
    proven: UNPROVEN_ISSUER,
  } as const
  return { findings, endorsement }
}

function issuerName(value: JsonObject): string {
  const issuer = objectOf(value, 'issuer')
  return (issuer && textOf(issuer, 'name')) ?? idOf(member(value, 'issuer')) ?? 'somebody'
}
