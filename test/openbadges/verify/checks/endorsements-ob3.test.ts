import assert from 'node:assert/strict'
import type { JsonObject } from '../../../../src/openbadges/types.js'
import {
  diBadge,
  jwtBadge,
  OB3,
  signDi,
  signVcJwt,
  unsignedBadge,
  VC2,
} from '../../../support/issuer-ob3.js'
import { ed25519Key } from '../../../support/keys.js'
import { sentence } from '../../../../src/words/findings.js'
import { verifyBadge } from '../../../support/verify-ob3.js'

const school = ed25519Key()
const guild = ed25519Key()
const ACHIEVEMENT = 'https://school.example/badges/welding'

function unsignedEndorsement(about: string, changes: JsonObject = {}): JsonObject {
  return {
    '@context': [VC2, OB3],
    id: 'urn:uuid:6a1b3d6c-6f0e-4b1c-8a56-5d1f0c2f9f11',
    type: ['VerifiableCredential', 'EndorsementCredential'],
    name: 'Praise',
    issuer: { id: guild.didKey, type: 'Profile', name: 'Guild' },
    validFrom: '2025-01-01T00:00:00Z',
    credentialSubject: {
      id: about,
      type: 'EndorsementSubject',
      endorsementComment: 'Sound teaching.',
    },
    ...changes,
  }
}

function endorsement(about: string, changes: JsonObject = {}): Promise<JsonObject> {
  return signDi(unsignedEndorsement(about, changes), guild)
}

/** A good badge whose achievement has these members as well. */
async function badgeWith(ofAchievement: JsonObject): Promise<JsonObject> {
  const subject = unsignedBadge('').credentialSubject as JsonObject
  const achievement = { ...(subject.achievement as JsonObject), ...ofAchievement }
  return diBadge(school.didKey, school, {
    badge: { credentialSubject: { ...subject, achievement } },
  })
}

const header = { kid: `${school.didKey}#${school.multibase}` }

/** The same as a token: no context at hand defines endorsements that are tokens. */
function tokenWith(ofAchievement: JsonObject): string {
  const subject = unsignedBadge('').credentialSubject as JsonObject
  const achievement = { ...(subject.achievement as JsonObject), ...ofAchievement }
  const badge = { credentialSubject: { ...subject, achievement } }
  return jwtBadge(school.didKey, school, { header, badge })
}

async function outcome(badge: JsonObject | string): Promise<unknown[]> {
  const { verdict, findings } = await verifyBadge(badge)
  const own = findings.filter(({ check }) => check === 'endorsements')
  return [verdict, own.map(({ code }) => code)]
}

