import type { Context } from '../../src/context.js'
import type { Draw } from '../metamorphic/draw.js'
import type { CrowdSetting } from '../support/crowd.js'
import type { Visitor } from '../support/visitor.js'

/** What the program answered, and so must never lose again, whatever happens. */
export interface Acknowledged {
  /** Imports with how many things were handed in. */
  imports: Map<string, number>
  collections: Set<string>
  /** Links by the address of their owner's pages, with whether they were stopped. */
  links: number
  /** Badges that went into the trash. */
  trashed: Set<string>
  /** Requests that were answered. */
  deeds: number
}

export const nothingYet = (): Acknowledged => ({
  imports: new Map(),
  collections: new Set(),
  links: 0,
  trashed: new Set(),
  deeds: 0,
})

type Deed = (visitor: Visitor, known: Acknowledged, draw: Draw, world: World) => Promise<void>

/** What deeds are done to. */
export interface World {
  setting: CrowdSetting
  ctx: Context
}

const idAt = (answer: Response) => answer.headers.get('location')!.split('/').at(-1)!
const ids = async ({ ctx, setting }: World) =>
  (
    await ctx.db
      .selectFrom('badge')
      .select('id')
      .where('accountId', '=', setting.accountId)
      .where('trashedAt', 'is', null)
      .execute()
  ).map(({ id }) => id)

/** All that an earner does, each as one request; what is not answered with 303 was not acknowledged. */
export const DEEDS: Record<string, Deed> = {
  async import(visitor, known, draw, { setting }) {
    const form = new FormData()
    const files = draw.shuffled(setting.crowd.files).slice(0, 1 + draw.below(4))
    for (const { bytes, fileName } of files)
      form.append('files', new Blob([new Uint8Array(bytes)]), fileName)
    const answer = await visitor.post('/imports', form)
    if (answer.status === 303) known.imports.set(idAt(answer), files.length)
  },

  async keep(visitor, known, draw) {
    const all = [...known.imports.keys()]
    if (all.length > 0) await visitor.post(`/imports/${draw.of(all)}/keep`, { which: 'all' })
  },

  async collect(visitor, known) {
    const answer = await visitor.post('/collections', { title: `Land ${known.deeds}` })
    if (answer.status === 303) known.collections.add(idAt(answer))
  },

  async share(visitor, known, draw) {
    const all = [...known.collections]
    if (all.length === 0) return
    const answer = await visitor.post(`/collections/${draw.of(all)}/shares`, { label: 'x' })
    if (answer.status === 303) known.links += 1
  },

  async throwAway(visitor, known, draw, world) {
    const all = await ids(world)
    if (all.length < 3) return
    const id = draw.of(all)
    const answer = await visitor.post(`/badges/${id}/delete`, {})
    if (answer.status === 303) known.trashed.add(id)
  },

  async recheck(visitor, _known, draw, world) {
    const all = await ids(world)
    if (all.length > 0) await visitor.post(`/badges/${draw.of(all)}/reports`, {})
  },
}
