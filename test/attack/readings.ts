import { type Attack, attack, post, signUp } from './attack.js'

const assertion = (members: object) =>
  JSON.stringify({
    '@context': 'https://w3id.org/openbadges/v2',
    type: 'Assertion',
    id: 'https://a.example/1',
    recipient: { type: 'email', hashed: false, identity: 'mal@example.org' },
    verification: { type: 'hosted' },
    issuedOn: '2026-01-01T00:00:00Z',
    badge: 'https://a.example/badge',
    ...members,
  })

const credential = (subject: object) =>
  JSON.stringify({
    '@context': [
      'https://www.w3.org/ns/credentials/v2',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
    ],
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    issuer: { id: 'did:web:a.example', type: ['Profile'] },
    validFrom: '2026-01-01T00:00:00Z',
    credentialSubject: { type: ['AchievementSubject'], ...subject },
  })

const blanks = { type: ['Result'], value: `1${' '.repeat(50_000)}x` }
const evidence = Array.from({ length: 5_000 }, () => ({ narrative: '**a** [b](http://c)' }))
const drawing = `<svg xmlns="http://www.w3.org/2000/svg">${'<a/>'.repeat(225_000)}</svg>`

const TEXTS: [name: string, before: string, text: string][] = [
  ['a badge whose image is data:aaaa', '5.4 s', assertion({ image: `data:${'a'.repeat(50_000)}` })],
  ['50 KB of blanks in a result', '15.5 s', credential({ result: [blanks] })],
  ['1.8 MB of [ in a narrative', '33 s', assertion({ narrative: '['.repeat(1_800_000) })],
  ['1.8 MB of *_ in a narrative', '17 s', assertion({ narrative: '*_'.repeat(900_000) })],
  ['1.8 MB of http://a. in a narrative', '23 s', assertion({ narrative: 'http://a.'.repeat(2e5) })],
  ['5,000 narratives', '17 s', assertion({ evidence })],
  ['1.8 MB of numbers', '1.5 s', assertion({ a: Array<number>(900_000).fill(1) })],
  ['900 KB of <a/>', '6.5 s', drawing],
]

/** Badges made to be much work. */
export const readings: readonly Attack[] = [
  ...TEXTS.map(([name, before, text]) =>
    attack({
      name: `${name}, to /check`,
      before,
      async run(site) {
        const form = new FormData()
        form.append('files', new Blob([text]), 'badge.json')
        return String((await post(site, '/check', form)).status)
      },
    }),
  ),
  attack({
    name: '80 KB of commas, to the import',
    before: '106 s',
    prepare: signUp,
    async run(site, cookie) {
      const form = new FormData()
      form.append('text', ','.repeat(80_000))
      return String((await post(site, '/imports', form, { cookie })).status)
    },
  }),
]
