import type { JsonObject } from '../types.js'
import { type DateReading, readDate } from './dates.js'
import { contexts, member, unwrapped } from './read.js'

/** The contexts of Open Badges 1.1 and 2.0 by their usual names. */
export const OB1_CONTEXT = 'https://w3id.org/openbadges/v1'
export const OB2_CONTEXT = 'https://w3id.org/openbadges/v2'

export const VC1_CONTEXT = 'https://www.w3.org/2018/credentials/v1'
export const VC2_CONTEXT = 'https://www.w3.org/ns/credentials/v2'

/** The two data models of the W3C, by the first context; each has its own names for the dates. */
export function dataModelOf(value: JsonObject): '1.1' | '2.0' {
  return contexts(value)[0] === VC1_CONTEXT ? '1.1' : '2.0'
}

/** Names of the members that hold start and end of validity. */
export function dateNamesOf(value: JsonObject): { start: string; end: string } {
  return dataModelOf(value) === '1.1'
    ? { start: 'issuanceDate', end: 'expirationDate' }
    : { start: 'validFrom', end: 'validUntil' }
}

/** A date of a credential and the member that says it. */
interface DatedMember extends DateReading {
  name: string
}

interface Validity {
  start: DatedMember
  end: DatedMember
}

/** The two data models of the W3C name start and end of validity differently. */
const STARTS = ['validFrom', 'issuanceDate']
const ENDS = ['validUntil', 'expirationDate']

/** All members that may say when a credential begins or ends. */
export const VALIDITY_NAMES: readonly string[] = [...STARTS, ...ENDS]

/**
 * From when until when the credential says it is valid. Dates by the names of the other data model count too: the
 * latest start and the earliest end, so that no end goes unread.
 * @param claimedEnd what the token around it sets in place of the credential's own end
 * @see https://www.w3.org/TR/vc-data-model-2.0/#validity-period
 */
export function validityOf(value: JsonObject, claimedEnd: string | null = null): Validity {
  const { start, end } = dateNamesOf(value)
  const starts = [start, ...STARTS].map((name) => dated(value, name, 'start'))
  const others = ENDS.filter((name) => name !== end).map((name) => dated(value, name, 'end'))
  const own: DatedMember = claimedEnd
    ? { name: 'exp', iso: asMeant(claimedEnd, dated(value, end, 'end').iso), state: 'ok' }
    : dated(value, end, 'end')
  return {
    start: furthest(starts, (a, b) => a > b),
    end: furthest([own, ...others], (a, b) => a < b),
  }
}

/** A claim knows no zone: where the credential says the same second, its own text has the day that was meant. */
function asMeant(claimed: string, own: string | null): string {
  return own !== null && Math.abs(Date.parse(claimed) - Date.parse(own)) < 1000 ? own : claimed
}

function dated(value: JsonObject, name: string, role: 'start' | 'end'): DatedMember {
  return { name, ...readDate(unwrapped(member(value, name)), '3.0', role) }
}

/** Without a readable date the first that is there, however broken. */
function furthest(
  dates: readonly DatedMember[],
  beats: (a: number, b: number) => boolean,
): DatedMember {
  const read = dates.filter(({ iso }) => iso !== null)
  if (read.length === 0) return dates.find(({ state }) => state !== 'absent') ?? dates[0]!
  return read.reduce((best, one) => (beats(timeOf(one), timeOf(best)) ? one : best))
}

const timeOf = ({ iso }: DatedMember) => Date.parse(iso!)
