import { finding, type Finding } from '../findings/report.js'
import type { Run } from '../findings/run.js'
import { checkOb1Assertion, checkOb1BadgeClass, checkOb1Issuer } from '../formats/ob1/structure.js'
import { checkOb2Object, ISSUER_TYPES } from '../formats/ob2/structure.js'
import { contexts } from '../text/read.js'
import type { FormatId } from '../types.js'
import type { Assertion } from './assertion.js'
import type { Linked } from './linked.js'

/** Assertion, badge class and issuer profile of 1.x and 2.x by the tables of their version. */
export function checkAssertionParts(assertion: Assertion, run: Run): Finding[] {
  const { chain, family } = assertion
  const { badge, issuer } = chain
  const linked =
    family === '2.x' ? ob2Linked(assertion, run) : ob1Linked(badge, issuer, assertion.award.format)
  return [...ownFindings(assertion, run), ...linked]
}

function ownFindings({ award, value, copy, isHosted, family }: Assertion, run: Run): Finding[] {
  // the notice that a badge was withdrawn needs no other members, and the file only led to it
  if (copy?.revoked) return []
  if (family === '1.x') return checkOb1Assertion(value, award.format)
  const subject = { expected: ['Assertion'], path: '', around: null }
  const found = checkOb2Object(value, award.value, subject, run.contexts)
  return isHosted ? found.map((f) => (isMissingId(f) ? addressAsId(copy!.address) : f)) : found
}

function isMissingId({ code, path }: Finding): boolean {
  return code === 'property_missing' && path === 'id'
}

function addressAsId(address: string): Finding {
  return finding('property_sloppy', { path: 'id', found: address })
}

function ob2Linked({ award, chain: { badge, issuer } }: Assertion, run: Run): Finding[] {
  const outer = contexts(award.value)
  const inner = badge.original ? contexts(badge.original) : []
  const around = badge.document ? inner : [...outer, ...inner]
  return [
    ...ob2Object(badge, ['BadgeClass'], outer, run),
    ...ob2Object(issuer, ISSUER_TYPES, around, run),
  ]
}

function ob2Object(
  { value, original, document, path }: Linked,
  expected: readonly string[],
  around: readonly unknown[],
  run: Run,
): Finding[] {
  if (!value || !original) return []
  const subject = { expected, path, around: document ? null : around }
  return checkOb2Object(value, original, subject, run.contexts)
}

function ob1Linked(badge: Linked, issuer: Linked, format: FormatId): Finding[] {
  return [
    ...(badge.value ? checkOb1BadgeClass(badge.value, badge.path, format) : []),
    ...(issuer.value ? checkOb1Issuer(issuer.value, issuer.path, format) : []),
  ]
}
