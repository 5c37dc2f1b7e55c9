import assert from 'node:assert/strict'
import { OpenBadgesError } from '../../src/openbadges/errors.js'

/** What the call throws; the test fails when that is anything but an OpenBadgesError. */
export function thrownBy(call: () => unknown): OpenBadgesError {
  try {
    call()
  } catch (error) {
    assert.ok(error instanceof OpenBadgesError, String((error as Error).stack ?? error))
    return error
  }
  return assert.fail('nothing was thrown')
}

/** Its result, or the OpenBadgesError it throws; other errors pass through. */
export function resultOrError<T>(call: () => T): T | OpenBadgesError {
  try {
    return call()
  } catch (error) {
    if (error instanceof OpenBadgesError) return error
    throw error
  }
}
