import { verify as verifyBytes } from 'node:crypto'
import { createMapLoader } from '../../src/net/map-loader.js'
import { verify } from '../../src/openbadges/index.js'
import { splitJws, verifyJws } from '../../src/openbadges/proofs/jws.js'
import { keyFromJwk } from '../../src/openbadges/proofs/jwk.js'
import { jwtBadge, SCHOOL } from '../support/issuer-ob3.js'
import { ecKey, ed25519Key, rsaKey, type TestKey } from '../support/keys.js'
import { measure, table } from './measure.js'

const KEYS = [ed25519Key, ecKey, rsaKey]

/** The signature of a token beside the bare primitive, and the whole badge. */
export async function benchTokens(): Promise<string> {
  const rows: string[][] = []
  for (const make of KEYS) rows.push(...(await rowsOf(make())))
  return table(['VC-JWT', 'per second', ''], rows)
}

async function rowsOf(key: TestKey): Promise<string[][]> {
  const token = jwtBadge(SCHOOL, key, { header: { kid: `${SCHOOL}#key` } })
  const publicKey = keyFromJwk(key.jwk).key!
  const { signingInput, signature } = splitJws(token)
  const bytes = Buffer.from(signingInput)
  const digest = key.type === 'Ed25519' ? null : 'sha256'
  const raw = { key: key.publicKey, dsaEncoding: 'ieee-p1363' as const }
  const now = new Date('2026-01-01T00:00:00Z')
  const method = {
    id: `${SCHOOL}#key`,
    type: 'JsonWebKey',
    controller: SCHOOL,
    publicKeyJwk: key.jwk,
  }
  const school = { id: SCHOOL, verificationMethod: [method], assertionMethod: [method.id] }
  const { loadDocument } = createMapLoader({ [SCHOOL]: { json: school } }, '.', () => now)
  const { verdict } = await verify(token, { loadDocument, now })
  if (verdict !== 'valid') throw new Error(`${key.alg}: the badge of the bench is ${verdict}`)
  const [bare, ours, whole] = await measure([
    { name: `${key.alg}, bare primitive`, run: () => verifyBytes(digest, bytes, raw, signature) },
    { name: `${key.alg}, token`, run: () => verifyJws(splitJws(token), publicKey, 'proof') },
    { name: `${key.alg}, whole badge`, run: () => verify(token, { loadDocument, now }) },
  ])
  const ratio = (bare!.perSecond / ours!.perSecond).toFixed(2)
  return [bare!, ours!, whole!].map((row, i) => [
    row.name,
    row.perSecond.toFixed(0),
    i === 1 ? `${ratio} × the time of the primitive (goal 2)` : '',
  ])
}
