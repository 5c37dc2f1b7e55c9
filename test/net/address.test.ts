import assert from 'node:assert/strict'
import { isPublicAddress, literalAddress } from '../../src/net/url-rules.js'

const REFUSED = {
  'this host': ['0.0.0.0', '0.1.2.3', '::'],
  loopback: ['127.0.0.1', '127.255.255.254', '::1'],
  private: ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fc00::1', 'fd12:3456::1'],
  'link-local and metadata': ['169.254.169.254', 'fe80::1', 'fec0::1'],
  'carrier NAT': ['100.64.0.1', '100.127.255.255'],
  'multicast and broadcast': ['224.0.0.1', '239.1.1.1', '255.255.255.255', 'ff02::1'],
  'documentation and benchmarks': ['192.0.2.1', '198.51.100.1', '203.0.113.9', '198.18.0.1'],
  reserved: ['192.0.0.8', '240.0.0.1', '192.88.99.1', '2001:db8::1', '3fff::1', '100::1'],
  'IPv4 in IPv6': ['::ffff:127.0.0.1', '::ffff:10.0.0.1', '::127.0.0.1', '::7f00:1', '::a00:1'],
  'NAT64, 6to4 and Teredo': ['64:ff9b::7f00:1', '64:ff9b:1::a00:1', '2002:7f00:1::', '2001::1'],
  'no address at all': ['', 'localhost', '1.2.3', 'fe80::1%eth0', '127.0.0.1:80'],
}

describe('isPublicAddress', () => {
  for (const [kind, addresses] of Object.entries(REFUSED))
    it(`refuses ${kind}`, () => {
      for (const address of addresses) assert.equal(isPublicAddress(address), false, address)
    })

  it('accepts addresses of the internet, mapped ones included', () => {
    for (const address of ['1.1.1.1', '93.184.216.34', '2606:4700::1111', '::ffff:8.8.8.8'])
      assert.equal(isPublicAddress(address), true, address)
  })
})

describe('literalAddress', () => {
  it('finds the address a host name spells, whatever notation the URL used', () => {
    for (const host of ['127.0.0.1', '2130706433', '0x7f.1', '0177.0.0.1', '127.1', '①②⑦.0.0.1'])
      assert.equal(literalAddress(new URL(`http://${host}/`).hostname), '127.0.0.1', host)
    assert.equal(literalAddress(new URL('http://[::ffff:127.0.0.1]/').hostname), '::ffff:7f00:1')
    assert.equal(literalAddress('example.org'), null)
  })
})
