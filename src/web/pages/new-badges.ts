import type { Request, Response } from 'express'
import { addBadge } from '../../backpack/badges/add.js'
import { type BadgeInput } from '../../backpack/reading/source.js'
import {
  type Diagnosis,
  diagnosisFrom,
  diagnosisOf,
} from '../../backpack/reading/doctor/diagnosis.js'
import type { Context } from '../../context.js'
import { pastedTextIn } from '../forms/import.js'
import { accountOf, flash } from '../middleware/account.js'
import { type Upload, uploadsOf } from '../middleware/upload.js'
import { renderPage } from '../render.js'
import { type Handled, handledView, sentenceOf, handledTotal } from '../view-models/added.js'

/** Texts pasted at once. */
const MAX_TEXTS = 20
/** Each asks its issuer, so only so many at a time. */
const AT_ONCE = 4

/** One file or text; no input when the file was too large to be read. */
interface Item {
  name: string
  input: BadgeInput | null
}

/** Putting badges into the backpack. */
export function newBadgePages(ctx: Context) {
  return {
    new(_req: Request, res: Response) {
      addPage(res, 200, { handled: [], problem: null, text: '' })
    },

    async create(req: Request, res: Response) {
      const text = pastedTextIn(req.body)
      const { files, problem } = uploadsOf(req)
      if (problem) return addPage(res, 422, { handled: [], problem, text })
      const pasted = await ctx.reading
        .run('splitText', [text])
        .catch((error: unknown) => diagnosisFrom(error))
      if ('code' in pasted) return refuseText(res, text, pasted)
      const items = [...files.map(fileItem), ...pasted.slice(0, MAX_TEXTS).map(textItem)]
      if (items.length === 0) return addPage(res, 422, { handled: [], problem: NOTHING, text })
      if (pasted.length > MAX_TEXTS)
        return addPage(res, 422, { handled: [], problem: TOO_MANY_TEXTS, text })
      answer(req, res, await handleAll(res, items))
    },
  }

  function refuseText(res: Response, text: string, diagnosis: Diagnosis): void {
    if (diagnosis.side === 'us')
      ctx.log.error({ code: diagnosis.code, id: res.req.id }, 'a text was not taken apart')
    const handled = [{ name: nameOf(text), added: null, problem: diagnosis }]
    addPage(res, 422, { handled, problem: null, text: '' })
  }

  /** One failing item must not lose the others. */
  async function handleAll(res: Response, items: readonly Item[]): Promise<Handled[]> {
    const handled = new Array<Handled>(items.length)
    const waiting = [...items.entries()]
    const work = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift())
        handled[next[0]] = await handle(res, next[1])
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    return handled
  }

  async function handle(res: Response, { name, input }: Item): Promise<Handled> {
    if (!input) return { name, added: null, problem: diagnosisOf('too_large') }
    try {
      return { name, added: await addBadge(ctx, accountOf(res), input), problem: null }
    } catch (error) {
      const problem = diagnosisFrom(error)
      if (problem.side === 'us')
        ctx.log.error({ err: error, id: res.req.id }, 'a badge was not added')
      return { name, added: null, problem }
    }
  }
}

/** All well: to the badge, or to the backpack. All ill: the same page. Mixed: what became of each. */
function answer(req: Request, res: Response, handled: Handled[]): void {
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
export interface AddPage {
  handled: Handled[]
  /** What is wrong with the whole, in a sentence. */
  problem: string | null
  text: string
}

/** Sends the page to add badges. */
export function addPage(res: Response, status: number, { handled, problem, text }: AddPage): void {
  const good = handled.filter(({ added }) => added).length
  const title = 'Add badges'
  const model = { title, handled: handled.map(handledView), good, problem, text }
  renderPage(res, 'badges/new', { ...model, here: '/badges/new' }, { status })
}

const fileItem = ({ fileName, bytes }: Upload): Item => ({
  name: fileName || 'File without a name',
  input: bytes && { bytes, fileName, origin: 'upload' },
})

const textItem = (text: string): Item => ({
  name: nameOf(text),
  input: { text, origin: 'paste' },
})

function nameOf(text: string): string {
  const start = text.trim().replace(/\s+/g, ' ')
  return start.length > 80 ? `${start.slice(0, 79)}…` : start
}

const NOTHING = 'Choose a file, or paste the address or the text of a badge.'
const TOO_MANY_TEXTS = `Paste at most ${MAX_TEXTS} links or texts at once.`