describe('endorsements in 3.0', () => {
  it('a good one is confirmed and told', async () => {
    const badge = await badgeWith({ endorsement: [await endorsement(ACHIEVEMENT)] })
    assert.deepEqual(await outcome(badge), ['valid', ['endorsement_ok']])
    const { report } = await verifyBadge(badge)
    const [told] = report.credential!.endorsements
    assert.equal(told?.proven?.kind, 'key-only')
    assert.deepEqual(report.credential?.endorsements, [
      {
        id: 'urn:uuid:6a1b3d6c-6f0e-4b1c-8a56-5d1f0c2f9f11',
        about: ACHIEVEMENT,
        issuer: 'Guild',
        comment: 'Sound teaching.',
        outcome: 'passed',
        proven: told?.proven,
      },
    ])
  })

  it('as a token too, at credential, issuer, creator and source', async () => {
    const kid = `${guild.didKey}#${guild.multibase}`
    const token = (about: string): string =>
      signVcJwt(unsignedEndorsement(about), guild, { header: { kid } })
    const creator = { id: 'https://maker.example/', type: 'Profile' }
    const subject = unsignedBadge('').credentialSubject as JsonObject
    const badge = jwtBadge(school.didKey, school, {
      header,
      badge: {
        endorsementJwt: [token(unsignedBadge('').id as string)],
        issuer: {
          id: school.didKey,
          type: 'Profile',
          name: 'School',
          endorsementJwt: token(school.didKey),
        },
        credentialSubject: {
          ...subject,
          source: { ...creator, endorsementJwt: [token(creator.id)] },
          achievement: {
            ...(subject.achievement as JsonObject),
            creator: { ...creator, endorsementJwt: [token(creator.id)] },
          },
        },
      },
    })
    assert.deepEqual(await outcome(badge), ['valid', Array(4).fill('endorsement_ok')])
  })

  it('52: a broken signature is a warning and the badge stays valid', async () => {
    const broken = { ...(await endorsement(ACHIEVEMENT)), name: 'More praise' }
    const badge = await badgeWith({ endorsement: [broken] })
    assert.deepEqual(await outcome(badge), ['valid', ['endorsement_failed']])
  })

  it('one that ran out, or only begins, is neither false nor damaged', async () => {
    const validUntil = '2025-06-01T00:00:00Z'
    const kid = `${guild.didKey}#${guild.multibase}`
    const old = unsignedEndorsement(ACHIEVEMENT, { validUntil })
    for (const member of [
      { endorsement: await signDi(old, guild) },
      { endorsementJwt: signVcJwt(old, guild, { header: { kid } }) },
    ]) {
      const { verdict, findings, report } = await verifyBadge(tokenWith(member))
      const [told, ...more] = findings.filter(({ check }) => check === 'endorsements')
      assert.deepEqual([verdict, more], ['valid', []])
      assert.deepEqual([told!.code, told!.outcome], ['endorsement_expired', 'passed'])
      assert.equal(sentence(told!, 'earner'), 'The endorsement by Guild ran out on 1 June 2025.')
      assert.equal(report.credential?.endorsements[0]?.outcome, 'expired')
    }
    const early = await endorsement(ACHIEVEMENT, { validFrom: '2031-06-01T00:00:00Z' })
    assert.deepEqual(await outcome(tokenWith({ endorsement: early })), [
      'valid',
      ['endorsement_early'],
    ])
  })

  it('one that ran out and was changed is false', async () => {
    const old = await endorsement(ACHIEVEMENT, { validUntil: '2025-06-01T00:00:00Z' })
    const changed = { ...old, validUntil: '2025-07-01T00:00:00Z' }
    assert.deepEqual(await outcome(tokenWith({ endorsement: changed })), [
      'valid',
      ['endorsement_failed'],
    ])
  })

  it('one that breaks its data model or is no token fails as a warning', async () => {
    const typeless = await endorsement(ACHIEVEMENT, { credentialSubject: { id: ACHIEVEMENT } })
    for (const member of [{ endorsement: typeless }, { endorsementJwt: 'a.b' }])
      assert.deepEqual(await outcome(tokenWith(member)), ['valid', ['endorsement_failed']])
  })

  it('null and empty endorsements are none', async () => {
    for (const member of [{ endorsement: [null] }, { endorsementJwt: ['', null] }])
      assert.deepEqual(await outcome(tokenWith(member)), ['valid', []])
  })

  it('one whose key nobody vouches for could not be checked', async () => {
    const issuer = { id: 'https://guild.example/', type: 'Profile' }
    const badge = await badgeWith({ endorsement: await endorsement(ACHIEVEMENT, { issuer }) })
    assert.deepEqual(await outcome(badge), ['valid', ['endorsement_unknown']])
  })

  it('one about something else is told', async () => {
    const badge = await badgeWith({ endorsement: await endorsement('https://other.example/') })
    assert.deepEqual(await outcome(badge), ['valid', ['endorsement_ok', 'endorsement_about_other']])
  })

  it('endorsements of endorsements are left alone, and no more than twenty are verified', async () => {
    const inner = { endorsement: [await endorsement(guild.didKey, { id: 'urn:uuid:inner' })] }
    const issuer = { id: guild.didKey, type: 'Profile', name: 'Guild', ...inner }
    const nested = await badgeWith({ endorsement: await endorsement(ACHIEVEMENT, { issuer }) })
    assert.deepEqual(await outcome(nested), ['valid', ['endorsement_ok']])
    const tokens = Array.from({ length: 30 }, () => 'a.b')
    const many = tokenWith({ endorsementJwt: tokens })
    assert.equal(((await outcome(many))[1] as string[]).length, 20)
  })
})
