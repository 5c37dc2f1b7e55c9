import { makeKey } from '../../src/demo/issuer/keys.js'
import { didKeySigner } from '../../src/demo/issuer/ob3-issuers.js'
import { claims } from '../../src/demo/issuer/ob3-sign.js'
import type { JsonObject } from '../../src/openbadges/types.js'
import { type Answer, CLOCK, documents } from '../support/documents.js'
import {
  assertion11,
  assertion20,
  badgeClass11,
  CLASS,
  ISSUER,
  issuer11,
  KEY,
  keyDocument,
  signers,
} from '../support/issuer-ob2.js'
import { encoded, signBytes } from '../support/issuer-ob3.js'
import { ecKey, ed25519Key, rsaKey, type TestKey } from '../support/keys.js'
import { EARNER, OTHER, richBadge, type Variant, VARIANTS } from './rich-badge.js'
import { MODEL_1, MODEL_2, type Source, statusLists } from './sources.js'

/** A signed token, its claims, and whoever can sign others: a malicious issuer. */
export interface TokenSource extends Omit<Source, 'badge'> {
  payload: JsonObject
  /** The object the badge is in: the payload, or its claim `vc`. */
  within: string[]
  sign(payload: string): string
}

/** Tokens of 3.0 in both data models, of 2.0 and of 1.1, in every variant they know. */
export async function tokenSources(): Promise<TokenSource[]> {
  const made: TokenSource[] = []
  for (const variant of VARIANTS) {
    made.push(await vcJwt('2.0', ed25519Key(), variant), await vcJwt('1.1', ecKey(), variant))
    made.push(...olderTokens(variant))
  }
  return made
}

const WORLD = { now: CLOCK, recipients: [EARNER], contexts: new Map<string, unknown>() }

async function vcJwt(model: '1.1' | '2.0', key: TestKey, variant: Variant): Promise<TokenSource> {
  const of = model === '1.1' ? MODEL_1 : MODEL_2
  const badge = JSON.parse(JSON.stringify(richBadge(key.didKey, variant, of))) as JsonObject
  const kid = `${key.didKey}#${key.multibase}`
  return {
    ...WORLD,
    name: `VC-JWT of model ${model}, ${variant}`,
    payload: claims(badge, key.didKey, model),
    within: model === '1.1' ? ['vc'] : [],
    loadDocument: documents(await statusLists(didKeySigner(makeKey('ed25519')), of)),
    sign: (payload) => signText(payload, key, { kid }),
  }
}

/** A token over a payload as it is written. */
function signText(payload: string, key: TestKey, header: JsonObject): string {
  const input = `${encoded({ alg: key.alg, ...header })}.${Buffer.from(payload).toString('base64url')}`
  return `${input}.${signBytes(Buffer.from(input), key).toString('base64url')}`
}

const REVOCATIONS = 'https://school.example/revoked'
const SIGNED_ID = 'urn:uuid:9d7c3d1e-6a55-4b6e-8b1c-111111111111'
const schoolKey = rsaKey()

function olderTokens(variant: Variant): TokenSource[] {
  if (variant === 'suspended' || variant === 'failed result') return []
  const revoked = variant === 'revoked'
  const changes = {
    ...(variant === 'expired' && { expires: '2025-12-01T00:00:00Z' }),
    ...(variant === 'good' && { expires: '2030-01-01T00:00:00Z' }),
    ...(variant === 'not yet valid' && { issuedOn: '2026-06-01T00:00:00Z' }),
    recipient: {
      type: 'email',
      hashed: false,
      identity: variant === 'somebody else’s' ? OTHER : EARNER,
    },
  }
  const of20 = { id: SIGNED_ID, verification: { type: 'SignedBadge', creator: KEY } }
  const list20 = {
    id: REVOCATIONS,
    type: 'RevocationList',
    revokedAssertions: revoked ? [SIGNED_ID] : [],
  }
  const key = keyDocument(schoolKey)
  const documents20 = {
    ...signers({ issuer: { revocationList: REVOCATIONS }, key }),
    [REVOCATIONS]: list20,
  }
  const documents11 = {
    [CLASS]: badgeClass11(),
    [ISSUER]: issuer11({ revocationList: REVOCATIONS }),
    [KEY]: key['publicKeyPem'] as string,
    [REVOCATIONS]: revoked ? { abc: 'By mistake' } : {},
  }
  const of11 = { id: undefined, verify: { type: 'signed', url: KEY } }
  return [
    older(`JWS of 2.0, ${variant}`, assertion20({ ...changes, ...of20 }), documents20),
    older(`JWS of 1.1, ${variant}`, assertion11({ ...changes, ...of11 }), documents11),
  ]
}

function older(name: string, payload: JsonObject, answers: Record<string, Answer>): TokenSource {
  return {
    ...WORLD,
    name,
    payload,
    within: [],
    loadDocument: documents(answers),
    sign: (text) => signText(text, schoolKey, {}),
  }
}
