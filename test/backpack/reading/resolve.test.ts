import assert from 'node:assert/strict'
import type { DocumentMap, MappedDocument } from '../../../src/net/map-loader.js'
import { hostedBadge, pageWith, resolveOver, SHARED } from '../../support/pages.js'

const UUID = '0a1b2c3d-1111-2222-3333-444455556666'
const HEX = 'd600bc4138e7946adeb9e9bdc6b86339f2577781'
const ID = 'P6Az-wGXTFCJIcxKqkeaLw'
const CREDLY = `https://api.credly.com/v1/obi/v2/badge_assertions/${UUID}`

describe('resolver: pages of known services', () => {
  let answer: MappedDocument
  before(async () => void ({ answer } = await hostedBadge()))

  /** The page people see at an address, and the badge at another. */
  type Shape = [what: string, pasted: string, found: string, more?: () => DocumentMap]

  const PLATFORMS: Shape[] = [
    ['Credly', `https://www.credly.com/badges/${UUID}/public_url`, CREDLY],
    ['Credly, in another language', `https://www.credly.com/es/badges/${UUID}`, CREDLY],
    ['Credly, when it was Acclaim', `https://www.youracclaim.com/badges/${UUID}`, CREDLY],
    ['Credly, the earner’s own view', `https://www.credly.com/earner/earned/badge/${UUID}`, CREDLY],
    [
      'Credly, a short link',
      'https://www.credly.com/go/aBcD',
      CREDLY,
      () => ({
        'https://www.credly.com/go/aBcD': { status: 302, location: `/badges/${UUID}` },
        [`https://www.credly.com/badges/${UUID}`]: pageWith(),
      }),
    ],
    [
      'Open Badge Factory',
      `https://openbadgefactory.com/v1/assertion/${HEX}.html`,
      `https://openbadgefactory.com/v1/assertion/${HEX}`,
    ],
    [
      'Open Badge Factory, on a customer’s host',
      `https://badges.college.example/v1/assertion/${HEX}.html`,
      `https://badges.college.example/v1/assertion/${HEX}`,
    ],
    [
      'Badgr, with the earner’s address in the link',
      `https://badgr.com/public/assertions/${ID}?identity__email=ada%40example.org`,
      `https://api.badgr.io/public/assertions/${ID}`,
    ],
    [
      'Badgr in Europe',
      `https://eu.badgr.com/public/assertions/${ID}`,
      `https://api.eu.badgr.io/public/assertions/${ID}`,
    ],
    [
      'Parchment, once Canvas Credentials',
      `https://badges.parchment.com/public/assertions/${ID}`,
      `https://api.badgr.io/public/assertions/${ID}`,
    ],
    [
      'Moodle',
      `https://moodle.school.example/badges/badge.php?hash=${HEX}`,
      `https://moodle.school.example/badges/assertion.php?b=${HEX}&obversion=2`,
    ],
    [
      'Moodle 5.1 below a path',
      `https://school.example/learn/badges/badge.php?hash=${HEX}`,
      `https://school.example/learn/badges/json/assertion.php?b=${HEX}&obversion=v2p0`,
    ],
    [
      'edubadges',
      `https://www.edubadges.nl/public/assertions/${ID}`,
      `https://api.edubadges.nl/public/assertions/${ID}`,
    ],
    [
      'edubadges, the trial system',
      `https://demo.edubadges.nl/public/assertions/${ID}`,
      `https://api.demo.edubadges.nl/public/assertions/${ID}`,
    ],
    [
      'LinkedIn, the target of “Show credential”',
      `https://www.linkedin.com/safety/go?url=${encodeURIComponent(
        `https://openbadgefactory.com/v1/assertion/${HEX}.html`,
      )}&trk=public_profile`,
      `https://openbadgefactory.com/v1/assertion/${HEX}`,
    ],
    [
      'LinkedIn, an older redirect to Credly',
      `https://www.linkedin.com/redir/redirect?url=${encodeURIComponent(
        `https://www.credly.com/badges/${UUID}`,
      )}`,
      CREDLY,
    ],
  ]
  for (const [what, pasted, found, more] of PLATFORMS)
    it(`${what}: the page leads to the assertion`, async () => {
      const map = { ...(more?.() ?? { [pasted]: pageWith() }), [found]: answer }
      assert.deepEqual(await resolveOver(pasted, map), { text: found })
    })

  it('Open Badge Passport: the page draws what its service says of the assertion', async () => {
    const found = await resolveOver('https://openbadgepassport.com/app/badge/info/918042', {
      'https://openbadgepassport.com/app/badge/info/918042': pageWith(),
      'https://openbadgepassport.com/obpv1/badge/info/918042': {
        json: { id: 918042, content: [{ name: 'Bees' }], assertion_url: `${SHARED}.json` },
        type: 'application/json',
      },
      [`${SHARED}.json`]: answer,
    })
    assert.deepEqual(found, { text: `${SHARED}.json` })
  })

  it('Moodle, a badge of another site: the page names its assertion', async () => {
    const address = `https://moodle.school.example/badges/external.php?hash=${HEX}&user=7`
    const found = await resolveOver(address, {
      [address]: pageWith(
        `<a href="https://other.example/badges/assertion.php?b=${HEX}">Proof</a>`,
      ),
      [`https://other.example/badges/assertion.php?b=${HEX}`]: answer,
    })
    assert.deepEqual(found, { text: `https://other.example/badges/assertion.php?b=${HEX}` })
  })
})
