import assert from 'node:assert/strict'
import type { RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { DiagnosisCode } from '../../../../src/backpack/reading/doctor/diagnosis.js'
import { makeCertificate } from '../../../../src/demo/issuer/certificate.js'
import { createOfflineLoader } from '../../../../src/net/document-loader.js'
import type { DocumentLoader } from '../../../../src/openbadges/index.js'
import { NOW } from '../../../support/backpack.js'
import { openPractice, type Practice } from '../../../support/diagnoses.js'
import { guarded, loopbackServers } from '../../../support/guarded.js'
import { listenOn } from '../../../support/loopback.js'
import { iTXt, PNG, pngWith } from '../../../support/pictures.js'
import { SELF_SIGNED } from '../../../support/self-signed.js'

const PAGE = '<!doctype html><title>A badge</title><p>Well done'
const LOGIN = '<!doctype html><form><input name="user"><input type="password"></form>'

/** Status, type and body of everything a site answers. */
const always =
  (status: number, type: string, body: string | Buffer = ''): RequestListener =>
  (_, res) =>
    void res.writeHead(status, { 'content-type': type }).end(body)

describe('doctor: addresses', () => {
  const { serve, keep } = loopbackServers()
  let practice: Practice
  before(async () => void (practice = await openPractice()))

  const ofAddress = async (url: string, load: DocumentLoader = guarded()) =>
    (await practice.ofText(url, load))!

  const ANSWERS: [code: DiagnosisCode, what: string, listener: RequestListener][] = [
    ['not_found', 'a 404', always(404, 'text/html', PAGE)],
    ['sign_in_needed', 'a 401', always(401, 'application/json', '{}')],
    ['sign_in_needed', 'a 403 to everybody', always(403, 'application/json', '{}')],
    ['robots_refused', 'a 403 with a page for robots', always(403, 'text/html', PAGE)],
    ['login_page', 'a page to sign in', always(200, 'text/html', LOGIN)],
    ['login_page', 'a way that ends at a sign-in page', toLogin],
    ['withdrawn', 'a 410', always(410, 'text/plain', 'gone')],
    ['come_back_later', 'a 429', always(429, 'text/plain')],
    ['site_in_trouble', 'a 503', always(503, 'text/html', PAGE)],
    ['odd_answer', 'a 418', always(418, 'text/plain')],
    ['page_without_badge', 'a page with nothing behind it', always(200, 'text/html', PAGE)],
    ['answer_no_badge', 'an ordinary text', always(200, 'text/plain', 'Dear Ada')],
    ['answer_no_badge', 'JSON of something else', always(200, 'application/json', '{"a": 1}')],
    ['answer_broken', 'JSON with a mistake', always(200, 'application/json', '{"a": }')],
    ['badge_definition', 'a badge class', always(200, 'application/json', badgeClass())],
    ['photo_stripped', 'a picture without badge', always(200, 'image/png', PNG)],
    ['answer_too_large', 'six megabytes', always(200, 'text/html', Buffer.alloc(6_000_000, 32))],
    ['redirect_loop', 'a circle', (req, res) => redirect(res, `${req.url}x`)],
  ]
  for (const [code, what, listener] of ANSWERS)
    it(`${code}: ${what}`, async () => {
      const { url } = await serve(listener)
      const diagnosis = await ofAddress(`${url}/badges/1`)
      assert.equal(diagnosis.code, code, JSON.stringify(diagnosis))
      assert.match(diagnosis.seen.join('\n'), /asked: http:\/\/lab\.example:\d+\/badges\/1/)
    })

  it('no_such_site: a name that does not resolve', async () => {
    const resolver = async () => {
      throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
    }
    const diagnosis = await ofAddress('https://gone.example/b', guarded({ resolver }))
    assert.equal(diagnosis.code, 'no_such_site')
    assert.equal(diagnosis.side, 'network')
    assert.match(diagnosis.cause, /no site called gone\.example/)
  })

  it('private_address: a host in a private network', async () => {
    assert.equal((await ofAddress('http://10.0.0.8/b')).code, 'private_address')
  })

  it('unusable_address: user name and password in the address, and they are not shown', async () => {
    const diagnosis = await ofAddress('https://ada:honey@school.example/b?token=bees')
    assert.equal(diagnosis.code, 'unusable_address')
    assert.doesNotMatch(JSON.stringify(diagnosis), /honey|bees/)
  })

  it('no_connection: a refused connection', async () => {
    const { url, close } = await serve((_, res) => void res.end())
    await close()
    assert.equal((await ofAddress(`${url}/b`)).code, 'no_connection')
  })

  it('too_slow: a site that never answers', async () => {
    const { url } = await serve(() => undefined)
    const diagnosis = await ofAddress(`${url}/b`, guarded({ maxMilliseconds: 50 }))
    assert.equal(diagnosis.code, 'too_slow')
  })

  it('certificate_expired: a certificate whose time is over', async () => {
    const old = makeCertificate(new Date('2020-01-01'))
    const tls = await listenOn(createTlsServer(old, (_, res) => void res.end('{}')))
    keep(tls)
    const trusting = { allowedPrivateHosts: ['localhost'], certificateAuthorities: [old.cert] }
    const diagnosis = await ofAddress(`https://localhost:${tls.port}/b`, guarded(trusting))
    assert.equal(diagnosis.code, 'certificate_expired', JSON.stringify(diagnosis))
    assert.equal(diagnosis.side, 'issuer')
  })

  it('certificate_bad: a certificate nobody trusts', async () => {
    const tls = await listenOn(createTlsServer(SELF_SIGNED, (_, res) => void res.end('{}')))
    keep(tls)
    assert.equal((await ofAddress(`https://lab.example:${tls.port}/b`)).code, 'certificate_bad')
  })

  it('redirect_insecure: from https to http', async () => {
    const server = createTlsServer(SELF_SIGNED, (_, res) => redirect(res, 'http://lab.example/'))
    const tls = await listenOn(server)
    keep(tls)
    const load = guarded({ certificateAuthorities: [SELF_SIGNED.cert] })
    const diagnosis = await ofAddress(`https://lab.example:${tls.port}/b`, load)
    assert.equal(diagnosis.code, 'redirect_insecure')
  })

  it('offline: a copy that visits nobody', async () => {
    const diagnosis = await ofAddress(
      'https://school.example/b',
      createOfflineLoader(() => NOW),
    )
    assert.equal(diagnosis.code, 'offline')
    assert.equal(diagnosis.side, 'us')
  })

  it('linkedin_page: a profile, which programs may not see', async () => {
    const { url } = await serve(always(999, 'text/html', PAGE))
    const load = guarded()
    const instead: DocumentLoader = async (address, accept) =>
      load(address.replace('https://www.linkedin.com', url), accept)
    const diagnosis = await ofAddress('https://www.linkedin.com/in/ada/details/', instead)
    assert.equal(diagnosis.code, 'linkedin_page')
    assert.match(diagnosis.seen[0]!, /linkedin\.com/)
  })

  it('a picture that holds no more than an address says so', async () => {
    const { url } = await serve(always(503, 'text/plain'))
    practice.backpack.answerWith(guarded())
    const diagnosis = await practice.ofFile(pngWith(iTXt('openbadges', `${url}/b`)))
    assert.equal(diagnosis?.code, 'site_in_trouble')
    assert.match(diagnosis.cause, /no more than the address of its badge/)
    assert.match(diagnosis.next, /Keep the file/)
  })

  it('tells status, content type and first words, without anybody’s address in them', async () => {
    const { url } = await serve(always(200, 'text/html', `${PAGE}, ada@example.org`))
    const { seen } = await ofAddress(`${url}/b?identity__email=ada%40example.org`)
    assert.match(seen.join('\n'), /status 200\ncontent type: text\/html\nbegins: <!doctype html>/)
    assert.doesNotMatch(seen.join('\n'), /ada(@|%40)/)
  })
})

function redirect(res: Parameters<RequestListener>[1], location: string): void {
  res.writeHead(302, { location }).end()
}

function toLogin(req: { url?: string }, res: Parameters<RequestListener>[1]): void {
  if (req.url?.startsWith('/login'))
    return void res.setHeader('content-type', 'text/html').end(PAGE)
  redirect(res, '/login?return=1')
}

function badgeClass(): string {
  return JSON.stringify({
    '@context': 'https://w3id.org/openbadges/v2',
    type: 'BadgeClass',
    name: 'Bees',
  })
}
