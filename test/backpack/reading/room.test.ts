import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'
import { DiagnosedError } from '../../../src/backpack/reading/doctor/diagnosis.js'
import { RoomClosedError } from '../../../src/backpack/reading/room/desk.js'
import { packError, unpackError } from '../../../src/backpack/reading/room/messages.js'
import type { RoomLimits } from '../../../src/backpack/reading/room/room.js'
import { PdfError } from '../../../src/backpack/reading/pdf/pdf-error.js'
import { OpenBadgesError, silence } from '../../../src/openbadges/index.js'
import { NOW } from '../../support/backpack.js'
import { openBuiltRoom } from '../../support/reading-room.js'

const PASTED = { text: 'https://school.example/1', origin: 'paste' } as const
/** Takes a second or more, however it is read. */
const LONG = `[${'"a",'.repeat(10_000_000)}"b"]`

describe('the reading room', () => {
  const rooms: ReturnType<typeof openBuiltRoom>[] = []
  const open = (limits: Partial<RoomLimits> = {}) => {
    const room = openBuiltRoom(limits)
    rooms.push(room)
    return room
  }
  afterEach(() => rooms.splice(0).forEach((room) => room.close()))

  const tooMuch = (error: unknown) =>
    error instanceof DiagnosedError && error.diagnosis.code === 'too_much_work'

  it('ends a task that is busy too long, and goes on with the next', async () => {
    const room = open({ busyMs: 50, watchMs: 5, desks: 1 })
    const next = room.run('splitText', [LONG]).catch(() => room.run('splitText', ['a b']))
    await assert.rejects(room.run('splitText', [LONG]), tooMuch)
    assert.deepEqual(await next, ['a b'])
  })

  it('ends a task that takes too much memory', async () => {
    await assert.rejects(open({ heapMegabytes: 64 }).run('splitText', [LONG]), tooMuch)
  })

  it('keeps the main thread free meanwhile', async () => {
    const room = open({ busyMs: 500 })
    await room.run('splitText', ['warm'])
    let [worst, last] = [0, performance.now()]
    const beat = setInterval(() => {
      worst = Math.max(worst, performance.now() - last)
      last = performance.now()
    }, 5)
    const reading = room.run('splitText', [LONG])
    last = performance.now() // what is handed over is copied once
    await assert.rejects(reading, tooMuch)
    clearInterval(beat)
    assert.ok(worst < 250, `${worst} ms`)
  })

  it('does not count time in which the network is waited for', async () => {
    const slow = async (url: string) => (await wait(600), silence(url, 'timeout', NOW))
    const room = open({ busyMs: 400, watchMs: 5 })
    await room.run('readBadge', [PASTED, { now: NOW }]) // its packages are loaded once
    const { refusal } = await room.run('readBadge', [PASTED, { now: NOW }], slow)
    assert.equal(refusal?.code, 'too_slow')
  })

  it('counts it again once the network has answered', async () => {
    const body = new TextEncoder().encode(LONG.slice(0, 4_000_000))
    const answered = { cause: null, status: 200, type: 'application/json', body }
    const answer = async (url: string) => ({ ...silence(url, 'timeout', NOW), ...answered })
    const room = open({ busyMs: 30_000, watchMs: 5 })
    await room.run('readBadge', [PASTED, { now: NOW }])
    const hasty = open({ busyMs: 5, watchMs: 1 })
    await assert.rejects(hasty.run('readBadge', [PASTED, { now: NOW }], answer), tooMuch)
  })

  it('has as many processes as it may, and refuses what finds no place to wait', async () => {
    const room = open({ desks: 1, waiting: 1 })
    const all = await Promise.allSettled([1, 2, 3].map(() => room.run('splitText', ['a'])))
    assert.deepEqual(
      all.map(({ status }) => status),
      ['fulfilled', 'fulfilled', 'rejected'],
    )
    const { reason } = all[2] as { reason: DiagnosedError }
    assert.equal(reason.diagnosis.code, 'too_busy')
  })

  it('ends what is running and what waits when it is closed', async () => {
    const room = open({ desks: 1 })
    const never = () => new Promise<never>(() => undefined)
    const running = room.run('readBadge', [PASTED, { now: NOW }], never)
    const waiting = room.run('splitText', ['a'])
    const both = Promise.all([running, waiting].map((one) => assert.rejects(one, RoomClosedError)))
    await wait(50)
    room.close()
    await both
  })

  it('hands over what the network threw', async () => {
    const broken = () => Promise.reject(new TypeError('broken'))
    const error = { name: 'TypeError', message: 'broken' }
    await assert.rejects(open().run('readBadge', [PASTED, { now: NOW }], broken), error)
  })

  for (const error of [
    new OpenBadgesError('BADGE_MALFORMED', 'm', { reason: 'json-broken', place: 'line 1' }),
    new PdfError('pdf_locked', '1 page'),
    new DiagnosedError({ ...new DiagnosedError({} as never).diagnosis, code: 'jpeg' } as never),
    new RangeError('deep'),
  ])
    it(`${error.name} crosses the border with its class and code`, () => {
      const back = unpackError(structuredClone(packError(error)))
      assert.equal(back instanceof OpenBadgesError, error instanceof OpenBadgesError)
      assert.deepEqual(packError(back), packError(error))
    })
})
