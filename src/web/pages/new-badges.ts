import type { Request, Response } from 'express'
import { addAtOnce, type HandledItem } from '../../backpack/imports/add-at-once.js'
import { type Handed, startImport } from '../../backpack/imports/start.js'
import type { Context } from '../../context.js'
import { AppError } from '../../errors.js'
import { pastedTextIn } from '../forms/import.js'
import { accountOf, flash } from '../middleware/account.js'
import { handedFiles } from '../middleware/import-upload.js'
import { renderPage } from '../render.js'
import { handledTotal, handledView, sentenceOf } from '../view-models/added.js'

/** Putting badges into the backpack. */
export function newBadgePages(ctx: Context) {
  return {
    new(_req: Request, res: Response) {
      addPage(res, 200, { handled: [], problem: null, text: '' })
    },

    /** Added at once. */
    async create(req: Request, res: Response) {
      await taking(req, res, async (handed) =>
        answer(req, res, await addAtOnce(ctx, accountOf(res).id, handed)),
      )
    },

    /** Looked at before it is kept. */
    async import(req: Request, res: Response) {
      await taking(req, res, async (handed) =>
        res.redirect(303, `/imports/${await startImport(ctx, accountOf(res).id, handed)}`),
      )
    },
  }
}

/** What came with the form; what is wrong with the whole of it is told on the page it came from. */
async function taking(req: Request, res: Response, take: (handed: Handed) => Promise<void>) {
  const text = pastedTextIn(req.body)
  const { files, problem } = handedFiles(req)
  if (problem) return addPage(res, 422, { handled: [], problem, text })
  try {
    await take({ files, text })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const status = { too_many: 429, too_large: 413 }[error.code as string] ?? 422
    addPage(res, status, { handled: [], problem: error.message, text })
  }
}

/** All well: to the badge, or to the backpack. All ill: the same page. Mixed: what became of each. */
function answer(req: Request, res: Response, handled: HandledItem[]): void {
  const added = handled.flatMap((one) => one.added ?? [])
  if (added.length < handled.length)
    return addPage(res, added.length === 0 ? 422 : 200, {
      handled,
      problem: null,
      text: added.length === 0 ? pastedTextIn(req.body) : '',
    })
  const [only] = added
  flash(req, added.length === 1 ? sentenceOf(only!) : handledTotal(added))
  res.redirect(303, added.length === 1 ? `/badges/${only!.badgeId}` : '/badges')
}

/** What the page to add badges shows. */
interface AddPage {
  handled: HandledItem[]
  /** What is wrong with the whole, in a sentence. */
  problem: string | null
  text: string
}

function addPage(res: Response, status: number, { handled, problem, text }: AddPage): void {
  const good = handled.filter(({ added }) => added).length
  const title = 'Add badges'
  const model = { title, handled: handled.map(handledView), good, problem, text }
  renderPage(res, 'badges/new', { ...model, here: '/badges/new' }, { status })
}
