import assert from 'node:assert/strict'
import { differentTenants, publisherOf } from '../../../src/openbadges/text/shared-hosts.js'

/** `=` a host of one's own, `~` a tenant of a shared one, `-` nobody that could be told. */
const told = (address: string) => {
  const publisher = publisherOf(address)
  return publisher ? `${publisher.isShared ? '~' : '='} ${publisher.name}` : '-'
}

describe('whose word an address is', () => {
  describe('a host of one’s own, and an issuing platform, speaks for itself', () => {
    for (const host of [
      ...['school.example', 'localhost:3000', '127.0.0.1:8080', 'harvard.edu', 'ox.ac.uk'],
      ...['lincoln.k12.ca.us', 'school.sch.uk', 'uni.edu.ru', 'www.translate.example'],
      ...['api.badgr.io', 'www.credly.com', 'openbadgefactory.com', 'credential.net'],
      ...['school.moodlecloud.com', 'school.instructure.com', 'bcdiploma.com'],
    ])
      it(host, () => assert.equal(told(`https://${host}/badges/1.json`), `= ${host}`))
  })

  describe('a name below a suffix of the private list belongs to a stranger', () => {
    for (const host of [
      ...['eve.github.io', 'eve.web.val.run', 'eve.pythonanywhere.com', 'eve.up.railway.app'],
      ...['eve.myshopify.com', 'eve.hf.space', 'x.supabase.co', 'eve.uk.com', 'eve.a.run.app'],
      ...['x.s3.dualstack.eu-west-1.amazonaws.com', 'x.s3-website-us-east-1.amazonaws.com'],
      ...['x.blob.core.windows.net', 'eve.github.io:8443', 'a.b.pages.dev'],
    ])
      it(host, () => assert.equal(told(`https://${host}/1.json`), `~ ${host}`))
  })

  describe('so does one of hosts that the list leaves out', () => {
    for (const host of [
      ...['eve.ghost.io', 'eve.sharepoint.com', 'eve.wordpress.com', 'eve.blogspot.co.uk'],
      ...['eve.koyeb.app', 'eve.tiiny.site', 'eve.hubspotpagebuilder.com', 'eve.glitch.me'],
      ...['bafy.ipfs.w3s.link', 'bafy.ipns.gateway.example', 'eve.edublogs.org', 'eve.medium.com'],
    ])
      it(host, () => assert.equal(told(`https://${host}/1.json`), `~ ${host}`))
  })

  describe('the path tells the tenant where all share one name', () => {
    for (const [address, tenant] of [
      ['raw.githubusercontent.com/eve/x/main/a', 'raw.githubusercontent.com/eve/x'],
      ['RAW.githubusercontent.com./eve/x/main/a', 'raw.githubusercontent.com/eve/x'],
      ['s3.eu-west-1.amazonaws.com/bucket/a', 's3.eu-west-1.amazonaws.com/bucket'],
      [
        's3.dualstack.eu-west-1.amazonaws.com/bucket/a',
        's3.dualstack.eu-west-1.amazonaws.com/bucket',
      ],
      ['s3.us-west-002.backblazeb2.com/bucket/a', 's3.us-west-002.backblazeb2.com/bucket'],
      ['fra1.digitaloceanspaces.com/bucket/a', 'fra1.digitaloceanspaces.com/bucket'],
      ['f002.backblazeb2.com/file/bucket/a', 'f002.backblazeb2.com/file/bucket'],
      ['storage.cloud.google.com/bucket/a', 'storage.cloud.google.com/bucket'],
      ['arweave.net/x/a', 'arweave.net/x'],
      ['gateway.example/ipfs/bafy/a', 'gateway.example/ipfs/bafy'],
    ] as const)
      it(address, () => assert.equal(told(`https://${address}`), `~ ${tenant}`))
  })

  describe('a person’s folder is no word of the school, wherever it stands', () => {
    for (const [path, tenant] of [
      ['~eve/1.json', '~eve'],
      ['%7Eeve/1.json', '~eve'],
      ['users/~eve/1.json', 'users/~eve'],
      ['home/staff/%7eeve/1.json', 'home/staff/~eve'],
    ] as const)
      it(path, () => assert.equal(told(`https://s.example/${path}`), `~ s.example/${tenant}`))

    it('a tilde inside a word is none', () => {
      assert.equal(told('https://s.example/a~b/1.json'), '= s.example')
    })
  })

  describe('what repeats the words of others says nothing of its own', () => {
    for (const address of [
      ...['www-harvard-edu.translate.goog/x', 'httpbin.org/base64/x', 'eu.httpbin.org/base64/x'],
      ...['r.jina.ai/x', 'api.allorigins.win/raw', 'corsproxy.io/', 'dev.uniresolver.io/1.0/x'],
      ...['esm.sh/x/y/z', 'cdn.statically.io/gh/eve/x/a', 'cdn.jsdelivr.net/gh/eve/x@1/a'],
      ...['web.archive.org/web/2020/x', 'archive.ph/x', 'plc.directory/did:plc:x', 'unpkg.com/x/a'],
      ...['cdn.discordapp.com/attachments/1/2/a', 'lh3.googleusercontent.com/x'],
      ...['uc1.dl.dropboxusercontent.com/a', 'objects.githubusercontent.com/x/y'],
      ...['user-images.githubusercontent.com/1/x', 'api.github.com/gists/x', 'pastebin.com/raw/x'],
      ...['codeload.github.com/eve/x', 'archive.ph./x'],
    ])
      it(address, () => assert.equal(told(`https://${address}`), '-'))
  })

  describe('nor does an address that carries the one it repeats', () => {
    for (const address of [
      'proxy.example/https://evil.example/1',
      'proxy.example/get?url=https%3A%2F%2Fevil.example%2F1',
      'proxy.example/get?url=https%253A%252F%252Fevil.example%252F1',
      'proxy.example/http:/evil.example/1',
      'proxy.example/1.0/identifiers/did:key:z6Mk',
    ])
      it(address, () => assert.equal(told(`https://${address}`), '-'))
  })

  it('one that carries an address of its own host speaks for itself', () => {
    for (const carried of ['https://s.example/i', 'https%3A%2F%2Fs.example%2Fi&x=1'])
      assert.equal(told(`https://s.example/1?issuer=${carried}`), '= s.example')
    assert.equal(told('https://s.example/1?issuer=https://s.example@evil.example/i'), '-')
    assert.equal(told('https://s.example/1?issuer=https://s.example.evil.example/i'), '-')
  })

  it('nobody is told at the bare name that strangers share', () => {
    for (const host of ['github.io', 'hf.space', 'blogspot.com'])
      assert.equal(told(`https://${host}/x/1.json`), '-')
  })

  it('no web address, or one with user info, is nobody’s', () => {
    for (const address of ['did:key:z6Mk', 'https://harvard.edu@evil.example/', 'x'])
      assert.equal(told(address), '-')
  })

  describe('neighbours on one host', () => {
    for (const [a, b, expected] of [
      ['https://s.example/users/~eve/1', 'https://s.example/users/~ada/1', true],
      ['https://s.example/users/~eve/1', 'https://s.example/issuer', true],
      ['https://s.example/~eve/1', 'https://s.example/%7Eeve/2', false],
      ['https://eve.github.io/1', 'https://eve.github.io/2', false],
      ['https://hf.space/1', 'https://hf.space/2', true],
      ['https://httpbin.org/1', 'https://httpbin.org/2', true],
      ['https://s.example/1', 'https://s.example/2', false],
      ['https://s.example/1', 'https://t.example/~eve', false],
    ] as const)
      it(`${a} and ${b}: ${expected ? 'strangers' : 'one'}`, () =>
        assert.equal(differentTenants(a, b), expected))
  })
})
