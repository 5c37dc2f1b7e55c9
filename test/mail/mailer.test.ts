import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'
import { createLog, type Log } from '../../src/log.js'
import { createMailer, outboxFolder } from '../../src/mail/mailer.js'
import {
  accountChangedLetter,
  type Addressee,
  addressTakenLetter,
  confirmationLetter,
  noAccountLetter,
  resetChoiceLetter,
  resetLetter,
} from '../../src/mail/messages.js'
import { listOutbox } from '../../src/mail/outbox.js'

const NOW = new Date('2026-03-14T09:26:53.589Z')
const MAIL_FROM = 'Haversack <haversack@example.org>'
const LINK = 'http://localhost:3000/confirm/abc'

describe('mailer without a server', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'haversack-mail-'))
  after(() => rmSync(dataDir, { recursive: true, force: true }))
  const config = { smtpUrl: null, mailFrom: MAIL_FROM, dataDir }

  it('writes a file only the owner can read, and the log names it without its link', async () => {
    const lines: string[] = []
    const log = createLog('info', { write: (line: string) => void lines.push(line) })
    await createMailer(config, log, () => NOW).send(
      await confirmationLetter({ name: 'Ünï “日本”', address: 'uni@example.org' }, LINK),
    )
    const [mail] = await listOutbox(outboxFolder(config))
    assert.equal(mail!.to, 'uni@example.org')
    assert.match(mail!.text, /Hello Ünï “日本”,/)
    assert.equal(mail!.sentAt, '2026-03-14T09:26:53.000Z')
    assert.equal(statSync(mail!.file).mode & 0o777, 0o600)
    assert.ok(lines.join('').includes(mail!.file))
    assert.ok(!lines.join('').includes('/confirm/'))
  })

  it('makes one recipient of an address with a comma, and one subject of many lines', async () => {
    const mailer = createMailer(config, quiet(), () => NOW)
    const to = { name: 'A, b@evil.example', address: 'a@example.org' }
    await mailer.send({ to, subject: 'one\r\nBcc: c@evil.example', text: 'one letter', html: 'h' })
    const mails = await listOutbox(outboxFolder(config))
    const mail = mails.find((one) => one.text.trim() === 'one letter')
    assert.equal(mail!.to, 'a@example.org')
    assert.match(mail!.subject, /^one\s+Bcc: c@evil\.example$/)
  })

  it('keeps the order of mails written in one instant', async () => {
    const mailer = createMailer(config, quiet(), () => NOW)
    const to = { name: '', address: 'order@example.org' }
    for (const subject of ['first', 'second'])
      await mailer.send({ to, subject, text: 't', html: 'h' })
    const mails = await listOutbox(outboxFolder(config))
    const mine = mails.filter((mail) => mail.to === to.address)
    assert.deepEqual(
      mine.map((mail) => mail.subject),
      ['second', 'first'],
    )
    assert.ok(readdirSync(outboxFolder(config)).every((name) => name.endsWith('.eml')))
  })
})

describe('mailer with a server', () => {
  it('hands the message over as UTF-8, and rejects when nobody takes it', async () => {
    const received: string[] = []
    const server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      onData: (stream, _session, done) =>
        void text(stream).then((mail) => {
          received.push(mail)
          done()
        }, done),
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.server.address() as AddressInfo
    const config = { smtpUrl: `smtp://127.0.0.1:${port}`, mailFrom: MAIL_FROM, dataDir: '/nowhere' }
    const message = await resetLetter({ name: 'Ada', address: 'ada@example.org' }, LINK)
    const mailer = createMailer(config, quiet(), () => NOW)
    await mailer.send(message)
    assert.match(received[0]!, /^From: Haversack <haversack@example\.org>/m)
    assert.match(received[0]!, /^To: Ada <ada@example\.org>/m)
    await new Promise<void>((resolve) => server.close(resolve))
    await assert.rejects(mailer.send(message))
  })
})

const CHANGE = { kind: 'address-added', subject: 'b@example.org', at: NOW.toISOString() } as const

describe('messages', () => {
  for (const name of [
    'visit evil.example now',
    'http://evil',
    'EVIL。example',
    'evil．example/x',
    'mail@evil',
    'a'.repeat(61),
    'You won a prize today '.repeat(5),
  ])
    it(`greet nobody as ${name.slice(0, 30)}, which a stranger may have typed`, async () => {
      const mail = await confirmationLetter({ name, address: 'ada@example.org' }, LINK)
      assert.match(mail.text, /^Hello,$/m)
      assert.ok(!`${mail.text}${mail.html}${mail.subject}`.includes(name))
      assert.equal(mail.to.name, '')
    })

  for (const name of ['Ada Njoroge', 'J. R. Smith', 'Seán Ó’Brien-Łuczak', '日本 太郎'])
    it(`greet ${name}`, async () => {
      const mail = await confirmationLetter({ name, address: 'ada@example.org' }, LINK)
      assert.ok(mail.text.startsWith(`Hello ${name},`))
    })

  for (const [title, write] of Object.entries({
    addressTakenLetter,
    confirmationLetter,
    noAccountLetter,
    resetLetter,
    accountChangedLetter: (to: Addressee, link: string) =>
      accountChangedLetter(to, { ...CHANGE, link }),
    resetChoiceLetter: ({ address }: Addressee, link: string) =>
      resetChoiceLetter(address, [{ name: 'Ada', begunAt: CHANGE.at, link }]),
  }))
    it(`${title} says the same as text and as HTML, with one link`, async () => {
      const to = { name: 'Ada <b>&</b> "N"', address: 'ada@example.org' }
      const mail = await write(to, LINK)
      assert.deepEqual(mail.html.match(/href="([^"]+)"/g), [`href="${LINK}"`])
      assert.equal(mail.text.split(LINK).length, 2)
      assert.equal(words(mail.text.replace(`:\n${LINK}`, '')), words(plain(mail.html)))
      assert.doesNotMatch(mail.html, /<b>/)
    })
})

function plain(html: string): string {
  return html
    .slice(html.indexOf('<body'))
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#34;', '"')
    .replaceAll('&amp;', '&')
}

function words(of: string): string {
  return of.split(/\s+/).filter(Boolean).join(' ')
}

function quiet(): Log {
  return createLog('silent')
}
