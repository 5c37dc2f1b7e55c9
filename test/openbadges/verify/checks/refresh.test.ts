import assert from 'node:assert/strict'
import type { JsonObject } from '../../../../src/openbadges/types.js'
import { CLOCK, type Answer } from '../../../support/documents.js'
import { diBadge, OB3, VC2 } from '../../../support/issuer-ob3.js'
import { ed25519Key } from '../../../support/keys.js'
import { verifyBadge } from '../../../support/verify-ob3.js'

const SERVICE = 'https://school.example/newest'
const EXTENSIONS = 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json'
const key = ed25519Key()

function badgeWith(changes: JsonObject = {}): Promise<JsonObject> {
  const refreshService = { id: SERVICE, type: '1EdTechCredentialRefresh' }
  return diBadge(key.didKey, key, {
    badge: { '@context': [VC2, OB3, EXTENSIONS], refreshService, ...changes },
  })
}

/** Verdict and what the refresh says, when this lies at the service. */
async function refreshed(badge: JsonObject, answer?: Answer): Promise<unknown[]> {
  const answers: Record<string, Answer> = answer === undefined ? {} : { [SERVICE]: answer }
  const { verdict, findings } = await verifyBadge(badge, answers, CLOCK, true)
  return [verdict, ...findings.filter((f) => f.check === 'refresh').map((f) => f.code)]
}

describe('refresh', () => {
  it('a newer badge of the same id and issuer is told', async () => {
    const newer = await badgeWith({ validFrom: '2025-06-01T00:00:00Z' })
    assert.deepEqual(await refreshed(await badgeWith(), newer), ['valid', 'refresh_available'])
  })

  it('the same badge is no news', async () => {
    const badge = await badgeWith()
    assert.deepEqual(await refreshed(badge, badge), ['valid'])
  })

  it('a swapped, older, broken or silent answer changes nothing', async () => {
    const evil = ed25519Key()
    const answers = [
      undefined,
      '<html>',
      { a: 1 },
      await badgeWith({ id: 'urn:uuid:00000000-0000-4000-8000-000000000000' }),
      await badgeWith({ validFrom: '2024-01-01T00:00:00Z' }),
      await badgeWith({ validFrom: '2025-06-01T00:00:00Z', validUntil: '2025-07-01T00:00:00Z' }),
      await diBadge(evil.didKey, evil),
      { ...(await badgeWith({ validFrom: '2025-06-01T00:00:00Z' })), name: 'Changed' },
    ]
    const badge = await badgeWith()
    for (const answer of answers)
      assert.deepEqual(await refreshed(badge, answer), ['valid', 'refresh_failed'])
  })

  it('the verdict is that of the bytes given', async () => {
    const expired = await badgeWith({ validUntil: '2025-06-01T00:00:00Z' })
    const newer = await badgeWith({ validUntil: '2030-01-01T00:00:00Z' })
    assert.deepEqual(await refreshed(expired, newer), ['expired', 'refresh_available'])
  })

  it('a badge without a good proof asks nobody', async () => {
    const { asked } = await verifyBadge(
      { ...(await badgeWith()), name: 'Changed' },
      {},
      CLOCK,
      true,
    )
    assert.deepEqual(asked, [])
  })

  it('a newer badge is not refreshed in turn', async () => {
    const next = { id: 'https://school.example/next', type: '1EdTechCredentialRefresh' }
    const newer = await badgeWith({ validFrom: '2025-06-01T00:00:00Z', refreshService: next })
    const { asked } = await verifyBadge(await badgeWith(), { [SERVICE]: newer }, CLOCK, true)
    assert.deepEqual(asked, [SERVICE])
  })

  it('nobody is asked unless the owner wants it', async () => {
    const { asked, verdict } = await verifyBadge(await badgeWith())
    assert.deepEqual([verdict, asked], ['valid', []])
  })
})
