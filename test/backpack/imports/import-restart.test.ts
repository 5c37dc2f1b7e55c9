import assert from 'node:assert/strict'
import { keepItems } from '../../../src/backpack/imports/decide.js'
import { loadConfig } from '../../../src/config.js'
import { type Context, createContext } from '../../../src/context.js'
import { listBadges } from '../../../src/store/badges.js'
import { listItems } from '../../../src/store/imports.js'
import { type CrowdSetting, formOf, openCrowd, PERSON } from '../../support/crowd.js'
import { type Server, startServer } from '../../support/server.js'
import { signedInVisitor, type Visitor } from '../../support/visitor.js'

const COUNT = 40

const rest = () => new Promise((resolve) => setTimeout(resolve, 10))

describe('an import whose process is killed', function () {
  this.timeout(180_000)
  let setting: CrowdSetting
  let ctx: Context
  const servers: Server[] = []

  before(async () => {
    setting = await openCrowd(COUNT)
    ctx = createContext(loadConfig({ ...setting.env, LOG_LEVEL: 'silent' }))
  })
  after(async () => {
    for (const server of servers) await server.end('SIGKILL')
    await ctx.db.destroy()
    await setting.close()
  })

  const start = async (): Promise<[Server, Visitor]> => {
    const server = await startServer(setting.env)
    servers.push(server)
    return [server, await signedInVisitor(server.url, PERSON)]
  }

  const items = (location: string) =>
    listItems(ctx.db, setting.accountId, location.split('/').at(-1)!)

  const until = async (location: string, enough: number): Promise<number> => {
    for (;;) {
      const done = (await items(location)).filter(({ state }) => state === 'looked').length
      if (done >= enough) return done
      await rest()
    }
  }

  it('goes on after the restart: nothing is lost, nothing done twice, and nothing kept twice', async () => {
    const [first, visitor] = await start()
    const location = (await visitor.post('/imports', formOf(setting.crowd))).headers.get(
      'location',
    )!
    const before = await until(location, COUNT / 4)
    await first.end('SIGKILL')
    const looked = (await items(location)).filter(({ state }) => state === 'looked')
    assert.ok(before < COUNT && looked.length < COUNT, 'killed in the middle')

    const [second, again] = await start()
    await until(location, COUNT)
    const all = await items(location)
    assert.equal(all.length, COUNT)
    assert.ok(all.every((item) => item.state === 'looked' && item.verdict === 'valid'))
    const unchanged = new Map(all.map((item) => [item.id, item.checkedAt]))
    for (const item of looked) assert.equal(unchanged.get(item.id), item.checkedAt)

    const keeping = again.post(`${location}/keep`, { which: 'valid' }).catch(() => null)
    while ((await listBadges(ctx.db, setting.accountId)).length < COUNT / 4) await rest()
    await second.end('SIGKILL')
    await keeping
    const kept = (await items(location)).filter(({ state }) => state === 'kept').length
    assert.equal((await listBadges(ctx.db, setting.accountId)).length, kept)
    await keepItems(
      ctx,
      setting.accountId,
      all.map(({ id }) => id),
    )
    const badges = await listBadges(ctx.db, setting.accountId)
    assert.equal(badges.length, COUNT)
    for (const { imageHash } of badges) await ctx.files.get(imageHash!)
  })
})
