import { createIssuer } from '../../src/demo/issuer/issuer.js'
import { type KeyName, makeKey } from '../../src/demo/issuer/keys.js'
import { didKeySigner, type Signer } from '../../src/demo/issuer/ob3-issuers.js'
import { type Cryptosuite, signEmbedded } from '../../src/demo/issuer/ob3-sign.js'
import { ADA } from '../../src/demo/issuer/samples.js'
import { type DocumentLoader, unbake } from '../../src/openbadges/index.js'
import type { JsonObject } from '../../src/openbadges/types.js'
import { CLOCK, documents } from '../support/documents.js'
import { OB3, signDi, VC1, VC2 } from '../support/issuer-ob3.js'
import { ed25519Key } from '../support/keys.js'
import { encodedBits, LIST_URL, unsignedStatusList } from '../support/status-list.js'
import {
  EARNER,
  type Model,
  REVOKED,
  richBadge,
  SUSPENSIONS_URL,
  type Variant,
  VARIANTS,
} from './rich-badge.js'
import { disclosed, selectiveKey } from './selective.js'
import type { Contexts } from './statements.js'

/** A signed badge to be rewritten, and the world it is verified in. */
export interface Source {
  name: string
  badge: JsonObject
  now: Date
  recipients: string[]
  loadDocument: DocumentLoader
  contexts: Contexts
}

const SUITE_2020 = 'https://w3id.org/security/suites/ed25519-2020/v1'
const STATUS_2021 = 'https://w3id.org/vc/status-list/2021/v1'
const SIGNED_ON = '2025-01-01T00:00:00Z'

export const MODEL_2: Model = {
  contexts: [VC2, OB3],
  from: 'validFrom',
  until: 'validUntil',
  entryType: 'BitstringStatusListEntry',
  unknown: [],
}
export const MODEL_1: Model = {
  contexts: [
    VC1,
    'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json',
    STATUS_2021,
    SUITE_2020,
  ],
  from: 'issuanceDate',
  until: 'expirationDate',
  entryType: 'StatusList2021Entry',
  unknown: ['inLanguage'],
}

/** One way of signing. */
interface Line {
  suite: Cryptosuite | 'ecdsa-sd-2023'
  key: KeyName
  model: Model
  endorsed?: boolean
  /** Members of the badge in the words of its issuer. */
  own?: JsonObject
}

/** The model with further contexts. */
function and(...contexts: unknown[]): Model {
  return { ...MODEL_2, contexts: [...MODEL_2.contexts, ...contexts] }
}

const OWN_WORDS = {
  school: 'https://school.example/terms#',
  grade: 'school:grade',
  remark: { '@id': 'school:remark', '@type': 'school:Markdown' },
}
const EXTENSIONS = 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json'

const LINES: Record<string, Line> = {
  'eddsa-rdfc-2022': { suite: 'eddsa-rdfc-2022', key: 'ed25519', model: MODEL_2, endorsed: true },
  'Ed25519Signature2020, model 1.1': {
    suite: 'Ed25519Signature2020',
    key: 'ed25519',
    model: MODEL_1,
  },
  Ed25519Signature2020: {
    suite: 'Ed25519Signature2020',
    key: 'ed25519',
    model: and(EXTENSIONS, SUITE_2020),
  },
  'ecdsa-rdfc-2019': { suite: 'ecdsa-rdfc-2019', key: 'p256', model: MODEL_2 },
  'words of its own': {
    suite: 'eddsa-rdfc-2022',
    key: 'ed25519',
    model: and(OWN_WORDS),
    own: { grade: 'A', remark: '*Well* done.' },
  },
  'ecdsa-sd-2023': { suite: 'ecdsa-sd-2023', key: 'p256', model: MODEL_2 },
}

/** Badges of every suite in every variant, signed for this run. */
export async function richSources(): Promise<Source[]> {
  const made: Source[] = []
  for (const [name, line] of Object.entries(LINES))
    for (const variant of VARIANTS)
      made.push(await richSource(`${name}, ${variant}`, line, variant))
  return [...made, ...(await proofsAmiss())]
}

