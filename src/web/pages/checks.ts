import type { Request, RequestHandler, Response } from 'express'
import { sha256 } from '../../openbadges/index.js'
import { createVerifyAny, type VisitorsBadge } from '../../backpack/badges/verify-any.js'
import {
  DiagnosedError,
  type Diagnosis,
  diagnosisOf,
} from '../../backpack/reading/doctor/diagnosis.js'
import type { Picture } from '../../backpack/reading/picture.js'
import type { BadgeInput } from '../../backpack/reading/source.js'
import type { Context } from '../../context.js'
import { AppError } from '../../errors.js'
import { diagnosisWords } from '../../words/diagnoses.js'
import { sendForeignBytes } from '../foreign-bytes.js'
import { pastedTextIn } from '../forms/import.js'
import { typed } from '../forms/read-form.js'
import { type Limits, refuseFor } from '../middleware/rate-limit.js'
import { visitorOf } from '../middleware/visitor.js'
import { uploadsOf } from '../middleware/upload.js'
import type { PageMemory } from '../page-memory.js'
import { renderPage, wantsJson } from '../render.js'
import { templateFunctions } from '../template-functions.js'
import { diagnosisView } from '../view-models/added.js'
import { checkedJson, checkedView } from '../view-models/checked-badge.js'

/** A file that had to be given up cost as much as so many others. */
const ATTEMPTS_OF_TOO_MUCH = 9

/** Checks any badge for anybody; nothing is kept. */
export function checkPages(ctx: Context, limits: Limits, memory: PageMemory) {
  const dates = templateFunctions(ctx)
  const checkAny = createVerifyAny(ctx)
  return {
    new(_req: Request, res: Response) {
      checkPage(res, 200, { text: '', recipient: '' })
    },

    /** Before anything of the request is read. */
    limit: (async (req, res, next) => {
      refuseFor(res, await limits.checkVisitor.attempt(visitorOf(req)))
      next()
    }) as RequestHandler,

    async create(req: Request, res: Response) {
      const again: Typed = { text: pastedTextIn(req.body), ...typed(req.body, 'recipient') }
      const recipient = again.recipient?.trim().slice(0, 300) || null
      try {
        const input = await inputOf(ctx, req)
        if (typeof input === 'string') return refuse(req, res, again, input, null)
        if ('code' in input) return refuse(req, res, again, null, input)
        const checked = await checkAny(input, recipient)
        answer(req, res, checked)
      } catch (error) {
        if (!(error instanceof DiagnosedError)) throw error
        if (error.diagnosis.code === 'too_much_work')
          await limits.checkVisitor.charge(visitorOf(req), ATTEMPTS_OF_TOO_MUCH)
        refuse(req, res, again, null, error.diagnosis)
      }
    },

    picture(req: Request<{ hash: string }>, res: Response) {
      const picture = memory.get(`checked ${req.params.hash}`)
      if (!picture) throw new AppError('not_found', 'This picture is not kept any more.')
      sendForeignBytes(res, picture.body, picture.type)
    },
  }

  function answer(req: Request, res: Response, checked: VisitorsBadge): void {
    res.setHeader('Cache-Control', 'private, no-store')
    if (wantsJson(req)) return void res.json(checkedJson(checked))
    const view = checkedView(checked, checked.picture && remember(checked.picture), dates)
    renderPage(res, 'checks/show', { ...view }, { layout: 'public' })
  }

  /** It stays in memory until others take its place. */
  function remember({ bytes, type }: Picture): string {
    const hash = sha256(bytes).slice(0, 32)
    memory.set(`checked ${hash}`, { body: Buffer.from(bytes), type })
    return `/check/pictures/${hash}`
  }
}

/** A file goes before text. A sentence when there is nothing to check, or not one thing. */
async function inputOf(ctx: Context, req: Request): Promise<BadgeInput | string | Diagnosis> {
  const { files, problem } = uploadsOf(req)
  const [file] = files.filter(({ fileName, bytes }) => fileName !== '' || bytes?.length !== 0)
  const text = pastedTextIn(req.body)
  if (problem) return problem
  if (!file) return pastedIn(ctx, text)
  if (!file.bytes) return diagnosisOf('too_large')
  return { bytes: file.bytes, fileName: file.fileName, origin: 'upload' }
}

/** One thing; what several are is told as of a list. */
async function pastedIn(
  { reading }: Context,
  text: string,
): Promise<BadgeInput | string | Diagnosis> {
  const [only, ...more] = await reading.run('splitText', [text])
  if (more.length > 0) return diagnosisOf('list_of_badges')
  return only === undefined ? NOTHING : { text: only, origin: 'paste' }
}

const NOTHING = 'Choose a file, or paste the address or the text of a badge.'

type Typed = Record<string, string>

function refuse(
  req: Request,
  res: Response,
  again: Typed,
  problem: string | null,
  diagnosis: Diagnosis | null,
): void {
  res.setHeader('Cache-Control', 'private, no-store')
  if (wantsJson(req)) {
    const message = problem ?? messageOf(diagnosis!)
    const error = { code: diagnosis?.code ?? 'nothing', message, seen: diagnosis?.seen ?? [] }
    res.status(422).json({ verdict: null, error })
    return
  }
  checkPage(res, 422, again, problem, diagnosis)
}

function checkPage(
  res: Response,
  status: number,
  again: Typed,
  problem: string | null = null,
  diagnosis: Diagnosis | null = null,
): void {
  const seen = diagnosis && diagnosisView(diagnosis)
  const model = { title: 'Check a badge', typed: again, problem, diagnosis: seen, isIndexed: true }
  renderPage(res, 'checks/new', model, { status, layout: 'public' })
}

function messageOf(diagnosis: Diagnosis): string {
  const { title, next } = diagnosisWords(diagnosis)
  return `${title}. ${next}`
}
