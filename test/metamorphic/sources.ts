import * as EcdsaMultikey from '@digitalbazaar/ecdsa-multikey'
import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import {
  createDiscloseCryptosuite,
  createSignCryptosuite,
} from '@digitalbazaar/ecdsa-sd-2023-cryptosuite'
import jsigs from 'jsonld-signatures'
import { createIssuer } from '../../src/issuer/issuer.js'
import { makeKey, type KeyName } from '../../src/issuer/keys.js'
import { didKeySigner, type Signer } from '../../src/issuer/ob3-issuers.js'
import { signEmbedded, type Cryptosuite } from '../../src/issuer/ob3-sign.js'
import { ADA } from '../../src/issuer/samples.js'
import { unbake, type DocumentLoader } from '../../src/openbadges/index.js'
import { bundledContext } from '../../src/openbadges/index.js'
import type { JsonObject } from '../../src/openbadges/types.js'
import { CLOCK, documents } from '../support/documents.js'
import { OB3, VC1, VC2 } from '../support/issuer-ob3.js'
import { encodedBits, LIST_URL, unsignedStatusList } from '../support/status-list.js'
import { EARNER, REVOKED, richBadge, SUSPENSIONS_URL, VARIANTS, type Model, type Variant } from './rich-badge.js'
import type { Contexts } from './statements.js'

/** A signed badge to be rewritten, and the world it is judged in. */
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
const OB3_EXTENSIONS = 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json'
const SIGNED_ON = '2025-01-01T00:00:00Z'

