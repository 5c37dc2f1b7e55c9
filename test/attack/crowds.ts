import { connect } from 'node:net'
import { setTimeout as rest } from 'node:timers/promises'
import { type Attack, attack, post, sendRaw, signUp, tally } from './attack.js'

/** Many at once. */
export const crowds: readonly Attack[] = [
  attack({
    name: '180 sign-ins at once',
    before: 'others waited 28 s',
    async run(site) {
      const signIns = Array.from({ length: 180 }, async (_, number) => {
        const form = { email: `mal${number}@example.org`, password: 'not the right one' }
        return (await post(site, '/sign-in', new URLSearchParams(form))).status
      })
      return tally(await Promise.all(signIns))
    },
  }),
  attack({
    name: '200 passwords at once that can be read in the most ways',
    before: 'all were looked at, side by side',
    prepare: (site) => signUp(site),
    async run(site) {
      const password = '<ph<$<ph9erphpher@<$9$ing()9$9ph-$<1pass'.repeat(6)
      const judged = Array.from({ length: 200 }, async (_, number) => {
        const form = { password: `${number}${password}`, name: 'asa '.repeat(60) }
        return (await post(site, '/passwords/strength', new URLSearchParams(form))).status
      })
      return tally(await Promise.all(judged))
    },
  }),
  attack({
    name: '500 half-open connections and half-sent bodies',
    before: 'kept for minutes',
    async run(site) {
      const half = `POST /check HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 99\r\n\r\na=`
      const ways = [half, 'GET / HTTP/1.1\r\nHost', '']
      const begun = performance.now()
      const ends = Array.from({ length: 500 }, (_, number) => ended(site.port, ways[number % 3]!))
      const first = await Promise.race([Promise.all(ends), rest(45_000, null)])
      const seconds = Math.round((performance.now() - begun) / 1000)
      return first ? `all closed within ${seconds} s` : 'some still open after 45 s'
    },
  }),
  attack({
    name: '2,000 requests as fast as they go, 200 at once',
    before: '',
    async run(site) {
      const answers: string[] = []
      const visitor = async () => {
        for (let turn = 0; turn < 10; turn += 1)
          answers.push(
            await sendRaw(site, `GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`, 20_000),
          )
      }
      await Promise.all(Array.from({ length: 200 }, visitor))
      return tally(answers)
    },
  }),
]

function ended(port: number, beginning: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(beginning))
    socket.on('error', () => undefined).resume()
    socket.on('close', () => resolve())
  })
}
