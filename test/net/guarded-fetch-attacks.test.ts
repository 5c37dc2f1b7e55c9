import assert from 'node:assert/strict'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { MAX_DOCUMENT_BYTES } from '../../src/net/guarded-fetch.js'
import { guarded, LOOPBACK, loopbackServers } from '../support/guarded.js'

describe('guarded fetch under attack', () => {
  const { serve } = loopbackServers()

  describe('addresses inside the own network', () => {
    it('a literal loopback, private or metadata address in any notation is not asked', async () => {
      const server = await serve((_, res) => void res.end('secret'))
      const hosts = ['127.0.0.1', '2130706433', '0x7f000001', '017700000001', '127.1', '[::1]']
      const more = ['[::ffff:7f00:1]', '[::7f00:1]', '[64:ff9b::7f00:1]', '169.254.169.254', '0']
      for (const host of [...hosts, ...more]) {
        const document = await guarded()(`http://${host}:${server.port}/`)
        assert.equal(document.cause, 'refused-address', host)
      }
      assert.deepEqual(server.asked, [])
    })

    it('a name that resolves to loopback is not asked', async () => {
      const server = await serve((_, res) => void res.end('secret'))
      const document = await guarded()(`http://evil.example:${server.port}/`)
      assert.equal(document.cause, 'refused-address')
      assert.deepEqual(server.asked, [])
    })

    it('a name with one public and one private address is refused altogether', async () => {
      const both = [{ address: '93.184.216.34', family: 4 }, ...LOOPBACK]
      const load = guarded({ resolver: async () => both })
      assert.equal((await load('http://evil.example/')).cause, 'refused-address')
    })

    it('DNS rebinding: the address tested is the address connected to, with one look-up', async () => {
      const server = await serve((_, res) => void res.end('secret'))
      let lookUps = 0
      const resolver = async () => {
        lookUps += 1
        return lookUps === 1 ? [{ address: '10.0.0.1', family: 4 }] : LOOPBACK
      }
      const load = guarded({ resolver })
      const url = `http://rebind.example:${server.port}/`
      assert.equal((await load(url)).cause, 'refused-address')
      assert.equal(lookUps, 1)
      assert.equal((await load(url)).cause, 'refused-address')
      assert.deepEqual(server.asked, [])
    })

    it('a redirect to a metadata address, literal or by name, is not followed', async () => {
      const resolver = async (name: string) =>
        name === 'lab.example' ? LOOPBACK : [{ address: '169.254.169.254', family: 4 }]
      for (const location of ['http://169.254.169.254/latest/meta-data/', 'http://evil.example/']) {
        const { url } = await serve((_, res) => void res.writeHead(302, { location }).end())
        assert.equal((await guarded({ resolver })(url)).cause, 'refused-address')
      }
    })

    it('a redirect back to a local port is not followed', async () => {
      const inside = await serve((_, res) => void res.end('secret'))
      const location = `http://127.0.0.1:${inside.port}/`
      const { url } = await serve((_, res) => void res.writeHead(307, { location }).end())
      assert.equal((await guarded()(url)).cause, 'refused-address')
      assert.deepEqual(inside.asked, [])
    })

    it('a system port other than 80 and 443 is refused', async () => {
      for (const port of [22, 25, 1023])
        assert.equal((await guarded()(`http://example.org:${port}/`)).cause, 'refused-address')
    })
  })

  describe('time and size', () => {
    it('slow loris: a body that drips for ever ends with the total time', async () => {
      const { url } = await serve((_, res) => {
        const drip = setInterval(() => res.write('.'), 20)
        res.on('close', () => clearInterval(drip))
      })
      assert.equal((await guarded({ maxMilliseconds: 200 })(url)).cause, 'timeout')
    })

    it('a server that never answers ends with the total time', async () => {
      const { url } = await serve(() => undefined)
      assert.equal((await guarded({ maxMilliseconds: 150 })(url)).cause, 'timeout')
    })

    it('a chain of slow redirects shares one total time', async () => {
      const { url, asked } = await serve((_, res) => {
        setTimeout(() => res.writeHead(302, { location: '/on' }).end(), 120)
      })
      assert.equal((await guarded({ maxMilliseconds: 300 })(url)).cause, 'timeout')
      assert.ok(asked.length <= 3)
    })

    it('an endless body is cut at the limit', async () => {
      const { url } = await serve((_, res) => {
        const chunk = Buffer.alloc(64 * 1024)
        const pump = () => {
          while (!res.destroyed && res.write(chunk));
        }
        res.on('drain', pump)
        pump()
      })
      assert.equal((await guarded()(url)).cause, 'too-large')
    })

    it('a body of exactly the limit is read, one byte more is not', async () => {
      const { url } = await serve((req, res) => {
        res.end(Buffer.alloc(MAX_DOCUMENT_BYTES + Number(req.url!.slice(1))))
      })
      assert.equal((await guarded()(`${url}/0`)).body.length, MAX_DOCUMENT_BYTES)
      assert.equal((await guarded()(`${url}/1`)).cause, 'too-large')
      assert.equal((await guarded()(`${url}/1`, 'image/*')).cause, 'too-large')
    })

    it('compression bombs of every coding are cut at the limit', async () => {
      const zeroes = Buffer.alloc(8 * 1024 * 1024)
      const bombs = {
        gzip: gzipSync(zeroes),
        br: brotliCompressSync(zeroes),
        deflate: deflateSync(zeroes),
        'gzip, gzip': gzipSync(gzipSync(zeroes)),
        'gzip, gzip, gzip': gzipSync('x'),
      }
      for (const [coding, body] of Object.entries(bombs)) {
        const { url } = await serve((_, res) => {
          res.writeHead(200, { 'content-encoding': coding }).end(body)
        })
        assert.equal((await guarded()(url)).cause, 'too-large', coding)
      }
    })

    it('headers beyond 16 KiB are refused', async () => {
      const { url } = await serve((_, res) => {
        res.writeHead(200, { 'x-long': 'a'.repeat(20_000) }).end()
      })
      assert.equal((await guarded()(url)).cause, 'too-large')
    })

    it('asks one host at most twice at once', async () => {
      let running = 0
      let most = 0
      let pair: (() => void)[] = []
      // nobody is answered before two ask, nor before a third could
      const { url, asked } = await serve((_, res) => {
        most = Math.max(most, (running += 1))
        pair.push(() => {
          running -= 1
          res.end()
        })
        if (pair.length < 2 && asked.length < 7) return
        const both = pair
        pair = []
        setTimeout(() => both.forEach((answer) => answer()), 20)
      })
      const load = guarded()
      const documents = await Promise.all([...Array(7).keys()].map((n) => load(`${url}/${n}`)))
      assert.ok(documents.every((d) => d.status === 200))
      assert.equal(most, 2)
    })
  })
})