const MODEL_2: Model = {
  contexts: [VC2, OB3],
  from: 'validFrom',
  until: 'validUntil',
  entryType: 'BitstringStatusListEntry',
  unknown: [],
}
const MODEL_1: Model = {
  contexts: [VC1, 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json', STATUS_2021, SUITE_2020],
  from: 'issuanceDate',
  until: 'expirationDate',
  entryType: 'StatusList2021Entry',
  unknown: ['inLanguage'],
}
const OWN_WORDS = { school: 'https://school.example/terms#', grade: 'school:grade' }

interface Line {
  suite: Cryptosuite | 'ecdsa-sd-2023'
  key: KeyName
  model: Model
  endorsed?: boolean
  changes?: JsonObject
}

const LINES: Record<string, Line> = {
  'eddsa-rdfc-2022': { suite: 'eddsa-rdfc-2022', key: 'ed25519', model: MODEL_2, endorsed: true },
  'Ed25519Signature2020, model 1.1': { suite: 'Ed25519Signature2020', key: 'ed25519', model: MODEL_1 },
  'Ed25519Signature2020': {
    suite: 'Ed25519Signature2020',
    key: 'ed25519',
    model: { ...MODEL_2, contexts: [VC2, OB3, OB3_EXTENSIONS, SUITE_2020] },
  },
  'ecdsa-rdfc-2019': { suite: 'ecdsa-rdfc-2019', key: 'p256', model: MODEL_2 },
  'own words': {
    suite: 'eddsa-rdfc-2022',
    key: 'ed25519',
    model: { ...MODEL_2, contexts: [VC2, OB3, OWN_WORDS] },
    changes: { grade: 'A' },
  },
  'ecdsa-sd-2023': { suite: 'ecdsa-sd-2023', key: 'p256', model: MODEL_2 },
}

/** Badges of every suite in every variant, signed for this run, and those of the sample issuers. */
export async function ownSources(): Promise<Source[]> {
  const rich: Source[] = []
  for (const [name, line] of Object.entries(LINES))
    for (const variant of VARIANTS) rich.push(await richSource(`${name}, ${variant}`, line, variant))
  return [...rich, ...(await expiredProofs()), ...(await samples())]
}

async function richSource(name: string, line: Line, variant: Variant): Promise<Source> {
  const key = line.suite === 'ecdsa-sd-2023' ? await selectiveKey() : null
  const signer = key ? null : didKeySigner(makeKey(line.key))
  const issuer = key?.controller ?? signer!.issuerId
  const praise = line.endorsed ? { endorsement: [await endorsement()] } : {}
  const badge = JSON.parse(
    JSON.stringify({ ...richBadge(issuer, variant, line.model), ...line.changes, ...praise }),
  ) as JsonObject
  const signed = key ? await disclosed(badge, key) : await embedded(badge, signer!, line)
  const lister = signer ?? didKeySigner(makeKey('ed25519'))
  return { ...WORLD, name, badge: signed, loadDocument: await lists(lister, line.model) }
}

const WORLD = { now: CLOCK, recipients: [EARNER], contexts: new Map<string, unknown>() }

function embedded(badge: JsonObject, signer: Signer, { suite }: Line): Promise<JsonObject> {
  return signEmbedded(badge, signer, suite as Cryptosuite, SIGNED_ON)
}

async function lists(signer: Signer, model: Model): Promise<DocumentLoader> {
  const entries = [
    [LIST_URL, 'revocation'],
    [SUSPENSIONS_URL, 'suspension'],
  ] as const
  const answers: Record<string, JsonObject> = {}
  for (const [url, purpose] of entries) {
    const list = unsignedList(signer.issuerId, url, purpose, model)
    const suite = signer.key.name === 'p256' ? 'ecdsa-rdfc-2019' : 'Ed25519Signature2020'
    answers[url] = await signEmbedded(list, signer, suite, SIGNED_ON)
  }
  return documents(answers)
}

function unsignedList(issuer: string, id: string, purpose: string, model: Model): JsonObject {
  const bits = { bits: [REVOKED] }
  if (model.from === 'validFrom') {
    const list = { '@context': [VC2, SUITE_2020], id }
    return unsignedStatusList({ issuer, purpose, list, ...bits })
  }
  const { validFrom, ...list } = unsignedStatusList({
    issuer,
    purpose,
    list: {
      '@context': [VC1, STATUS_2021, SUITE_2020],
      id,
      type: ['VerifiableCredential', 'StatusList2021Credential'],
    },
    subject: { type: 'StatusList2021', encodedList: encodedBits(bits) },
  })
  return { ...list, issuanceDate: validFrom }
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

/** Badges whose proof has ended, or was made for something else. */
async function expiredProofs(): Promise<Source[]> {
  const signer = didKeySigner(makeKey('ed25519'))
  const badge = richBadge(signer.issuerId, 'good', MODEL_2)
  const plain = JSON.parse(JSON.stringify(badge)) as JsonObject
  const made: Source[] = []
  for (const [name, options] of Object.entries(PROOFS)) {
    const signed = await signWith(plain, signer, options)
    made.push({ ...WORLD, name, badge: signed, loadDocument: await lists(signer, MODEL_2) })
  }
  return made
}

const PROOFS: Record<string, JsonObject> = {
  'proof that has ended': { expires: '2025-12-01T00:00:00Z' },
  'proof for something else': { proofPurpose: 'authentication' },
}

async function signWith(badge: JsonObject, signer: Signer, options: JsonObject) {
  const { signDi } = await import('../support/issuer-ob3.js')
  const { ed25519Key } = await import('../support/keys.js')
  const key = ed25519Key()
  const issuer = { ...(badge['issuer'] as JsonObject), id: key.didKey }
  void signer
  return signDi({ ...badge, issuer }, key, { proof: options })
}

async function selectiveKey(): Promise<ReferenceKey> {
  const key = await EcdsaMultikey.generate({ curve: 'P-256' })
  const { publicKeyMultibase } = await key.export({ publicKey: true })
  key.controller = `did:key:${publicKeyMultibase}`
  key.id = `${key.controller}#${publicKeyMultibase}`
  return key
}

/** Everything is disclosed: the holder of a part could hide the rest by the suite's own means. */
async function disclosed(badge: JsonObject, key: ReferenceKey): Promise<JsonObject> {
  const date = SIGNED_ON
  const pointers = Object.keys(badge)
    .filter((name) => name !== '@context')
    .map((name) => `/${name}`)
  const base = createSignCryptosuite({ mandatoryPointers: pointers.slice(0, 4) })
  const disclose = createDiscloseCryptosuite({ selectivePointers: pointers.slice(4) })
  const options = { purpose: new jsigs.purposes.AssertionProofPurpose(), documentLoader }
  const suite = new DataIntegrityProof({ signer: key.signer(), date, cryptosuite: base })
  const whole = await jsigs.sign(badge, { ...options, suite })
  return jsigs.derive(whole, { ...options, suite: new DataIntegrityProof({ cryptosuite: disclose }) })
}

async function documentLoader(url: string) {
  return { contextUrl: null, documentUrl: url, document: bundledContext(url), tag: 'static' }
}

async function samples(): Promise<Source[]> {
  const now = CLOCK
  const issuer = await createIssuer({
    baseUrl: 'https://issuers.example',
    forgerUrl: 'https://forger.example',
    now: () => now,
  })
  return issuer.samples.flatMap(({ name, format, proof, kind, bytes }) => {
    const isEmbedded = format === 'ob3.0' && /20(19|20|22)$/.test(proof)
    if (!isEmbedded || kind === 'tampered' || kind === 'forged') return []
    const badge = JSON.parse(unbake(bytes).text) as JsonObject
    const { loadDocument } = issuer
    return [{ name: `sample ${name}`, badge, now, recipients: [ADA], loadDocument, contexts: WORLD.contexts }]
  })
}
