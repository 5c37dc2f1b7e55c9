import pLimit from 'p-limit'
import { AppError } from '../errors.js'

/** Runs work of many askers, at most so many at once, in the order it came. @throws {AppError} busy: too many wait */
export type Turns = <T>(work: () => Promise<T>) => Promise<T>

/**
 * @param limit at most so many at once
 * @param maxWaiting at most so many wait for their turn: who comes then is told at once, and holds up nobody
 */
export function turns(limit: number, maxWaiting: number): Turns {
  const inTurn = pLimit(limit)
  return async (work) => {
    if (inTurn.activeCount + inTurn.pendingCount >= limit + maxWaiting)
      throw new AppError('busy', BUSY)
    return inTurn(work)
  }
}

const BUSY = 'Very many people ask for the same at this moment. Please try again in a few seconds.'
