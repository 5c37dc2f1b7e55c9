import type { Context } from '../../context.js'
import { type DocumentLoader, silence } from '../../openbadges/index.js'
import { DiagnosedError } from '../reading/doctor/diagnosis.js'
import type { ReadBadge } from '../reading/read.js'
import type { BadgeInput } from '../reading/source.js'
import { turns } from '../turns.js'

/** Strangers' checks at once, in this process, and how many may wait. */
const AT_ONCE = 4
const MAX_WAITING = 16
/** After so long nobody is asked any more: what is missing then could not be checked. */
const ASKING_MS = 20_000

/** A badge of anybody, checked; nothing of it is kept. */
export type VisitorsBadge = Pick<ReadBadge, 'report' | 'picture'>

type CheckContext = Pick<Context, 'now' | 'loadDocument' | 'registries' | 'reading'>

export type VerifyAny = (input: BadgeInput, recipient: string | null) => Promise<VisitorsBadge>

/**
 * Checks badges for whoever asks, within bounds.
 * @throws {AppError} busy: too many wait
 * @throws {DiagnosedError} it is no badge, or cannot be read
 */
export function createVerifyAny(ctx: CheckContext): VerifyAny {
  const inTurn = turns(AT_ONCE, MAX_WAITING)
  return (input, recipient) => inTurn(() => verifyBounded(ctx, input, recipient))
}

async function verifyBounded(
  ctx: CheckContext,
  input: BadgeInput,
  recipient: string | null,
): Promise<VisitorsBadge> {
  const recipients = recipient === null ? undefined : [recipient]
  const { registries } = ctx
  const asked = { registries, now: ctx.now(), ...(recipients && { recipients }) }
  const { badge, refusal } = await ctx.reading.run('readBadge', [input, asked], forAWhile(ctx))
  if (refusal) throw new DiagnosedError(refusal)
  return badge
}

/** Asks until the time is up. */
function forAWhile({ loadDocument, now }: Pick<Context, 'now' | 'loadDocument'>): DocumentLoader {
  const end = performance.now() + ASKING_MS
  return async (url, accept) => {
    const left = end - performance.now()
    if (left <= 0) return silence(url, 'timeout', now())
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<Awaited<ReturnType<DocumentLoader>>>((resolve) => {
      timer = setTimeout(() => resolve(silence(url, 'timeout', now())), left)
    })
    return Promise.race([loadDocument(url, accept), late]).finally(() => clearTimeout(timer))
  }
}
