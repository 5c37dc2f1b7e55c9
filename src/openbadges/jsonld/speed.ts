import ResolvedContext from 'jsonld/lib/ResolvedContext.js'
import context from 'jsonld/lib/context.js'
import type { ActiveContext, ContextStep } from 'jsonld/lib/context.js'
import nodeMap from 'jsonld/lib/nodeMap.js'
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

/*
 * jsonld collects nodes by their id in plain objects. An id such as `__proto__` or `toString` would meet what every
 * object inherits, and what is written there would outlive the badge and speak in the next one.
 * Must be imported before anything that loads jsonld.
 */
const createNodeMap = nodeMap.createNodeMap

nodeMap.createNodeMap = (input, graphs, graph, ...rest) => {
  inheritNothing(graphs)
  inheritNothing(graphs[graph])
  createNodeMap(input, graphs, graph, ...rest)
}

function inheritNothing(map: object | undefined): void {
  if (map && Object.getPrototypeOf(map) !== null) Object.setPrototypeOf(map, null)
}

/*
 * jsonld remembers for every context of a list what it objected to, in one array for the whole list. An objection to
 * the last one, which a badge brought along, would be raised against the first one in all other badges.
 */
const setProcessed = ResolvedContext.prototype.setProcessed

ResolvedContext.prototype.setProcessed = function (activeCtx, processed) {
  const { events } = processed
  const own = Array.isArray(events)
    ? { ...processed, events: [...(events as unknown[])] }
    : processed
  setProcessed.call(this, activeCtx, own)
}
