import assert from 'node:assert/strict'
import { createServer as createTlsServer } from 'node:https'
import { createServer as createSocketServer } from 'node:net'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { guarded, loopbackServers } from '../support/guarded.js'
import { listenOn } from '../support/loopback.js'
import { SELF_SIGNED } from '../support/self-signed.js'

describe('guarded fetch', () => {
  const { serve, keep } = loopbackServers()

  it('brings the answer with status, type, hash and time', async () => {
    const { url } = await serve((_, res) => {
      res.writeHead(410, { 'content-type': 'application/json' }).end('{"revoked":true}')
    })
    const document = await guarded()(`${url}/a#fragment`)
    assert.equal(Buffer.from(document.body).toString(), '{"revoked":true}')
    assert.deepEqual(
      [document.url, document.finalUrl, document.status, document.type, document.cause],
      [`${url}/a`, `${url}/a`, 410, 'application/json', null],
    )
    assert.equal(document.sha256.length, 64)
    assert.equal(document.fetchedAt, '2026-03-01T12:00:00.000Z')
  })

  it('sends Accept and its own User-Agent, and neither cookies nor credentials', async () => {
    const seen: string[] = []
    const { url } = await serve((req, res) => {
      seen.push(Object.keys(req.headers).sort().join(' '), req.headers['user-agent'] ?? '')
      res.writeHead(302, { location: '/next', 'set-cookie': 'a=b' }).end()
    })
    await guarded()(url, 'application/json')
    assert.equal(seen[0], 'accept accept-encoding connection host user-agent')
    assert.equal(seen[1], 'Haversack/test')
    assert.equal(seen[2], seen[0])
  })

  it('other schemes, user info and text that is no URL are refused', async () => {
    const texts = [
      'file:///etc/passwd',
      'gopher://x/',
      'ftp://x/',
      'http://a:b@x.example/',
      'http://',
    ]
    for (const text of texts) assert.equal((await guarded()(text)).cause, 'bad-url', text)
  })

  describe('redirects', () => {
    it('follows five, and says who answered in the end', async () => {
      const { url } = await serve((req, res) => {
        const step = Number(req.url!.slice(1))
        if (step === 5) return void res.end('here')
        res.writeHead(302, { location: `/${step + 1}` }).end()
      })
      const document = await guarded()(`${url}/0`)
      assert.equal(document.finalUrl, `${url}/5`)
      assert.equal(document.url, `${url}/0`)
    })

    it('a redirect loop ends after five', async () => {
      const { url, asked } = await serve((_, res) => {
        res.writeHead(302, { location: '/again' }).end()
      })
      assert.equal((await guarded()(url)).cause, 'redirect-loop')
      assert.equal(asked.length, 6)
    })

    it('a redirect to another scheme or with user info is refused', async () => {
      for (const location of ['file:///etc/passwd', 'http://a:b@lab.example/', 'http://[']) {
        const { url } = await serve((_, res) => void res.writeHead(302, { location }).end())
        assert.equal((await guarded()(url)).cause, 'bad-url')
      }
    })
  })

  it('undoes gzip, brotli and both kinds of deflate', async () => {
    const codings = {
      gzip: gzipSync('{}'),
      'x-gzip': gzipSync('{}'),
      br: brotliCompressSync('{}'),
      deflate: deflateSync('{}'),
      Deflate: deflateRawSync('{}'),
      identity: Buffer.from('{}'),
    }
    for (const [coding, body] of Object.entries(codings)) {
      const { url } = await serve((_, res) => {
        res.writeHead(200, { 'content-encoding': coding }).end(body)
      })
      assert.equal(Buffer.from((await guarded()(url)).body).toString(), '{}', coding)
    }
  })

  describe('silences', () => {
    it('a cut-off body is no answer', async () => {
      const { url } = await serve((_, res) => {
        res.writeHead(200, { 'content-length': '100' })
        res.write('half', () => res.destroy())
      })
      assert.equal((await guarded()(url)).cause, 'connection')
    })

    it('a refused connection', async () => {
      const { url, close } = await serve((_, res) => void res.end())
      await close()
      assert.equal((await guarded()(url)).cause, 'connection')
    })

    it('a name that does not resolve', async () => {
      const resolver = async () => {
        throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
      }
      assert.equal((await guarded({ resolver })('https://gone.example/')).cause, 'dns')
    })

    it('a name without any address', async () => {
      const load = guarded({ resolver: async () => [] })
      assert.equal((await load('https://empty.example/')).cause, 'dns')
    })

    it('a certificate nobody trusts, and one of another name', async () => {
      const tls = await listenOn(createTlsServer(SELF_SIGNED, (_, res) => void res.end('{}')))
      keep(tls)
      const trusting = { certificateAuthorities: [SELF_SIGNED.cert] }
      const load = guarded({ ...trusting, allowedPrivateHosts: ['lab.example', 'other.example'] })
      assert.equal((await guarded()(`https://lab.example:${tls.port}/`)).cause, 'tls')
      assert.equal((await load(`https://other.example:${tls.port}/`)).cause, 'tls')
      assert.equal((await load(`https://lab.example:${tls.port}/`)).status, 200)
    })

    it('https answered in plain text', async () => {
      const { port } = await serve((_, res) => void res.end())
      assert.equal((await guarded()(`https://lab.example:${port}/`)).cause, 'tls')
    })

    it('a redirect from https to http', async () => {
      const server = createTlsServer(SELF_SIGNED, (_, res) => {
        res.writeHead(301, { location: 'http://lab.example/' }).end()
      })
      const tls = await listenOn(server)
      keep(tls)
      const load = guarded({ certificateAuthorities: [SELF_SIGNED.cert] })
      assert.equal((await load(`https://lab.example:${tls.port}/`)).cause, 'redirect-insecure')
    })

    it('something that does not speak http', async () => {
      const server = createSocketServer((socket) => void socket.resume().end('SSH-2.0-OpenSSH\r\n'))
      const raw = await listenOn(server)
      keep(raw)
      assert.equal((await guarded()(`http://lab.example:${raw.port}/`)).cause, 'connection')
    })
  })

  it('ALLOWED_PRIVATE_HOSTS opens named hosts at any port, and nothing else', async () => {
    const { port } = await serve((_, res) => void res.end('{}'))
    const load = guarded({ allowedPrivateHosts: ['LAB.example', '127.0.0.1'] })
    assert.equal((await load(`http://lab.example:${port}/`)).status, 200)
    assert.equal((await load(`http://127.0.0.1:${port}/`)).status, 200)
    assert.equal((await load(`http://not-lab.example:${port}/`)).cause, 'refused-address')
    assert.equal((await load(`http://lab.example.evil.example:${port}/`)).cause, 'refused-address')
  })
})