async function richSource(name: string, line: Line, variant: Variant): Promise<Source> {
  const selective = line.suite === 'ecdsa-sd-2023' ? await selectiveKey() : null
  // who signs selectively has the lists kept by somebody else
  const signer = didKeySigner(makeKey(selective ? 'ed25519' : line.key))
  const issuer = selective?.controller ?? signer.issuerId
  const praise = line.endorsed ? { endorsement: [await endorsement()] } : {}
  const badge = { ...richBadge(issuer, variant, line.model), ...line.own, ...praise }
  const signed = selective
    ? await disclosed(badge, selective, SIGNED_ON)
    : await signEmbedded(badge, signer, line.suite as Cryptosuite, SIGNED_ON)
  return { ...WORLD, name, badge: signed, loadDocument: await lists(signer, line.model) }
}

const WORLD = { now: CLOCK, recipients: [EARNER], contexts: new Map<string, unknown>() }

async function lists(signer: Signer, model: Model): Promise<DocumentLoader> {
  return documents(await statusLists(signer, model))
}

/** The two status lists of a badge, by the address they answer at. */
export async function statusLists(
  signer: Signer,
  model: Model,
): Promise<Record<string, JsonObject>> {
  const suite = signer.key.name === 'p256' ? 'ecdsa-rdfc-2019' : 'Ed25519Signature2020'
  const list = (id: string, purpose: string) =>
    signEmbedded(unsignedList(signer.issuerId, id, purpose, model), signer, suite, SIGNED_ON)
  return {
    [LIST_URL]: await list(LIST_URL, 'revocation'),
    [SUSPENSIONS_URL]: await list(SUSPENSIONS_URL, 'suspension'),
  }
}

function unsignedList(issuer: string, id: string, purpose: string, model: Model): JsonObject {
  const bits = [REVOKED]
  if (model.from === 'validFrom')
    return unsignedStatusList({
      issuer,
      purpose,
      bits,
      list: { '@context': [VC2, SUITE_2020], id },
    })
  const list = {
    '@context': [VC1, STATUS_2021, SUITE_2020],
    id,
    type: ['VerifiableCredential', 'StatusList2021Credential'],
  }
  const subject = { type: 'StatusList2021', encodedList: encodedBits({ bits }) }
  const { validFrom, ...older } = unsignedStatusList({ issuer, purpose, list, subject })
  return { ...older, issuanceDate: validFrom }
}

async function endorsement(): Promise<JsonObject> {
  const signer = didKeySigner(makeKey('ed25519'))
  const credential = {
    '@context': [VC2, OB3],
    id: 'urn:uuid:0c0e9a44-9f3e-4f4e-8f43-0d0f3a0e9d12',
    type: ['VerifiableCredential', 'EndorsementCredential'],
    name: 'Endorsement',
    issuer: { id: signer.issuerId, type: ['Profile'], name: 'Guild' },
    validFrom: SIGNED_ON,
    credentialSubject: {
      id: 'urn:uuid:6b1c9f8e-3f0f-4b0a-9d51-0f4a3a0e9d11',
      type: ['EndorsementSubject'],
      endorsementComment: 'We accept it.',
    },
  }
  return signEmbedded(credential, signer, 'eddsa-rdfc-2022', SIGNED_ON)
}

const AMISS: Record<string, JsonObject> = {
  'a proof that has ended': { expires: '2025-12-01T00:00:00Z' },
  'a proof of days to come': { created: '2027-01-01T00:00:00Z' },
  'a proof for something else': { proofPurpose: 'authentication' },
}

/** Badges whose proof is well made, and says itself that it does not count. */
async function proofsAmiss(): Promise<Source[]> {
  const key = ed25519Key()
  const badge = richBadge(key.didKey, 'good', MODEL_2)
  const loadDocument = await lists(didKeySigner(makeKey('ed25519')), MODEL_2)
  const made: Source[] = []
  for (const [name, proof] of Object.entries(AMISS))
    made.push({ ...WORLD, name, badge: await signDi(badge, key, { proof }), loadDocument })
  return made
}

/** The badges of the sample issuers, whose keys are named by did:key, did:web and https. */
export async function sampleSources(): Promise<Source[]> {
  const now = CLOCK
  const baseUrl = 'https://issuers.example'
  const issuer = await createIssuer({
    baseUrl,
    forgerUrl: 'https://forger.example',
    now: () => now,
  })
  const { loadDocument } = issuer
  const embedded = issuer.samples.filter(
    ({ format, proof, kind }) =>
      format === 'ob3.0' && /20(19|20|22)$/.test(proof) && !['tampered', 'forged'].includes(kind),
  )
  return embedded.map(({ name, bytes }) => {
    const badge = JSON.parse(unbake(bytes).text) as JsonObject
    return { ...WORLD, name: `sample ${name}`, badge, recipients: [ADA], loadDocument }
  })
}
