import assert from 'node:assert/strict'
import { readCandidate } from '../../../../src/backpack/badges/candidate.js'
import { diagnoseAnswer } from '../../../../src/backpack/reading/doctor/answer.js'
import type { DiagnosisCode } from '../../../../src/backpack/reading/doctor/diagnosis.js'
import { BEA } from '../../../../src/demo/issuer/samples.js'
import { createOfflineLoader } from '../../../../src/net/document-loader.js'
import { unbake, verify } from '../../../../src/openbadges/index.js'
import { NOW } from '../../../support/backpack.js'
import { openPractice, type Practice } from '../../../support/diagnoses.js'
import { openIssuer, sampleOf } from '../../../support/samples.js'

describe('doctor: badges', () => {
  let practice: Practice
  beforeEach(async () => {
    practice = await openPractice()
    practice.backpack.answerWith((await openIssuer()).loadDocument)
  })

  const ofSample = async (name: string) => practice.ofFile((await sampleOf(name)).bytes)

  const SAMPLES: [code: DiagnosisCode, sample: string][] = [
    ['revoked', '2.0-RS256-revoked'],
    ['expired', '2.0-hosted-expired'],
    ['changed_after_signing', '3.0-EdDSA-tampered'],
    ['not_from_issuer', '2.0-hosted-forged'],
    ['other_person', '2.0-hosted-someone-elses'],
  ]
  for (const [code, sample] of SAMPLES)
    it(`${code}: ${sample}`, async () => {
      const diagnosis = await ofSample(sample)
      assert.equal(diagnosis?.code, code, JSON.stringify(diagnosis))
      assert.doesNotMatch(JSON.stringify(diagnosis), /@example\.org|undefined/)
    })

  it('not_yet_valid: a badge of 3.0 before its time', async () => {
    practice.backpack.setNow(new Date(NOW.getTime() - 500 * 86_400_000))
    const diagnosis = await ofSample('3.0-EdDSA-valid')
    assert.equal(diagnosis?.code, 'not_yet_valid', JSON.stringify(diagnosis))
    assert.match(diagnosis.cause, /good from \d+ \w+ \d{4} on/)
  })

  it('awarded_in_future: a badge of 2.0 that is dated ahead', async () => {
    practice.backpack.setNow(new Date(NOW.getTime() - 500 * 86_400_000))
    assert.equal((await ofSample('2.0-hosted-valid'))?.code, 'awarded_in_future')
  })

  it('key_out_of_reach: a token whose key cannot be fetched', async () => {
    practice.backpack.answerWith(createOfflineLoader(() => NOW))
    assert.equal((await ofSample('3.0-EdDSA-valid'))?.code, 'key_out_of_reach')
  })

  it('issuer_silent: a hosted badge whose issuer is gone', async () => {
    practice.backpack.answerWith(createOfflineLoader(() => NOW))
    assert.equal((await ofSample('2.0-hosted-valid'))?.code, 'issuer_silent')
  })

  it('unconfirmed_address: an address of the earner that waits for its confirmation', async () => {
    const bea = await openPractice([BEA])
    bea.backpack.answerWith((await openIssuer()).loadDocument)
    const { bytes } = await sampleOf('2.0-hosted-someone-elses')
    assert.equal((await bea.ofFile(bytes))?.code, 'unconfirmed_address')
  })

  it('no_address: a badge for a web address', async () => {
    const diagnosis = await practice.ofText(
      json(hosted({ recipient: BY_URL })),
      at(hosted({ recipient: BY_URL })),
    )
    assert.equal(diagnosis?.code, 'no_address', JSON.stringify(diagnosis))
    assert.match(diagnosis.seen.join(), /names its earner by url/)
  })

  it('not_signed: a credential without any proof', async () => {
    const { bytes } = await sampleOf('3.0-eddsa-rdfc-2022-valid')
    const { proof: _, ...bare } = JSON.parse(unbake(bytes).text) as Record<string, unknown>
    assert.equal((await practice.ofText(json(bare)))?.code, 'not_signed')
  })

  it('written_wrongly: a badge without the date of its award', async () => {
    const { issuedOn: _, ...undated } = hosted({})
    const diagnosis = await practice.ofText(json(undated), at(undated))
    assert.equal(diagnosis?.code, 'written_wrongly', JSON.stringify(diagnosis))
    assert.match(diagnosis.cause, /not written as its version/)
  })

  it('not_checkable: a token signed in a way that we cannot check', async () => {
    const diagnosis = await practice.ofText(
      await resigned({ alg: 'ML-DSA-44', kid: 'https://x.example/#k' }),
    )
    assert.equal(diagnosis?.code, 'not_checkable', JSON.stringify(diagnosis))
  })

  it('not_genuine: a token with an algorithm that proves nothing', async () => {
    const diagnosis = await practice.ofText(
      await resigned({ alg: 'none', kid: 'https://x.example/#k' }),
    )
    assert.equal(diagnosis?.code, 'not_genuine', JSON.stringify(diagnosis))
  })

  it('too_many_addresses: a badge with more endorsers than are asked', async () => {
    const praises = Array.from({ length: 20 }, (_, n) => praise(n))
    const badge = hosted({ endorsement: praises.map(({ id }) => id) })
    const loadDocument = at(badge, ...praises)
    const { documents } = await verify(json(badge), { loadDocument, now: NOW })
    const refused = documents.find(({ cause }) => cause === 'budget')
    assert.equal(diagnoseAnswer(refused!).code, 'too_many_addresses')
  })

  it('our_fault: a failure of our own', async () => {
    const { ctx } = practice.backpack
    practice.backpack.answerWith(async () => {
      throw new Error('disk full')
    })
    const diagnosis = await practice.ofText('https://school.example/1')
    assert.equal(diagnosis?.code, 'our_fault')
    assert.equal(diagnosis.side, 'us')
    await assert.rejects(
      readCandidate(ctx, practice.accountId, { text: 'https://school.example/1', origin: 'paste' }),
    )
  })
})

