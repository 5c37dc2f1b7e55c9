import type { JsonObject } from '../../types.js'
import { readDate, type DateReading } from '../dates.js'
import { member, unwrapped } from '../read.js'
import { dateNamesOf } from './contexts.js'

/** A date of a credential and the member that says it. */
export interface DatedMember extends DateReading {
  name: string
}

/** The two data models of the W3C name start and end of validity differently. */
const STARTS = ['validFrom', 'issuanceDate']
const ENDS = ['validUntil', 'expirationDate']

/** All members that may say when a credential begins or ends. */
export const VALIDITY_NAMES: readonly string[] = [...STARTS, ...ENDS]

/**
 * From when until when the credential says it is valid. Dates by the names of the other data model count too: the
 * latest start and the earliest end, so that no end goes unread.
 * @see https://www.w3.org/TR/vc-data-model-2.0/#validity-period
 */
export function validityOf(value: JsonObject): { start: DatedMember; end: DatedMember } {
  const own = dateNamesOf(value)
  return {
    start: furthest(value, [own.start, ...STARTS], 'start', (a, b) => a > b),
    end: furthest(value, [own.end, ...ENDS], 'end', (a, b) => a < b),
  }
}

/** Without a readable date the first that is there, however broken. */
function furthest(
  value: JsonObject,
  names: readonly string[],
  role: 'start' | 'end',
  beats: (a: number, b: number) => boolean,
): DatedMember {
  const dates = names.map((name) => ({
    name,
    ...readDate(unwrapped(member(value, name)), '3.0', role),
  }))
  const read = dates.filter(({ iso }) => iso !== null)
  if (read.length === 0) return dates.find(({ state }) => state !== 'absent') ?? dates[0]!
  return read.reduce((best, one) => (beats(timeOf(one), timeOf(best)) ? one : best))
}

const timeOf = ({ iso }: DatedMember) => Date.parse(iso!)
