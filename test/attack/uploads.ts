import { type Attack, attack, sendRaw, signUp, type Site, tally } from './attack.js'

const BODY = ['a.png', 'b.png', 'c.png']
  .map(
    (name) =>
      `--B\r\nContent-Disposition: form-data; name="files"; filename="${name}"\r\n\r\npng\r\n`,
  )
  .join('')

function beginning(site: Site, path: string, cookie: string, length: number): string {
  const head = [
    `POST ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${site.port}`,
    `Origin: ${site.url}`,
    `Cookie: ${cookie}`,
    'Content-Type: multipart/form-data; boundary=B',
    'Content-Length: 100000',
  ]
  return `${head.join('\r\n')}\r\n\r\n${BODY.slice(0, length)}`
}

/** Visitors who leave in the middle. */
export const uploads: readonly Attack[] = ['/check', '/badges', '/imports'].map((path) =>
  attack({
    name: `tabs closed during an upload to ${path}`,
    before: path === '/imports' ? 'the process ended' : '',
    prepare: signUp,
    async run(site, cookie) {
      const answers: string[] = []
      for (let length = 0; length < BODY.length; length += 8)
        answers.push(await sendRaw(site, beginning(site, path, cookie, length), 30))
      return tally(answers)
    },
  }),
)

/** Addresses of files that are made when they are asked for. */
export const assets: readonly Attack[] = [
  attack({
    name: 'addresses of style sheets that mix one file 1,500 times, 20 of them',
    before: '65 MB for ever',
    async run(site) {
      const answers: number[] = []
      for (let count = 1480; count < 1500; count += 1) {
        const names = Array<string>(count).fill('base').join('+')
        const path = `/assets/000000000000/css/${names}.css`
        answers.push(
          (await fetch(site.url + path, { headers: { 'accept-encoding': 'br' } })).status,
        )
      }
      return tally(answers)
    },
  }),
]
