/** Wakes those who rest, within this process. */
export interface Bell {
  /** How often it rang so far. */
  readonly rings: number
  ring(): void
  /**
   * Rests until it rings, `ms` have passed, or `stopped` ends the rest.
   * @param heard the rings before looking for work: one in between ends the rest at once
   */
  rest(heard: number, ms: number, stopped: AbortSignal): Promise<void>
}

export function createBell(): Bell {
  const resting = new Set<() => void>()
  let rings = 0
  return {
    get rings() {
      return rings
    },
    ring() {
      rings += 1
      for (const wake of [...resting]) wake()
    },
    rest(heard, ms, stopped) {
      if (stopped.aborted || heard !== rings) return Promise.resolve()
      return new Promise((resolve) => {
        const wake = () => {
          clearTimeout(timer)
          resting.delete(wake)
          stopped.removeEventListener('abort', wake)
          resolve()
        }
        const timer = setTimeout(wake, ms)
        resting.add(wake)
        stopped.addEventListener('abort', wake, { once: true })
      })
    },
  }
}