const BY_URL = { type: 'url', hashed: false, identity: 'https://ada.example/' }
const ADDRESS = 'https://school.example/1'

function hosted(changes: Record<string, unknown>): Record<string, unknown> {
  return {
    '@context': 'https://w3id.org/openbadges/v2',
    type: 'Assertion',
    id: ADDRESS,
    recipient: { type: 'email', hashed: false, identity: 'ada@example.org' },
    issuedOn: '2026-01-01T00:00:00Z',
    verification: { type: 'HostedBadge' },
    badge: {
      type: 'BadgeClass',
      id: 'https://school.example/class',
      name: 'Bees',
      description: 'Keeps bees',
      image: 'https://school.example/bees.png',
      criteria: { narrative: 'Keep bees for a year.' },
      issuer: {
        type: 'Profile',
        id: 'https://school.example/',
        name: 'School',
        url: 'https://school.example/',
        email: 'school@school.example',
      },
    },
    ...changes,
  }
}

/** A site that hosts this badge, and embeds its badge class and issuer. */
function at(badge: Record<string, unknown>, ...others: { id: string }[]) {
  const badgeClass = badge.badge as { issuer: object }
  const answers = new Map<string, object>([
    [ADDRESS, badge],
    ...others.map((one) => [one.id, one] as const),
    ['https://school.example/class', { '@context': badge['@context'], ...badgeClass }],
    ['https://school.example/', { '@context': badge['@context'], ...badgeClass.issuer }],
  ])
  const silent = createOfflineLoader(() => NOW)
  return async (url: string) => {
    const document = await silent(url)
    const answer = answers.get(url)
    if (!answer) return document
    return {
      ...document,
      status: 200,
      cause: null,
      type: 'application/json',
      body: Buffer.from(json(answer)),
    }
  }
}

const praise = (n: number) => ({
  '@context': 'https://w3id.org/openbadges/v2',
  type: 'Endorsement',
  id: `https://school.example/praise/${n}`,
  claim: { id: ADDRESS },
  issuer: `https://school.example/endorser/${n}`,
  issuedOn: '2026-01-02T00:00:00Z',
  verification: { type: 'HostedBadge' },
})

const tokenOf = async () => unbake((await sampleOf('3.0-EdDSA-valid')).bytes).text

/** The valid token of 3.0 under another header. */
async function resigned(header: object): Promise<string> {
  const [, payload] = (await tokenOf()).split('.')
  return `${Buffer.from(json(header)).toString('base64url')}.${payload}.AAAA`
}

const json = (value: unknown) => JSON.stringify(value)
