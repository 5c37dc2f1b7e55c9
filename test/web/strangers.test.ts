import { BEN, signIn, type Browser } from '../support/backpack.js'
import { openSharing, type SharingBackpack } from '../support/shared.js'

describe('what is somebody else’s', () => {
  let sharing: SharingBackpack
  let ben: Browser
  let [badge, other, collection, another, link, share] = ['', '', '', '', '', '']
  before(async () => {
    sharing = await openSharing()
    ;[badge, other] = [
      await sharing.keep('2.0-hosted-valid'),
      await sharing.keep('2.0-RS256-valid'),
    ]
    ;[collection, another] = [await sharing.collect(badge), await sharing.collect(other)]
    const { path, own } = await sharing.link(collection)
    ;[link, share] = [path, own.split('/').at(-1)!]
    ben = await signIn(sharing.backpack, BEN)
  })

  const READ = [
    ...[
      '',
      '/file',
      '/image',
      '/documents',
      '/documents/0',
      '/delete',
      '/shares',
      '/shares/new',
    ].map((end) => `/badges/BADGE${end}`),
    ...['', '/edit', '/rule', '/delete', '/shares', '/shares/new'].map((end) => `COLLECTION${end}`),
    ...['', '/kit', '/edit'].map((end) => `COLLECTION/shares/SHARE${end}`),
    '/collections/new?badge=BADGE',
    '/trash/BADGE/image',
    '/trash/BADGE/delete',
  ]
  const CHANGE = [
    ...['notes', 'visibility', 'reports', 'delete', 'shares'].map((end) => `/badges/BADGE/${end}`),
    ...['edit', 'rule', 'proposals', 'delete', 'shares'].map((end) => `COLLECTION/${end}`),
    ...['edit', 'pause', 'resume', 'delete'].map((end) => `COLLECTION/shares/SHARE/${end}`),
    '/trash/BADGE/delete',
  ]
  const filled = (path: string) =>
    path.replace('BADGE', badge).replace('COLLECTION', collection).replace('SHARE', share)

  for (const path of READ)
    it(`404 for GET ${path}`, async () => {
      await ben.get(filled(path)).expect(404)
    })

  for (const path of CHANGE)
    it(`404 for POST ${path}`, async () => {
      await ben.post(filled(path)).type('form').send({ title: 'Mine', label: 'Me' }).expect(404)
    })

  it('404 for it in an own collection', async () => {
    const form = { title: 'Mine', badge: [badge] }
    await ben.post('/collections').type('form').send(form).expect(404)
  })

  it('404 for a link below what it is not to, and for a badge below a link that does not show it', async () => {
    const ada = sharing.browser
    for (const path of [`${another}/shares/${share}`, `/badges/${badge}/shares/${share}`])
      await ada.get(path).expect(404)
    const ends = ['', '/image', '/file', '/picture.png', '/small.png', '/badge.pdf', '/embed']
    for (const end of ends) await ada.get(`${link}/badges/${other}${end}`).expect(404)
  })
})
