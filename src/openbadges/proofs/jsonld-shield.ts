import nodeMap from 'jsonld/lib/nodeMap.js'
import ResolvedContext from 'jsonld/lib/ResolvedContext.js'

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
