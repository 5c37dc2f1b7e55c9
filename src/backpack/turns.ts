/** Runs work of many askers, at most so many at once, in the order it came. */
export interface Turns {
  <T>(work: () => Promise<T>): Promise<T>
}

/** @param limit at most so many at once */
export function turns(limit: number): Turns {
  let running = 0
  const waiting: (() => void)[] = []
  return async function run<T>(work: () => Promise<T>): Promise<T> {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}
