import nodeMap from 'jsonld/lib/nodeMap.js'

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
