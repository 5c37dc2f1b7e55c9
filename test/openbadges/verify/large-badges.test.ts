import assert from 'node:assert/strict'
import { verifyFile } from '../../../src/openbadges/index.js'
import type { JsonObject } from '../../../src/openbadges/types.js'
import { CLOCK, documents } from '../../support/documents.js'
import { jwtBadge, signDi, unsignedBadge } from '../../support/issuer-ob3.js'
import { ed25519Key } from '../../support/keys.js'
import { iTXtCompressed, pngWith } from '../../support/pictures.js'
import { cpuMillis } from '../../support/cpu.js'

const key = ed25519Key()
const header = { kid: `${key.didKey}#${key.multibase}` }

/** Members of a badge with this in its achievement. */
function achieving(members: JsonObject): JsonObject {
  const subject = unsignedBadge(key.didKey).credentialSubject as JsonObject
  const achievement = { ...(subject.achievement as JsonObject), ...members }
  return { credentialSubject: { ...subject, achievement } }
}

const signed = async (changes: JsonObject) =>
  Buffer.from(JSON.stringify(await signDi(unsignedBadge(key.didKey, changes), key)))

const check = (file: Uint8Array) =>
  verifyFile(file, { loadDocument: documents({}), now: CLOCK, recipients: ['ada@example.org'] })

async function verdictOf(file: Uint8Array): Promise<string> {
  return (await check(file)).verdict
}

describe('badges up to the upload limit', () => {
  const png = `data:image/png;base64,${'A'.repeat(4_500_000)}`
  const words = 'Kept a hive alive. '.repeat(240_000)

  for (const [name, changes] of [
    ['a picture inside', achieving({ image: png })],
    ['a picture of 4.5 MB as a node', { image: { id: png, type: 'Image', caption: 'A hive' } }],
    ['a long narrative', achieving({ criteria: { narrative: words } })],
    ['a long description', achieving({ description: words })],
    ['long evidence', { evidence: [{ type: ['Evidence'], narrative: words }] }],
    ['letters that JSON escapes', achieving({ description: '"\n\\é😀'.repeat(250_000) })],
    ['a long address', achieving({ image: `https://school.example/${'a'.repeat(4_000_000)}` })],
  ] as const)
    it(`are valid with ${name}, in a time that grows with their length`, async () => {
      const file = await signed(changes)
      assert.ok(file.length > 3_000_000 && file.length < 5 * 1024 * 1024, String(file.length))
      const start = cpuMillis()
      assert.equal(await verdictOf(file), 'valid')
      assert.ok(cpuMillis() - start < 3000)
    })

  it('are valid as a token, and baked into a picture', async () => {
    const image = `data:image/png;base64,${'A'.repeat(2_500_000)}`
    const token = jwtBadge(key.didKey, key, { header, badge: achieving({ image }) })
    assert.equal(await verdictOf(Buffer.from(token)), 'valid')
    assert.equal(await verdictOf(pngWith(iTXtCompressed('openbadgecredential', token))), 'valid')
  })

  it('are refused beyond it, and not verified', async () => {
    const file = await signed(achieving({ description: 'x' }))
    const long = file.toString().replace('"x"', `"${'x'.repeat(5 * 1024 * 1024)}"`)
    for (const input of [Buffer.from(long), pngWith(iTXtCompressed('openbadgecredential', long))])
      await assert.rejects(check(input), { code: 'BADGE_TOO_LARGE' })
  })

  it('are refused when they have more members than we read', async () => {
    const tag = Object.fromEntries(Array.from({ length: 120_000 }, (_, n) => [`m${n}`, n]))
    const file = JSON.stringify({ ...unsignedBadge(key.didKey), tag })
    await assert.rejects(check(Buffer.from(file)), { code: 'BADGE_TOO_LARGE' })
  })

  for (const sign of ['a', ';', ',', '%', ' ', ':', '@', '-a', '\n', '$'])
    it(`500,000 characters of ${JSON.stringify(sign)} in any text costs no more than its length`, async () => {
      const long = sign.repeat(500_000 / sign.length)
      for (const image of [`data:${long}`, `data:image/png;${long}`, long]) {
        const identifier = {
          type: 'IdentityObject',
          hashed: true,
          identityHash: long,
          identityType: 'emailAddress',
          salt: long,
        }
        const badge = unsignedBadge(key.didKey, achieving({ image, inLanguage: long }))
        const subject = { ...(badge.credentialSubject as JsonObject), identifier }
        const start = cpuMillis()
        await verdictOf(
          Buffer.from(JSON.stringify({ ...badge, validUntil: long, credentialSubject: subject })),
        )
        assert.ok(cpuMillis() - start < 3000)
      }
    })
})
