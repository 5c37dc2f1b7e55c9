/** Inner parts of jsonld that its published types leave out; the package is pinned by the lock file. */
declare module 'jsonld/lib/util.js' {
  const util: { clone(value: unknown): unknown }
  export default util
}

declare module 'jsonld/lib/context.js' {
  export interface ActiveContext {
    previousContext?: ActiveContext
    clone(): ActiveContext
    revertToPreviousContext(): ActiveContext
  }
  export interface ContextStep {
    activeCtx: ActiveContext
    localCtx: unknown
    propagate?: boolean
  }
  const context: { process(step: ContextStep): Promise<ActiveContext> }
  export default context
}

declare module 'jsonld/lib/nodeMap.js' {
  type Graphs = Record<string, Record<string, unknown>>
  const nodeMap: {
    createNodeMap(input: unknown, graphs: Graphs, graph: string, ...rest: unknown[]): void
  }
  export default nodeMap
}

declare module 'jsonld/lib/ContextResolver.js' {
  export default class ContextResolver {
    constructor(options: { sharedCache: Map<string, unknown> })
  }
}

declare module 'jsonld/lib/ResolvedContext.js' {
  interface Processed {
    events?: unknown
  }
  export default class ResolvedContext {
    setProcessed(activeCtx: unknown, processed: Processed): void
  }
}
