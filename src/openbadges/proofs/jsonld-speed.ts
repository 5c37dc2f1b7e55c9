import context, { type ActiveContext, type ContextStep } from 'jsonld/lib/context.js'
import util from 'jsonld/lib/util.js'

/** False gives the untouched library back. Must be imported before anything that loads jsonld. */
const FAST = true

const deepClone = util.clone
const processContext = context.process
let fast = FAST

/**
 * Two savings inside jsonld, which change no result; a test compares the canonical text of every fixture with that
 * of the untouched library. The term map of a context is copied without its definitions, which never change. And
 * a node with a type-scoped context starts from one kept copy of the context around it, so that the library's
 * own cache of processed contexts, which goes by identity, is hit.
 */
export function useFastContexts(on: boolean): void {
  fast = on
  util.clone = on ? cloneShallowMaps : deepClone
}

function cloneShallowMaps(value: unknown): unknown {
  return value instanceof Map ? new Map(value) : deepClone(value)
}

const grounds = new WeakMap<ActiveContext, ActiveContext>()

context.process = (step) => {
  if (!fast || !needsGround(step)) return processContext(step)
  return processContext({ ...step, activeCtx: groundOf(step.activeCtx) })
}

/** The library copies the context here, unless the scoped one says `@propagate` itself. */
function needsGround({ activeCtx, localCtx, propagate }: ContextStep): boolean {
  if (propagate !== false || activeCtx.previousContext) return false
  return localCtx !== null && typeof localCtx === 'object' && !('@propagate' in localCtx)
}

function groundOf(around: ActiveContext): ActiveContext {
  const known = grounds.get(around)
  if (known) return known
  const ground = around.clone()
  ground.previousContext = around
  ground.revertToPreviousContext = () => around
  grounds.set(around, ground)
  return ground
}

useFastContexts(FAST)
