import { TOTP } from 'otpauth'
import { type Attack, attack, PERSON, post, signUp, type Site, tally } from './attack.js'

const PROXIED = { TRUST_PROXY: 'loopback' }

/** A form, sent from somewhere else. */
function from(site: Site, network: string, path: string, form: Record<string, string>) {
  return post(site, path, new URLSearchParams(form), { 'x-forwarded-for': network })
}

/** What strangers do to take an account, or to keep its owner out. */
export const accounts: readonly Attack[] = [
  attack({
    name: '100 guesses from ten addresses, then the owner',
    before: 'the owner was locked out for an hour',
    env: PROXIED,
    prepare: (site) => signUp(site),
    async run(site) {
      const wrong = { ...PERSON, password: 'not the right one' }
      for (let n = 0; n < 100; n += 1) await from(site, `192.0.2.${n % 10}`, '/sign-in', wrong)
      const owner = await from(site, '198.51.100.1', '/sign-in', PERSON)
      return `the owner: ${owner.status}`
    },
  }),
  attack({
    name: 'four accounts begun with the address of somebody else, before and after them',
    before: 'their own password failed, and resets went elsewhere',
    env: PROXIED,
    async run(site) {
      const squat = (n: number) =>
        from(site, '192.0.2.1', '/sign-up', { ...PERSON, password: `mine is number ${n}` })
      for (const n of [1, 2]) await squat(n)
      await from(site, '198.51.100.1', '/sign-up', PERSON)
      for (const n of [3, 4]) await squat(n)
      return `the owner: ${(await from(site, '198.51.100.1', '/sign-in', PERSON)).status}`
    },
  }),
  attack({
    name: '40 requests for a new password of somebody else, then their own',
    before: 'refused after six',
    env: PROXIED,
    async run(site) {
      const { email } = PERSON
      for (let n = 0; n < 40; n += 1)
        await from(site, `192.0.2.${n % 10}`, '/passwords/new', { email })
      return `the owner: ${(await from(site, '198.51.100.1', '/passwords/new', { email })).status}`
    },
  }),
  attack({
    name: 'a stolen session that adds an address, deletes the account, changes the password',
    before: 'took the account for good',
    prepare: (site) => signUp(site),
    async run(site, cookie) {
      const deeds: [string, Record<string, string>][] = [
        ['/emails', { email: 'thief@example.net' }],
        ['/account/delete', {}],
        ['/settings/password', { password: 'the thief’s own one' }],
      ]
      const answers = []
      for (const [path, form] of deeds)
        answers.push((await post(site, path, new URLSearchParams(form), { cookie })).status)
      return tally(answers)
    },
  }),
  attack({
    name: '120 codes guessed from as many addresses by who knows the password, then a right one and the owner',
    before: '',
    env: PROXIED,
    prepare: addApp,
    async run(site, { app, spare }) {
      const answers = []
      for (let n = 0; n < 120; n += 1)
        answers.push(await secondStep(site, `192.0.2.${n}`, '000000'))
      const right = await secondStep(site, '192.0.2.200', app.generate())
      const owner = await secondStep(site, '198.51.100.1', spare)
      return `${tally(answers)}; a right one: ${right}; the owner with a recovery code: ${owner}`
    },
  }),
]

/** Signs somebody up who has an authenticator app and recovery codes. */
async function addApp(site: Site): Promise<{ app: TOTP; spare: string }> {
  const cookie = await signUp(site)
  const page = await fetch(`${site.url}/factors/app`, { headers: { cookie } })
  const secret = /name="secret" value="(\w+)"/.exec(await page.text())![1]!
  const app = new TOTP({ secret })
  const form = { secret, code: app.generate(), password: PERSON.password }
  const added = await post(site, '/factors/app', new URLSearchParams(form), { cookie })
  return { app, spare: /<code>([0-9A-Z-]{19})</.exec(await added.text())![1]! }
}

/** The password, and a code after it. @returns the status of the answer to the code */
async function secondStep(site: Site, network: string, code: string): Promise<number> {
  const begun = await from(site, network, '/sign-in', PERSON)
  const cookie = begun.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const headers = { 'x-forwarded-for': network, cookie }
  return (await post(site, '/sign-in/code', new URLSearchParams({ code }), headers)).status
}
