import assert from 'node:assert/strict'
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { setTimeout as rest } from 'node:timers/promises'
import { ownResolver } from '../../src/net/own-resolver.js'
import { SilenceError } from '../../src/net/silence-error.js'

const ADDRESS = [192, 0, 2, 7]
const IPV4 = 1

describe('the resolver of names', () => {
  let nameServer: Socket
  let servers: string[]
  before(async () => {
    nameServer = createSocket('udp4').bind(0, '127.0.0.1')
    await once(nameServer, 'listening')
    servers = [`127.0.0.1:${nameServer.address().port}`]
    nameServer.on('message', (question, from) => {
      const answer = answerTo(question)
      if (answer) nameServer.send(answer, from.port, from.address)
    })
  })
  after(() => void nameServer.close())

  it('answers others while two hundred names are waited for', async () => {
    const resolve = ownResolver({ servers, patienceMs: 1000 })
    const ended = Promise.allSettled(
      Array.from({ length: 200 }, async (_, n) => {
        // all in one moment are more than the socket of the name server holds
        await rest(n)
        return resolve(`silent${n}.example`)
      }),
    )
    await rest(250)
    const begun = performance.now()
    assert.deepEqual(await resolve('school.example'), [{ address: '192.0.2.7', family: 4 }])
    assert.ok(performance.now() - begun < 800)
    for (const { status } of await ended) assert.equal(status, 'rejected')
  })

  it('gives up a silent name server, and says that it was silent', async () => {
    const resolve = ownResolver({ servers, patienceMs: 100 })
    await assert.rejects(resolve('silent.example'), new SilenceError('timeout'))
  })

  it('knows the names of the machine', async () => {
    const found = await ownResolver({ servers })('localhost')
    assert.ok(found.some(({ address }) => ['127.0.0.1', '::1'].includes(address)))
  })
})

/** One IPv4 address for every name but the silent ones; null is silence. @see RFC 1035, 4.1 */
function answerTo(question: Buffer): Buffer | null {
  if (question.includes('silent')) return null
  const end = question.indexOf(0, 12) + 5
  const isFour = question.readUInt16BE(end - 4) === IPV4
  const head = Buffer.from(question.subarray(0, 12))
  head.writeUInt16BE(0x8180, 2)
  for (const [place, count] of [1, isFour ? 1 : 0, 0, 0].entries())
    head.writeUInt16BE(count, 4 + place * 2)
  const record = Buffer.from([0xc0, 12, 0, IPV4, 0, 1, 0, 0, 0, 60, 0, 4, ...ADDRESS])
  return Buffer.concat([head, question.subarray(12, end), ...(isFour ? [record] : [])])
}
