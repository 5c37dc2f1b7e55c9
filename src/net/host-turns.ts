import { SilenceError } from './silence-error.js'

/** Requests that may run at once against one host and port. */
const MAX_PER_HOST = 2

/** Takes a turn at a host; the answer gives it back. @throws {SilenceError} `timeout` when the signal ends the wait */
export type TakeTurn = (host: string, signal: AbortSignal) => Promise<() => void>

/** Politeness: at most MAX_PER_HOST at once per host, first come first served. */
export function createHostTurns(): TakeTurn {
  const hosts = new Map<string, { running: number; waiting: Set<() => void> }>()
  return async (host, signal) => {
    const turns = hosts.get(host) ?? { running: 0, waiting: new Set() }
    hosts.set(host, turns)
    if (turns.running >= MAX_PER_HOST) await nextTurn(turns.waiting, signal)
    else turns.running += 1
    return once(() => {
      const next = first(turns.waiting)
      if (next) return next()
      turns.running -= 1
      if (turns.running === 0) hosts.delete(host)
    })
  }
}

/** The turn passes from hand to hand, so `running` stays as it is. */
function nextTurn(waiting: Set<() => void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const called = () => {
      waiting.delete(called)
      signal.removeEventListener('abort', gaveUp)
      resolve()
    }
    const gaveUp = () => {
      waiting.delete(called)
      reject(new SilenceError('timeout'))
    }
    if (signal.aborted) return gaveUp()
    waiting.add(called)
    signal.addEventListener('abort', gaveUp, { once: true })
  })
}

function first<T>(items: Set<T>): T | undefined {
  return items.values().next().value
}

function once(action: () => void): () => void {
  let done = false
  return () => {
    if (!done) action()
    done = true
  }
}
