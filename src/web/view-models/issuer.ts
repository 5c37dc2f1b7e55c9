import {
  type CheckName,
  type CheckResult,
  type Credential,
  type ExtraMember,
} from '../../openbadges/index.js'
import type { Fact } from './badge.js'
import { UNKNOWN_ISSUER } from './badge-card.js'
import { CHECK_TITLES } from './check-titles.js'
import { safeLink, siteOf } from './links.js'
import { said } from './report.js'

/** What is known of an issuer, and how. */
export interface IssuerBox {
  name: string
  description: string | null
  facts: Fact[]
  /** What ties the badge to it, in sentences; empty when nothing does. */
  proofs: string[]
}

/** Checks that tie a badge to its issuer, the strongest first. */
const TIES: readonly CheckName[] = ['issuer-key', 'issuer-scope', 'hosted', 'proof', 'signature']

export function issuerBox(
  { issuer }: Credential,
  checks: readonly CheckResult[],
  reader: { kind: 'employer' | 'earner' },
): IssuerBox {
  const name = issuer.name ?? UNKNOWN_ISSUER
  const site = safeLink(issuer.url ?? issuer.id)
  const facts: (Fact | null)[] = [
    site ? { label: 'Web site', text: siteOf(site) ?? site, link: site } : null,
    issuer.email
      ? { label: 'E-mail', text: issuer.email, link: safeLink(`mailto:${issuer.email}`) }
      : null,
    issuer.telephone ? { label: 'Telephone', text: issuer.telephone } : null,
    issuer.parentOrg ? { label: 'Part of', text: issuer.parentOrg } : null,
    issuer.id && issuer.id !== site ? { label: 'Identifier', text: issuer.id } : null,
  ]
  return {
    name,
    description: issuer.description,
    facts: facts.filter((fact) => fact !== null),
    proofs: proofsOf(checks, name, reader.kind),
  }
}

function proofsOf(checks: readonly CheckResult[], name: string, kind: 'employer' | 'earner') {
  const passed = TIES.flatMap((tie) => checks.filter((one) => one.check === tie)).filter(
    ({ outcome }) => outcome === 'passed',
  )
  const sentences = passed.map(({ check, findings }) => {
    const ok = findings.find(({ outcome }) => outcome === 'passed')
    return ok
      ? said(ok, { kind, issuer: name })
      : `${CHECK_TITLES[check][0].replace('{issuer}', name)}.`
  })
  return [...new Set(sentences)].filter(Boolean)
}

/** Longer values are technical, and cut: the file of the badge has them whole. */
const MAX_VALUE_LENGTH = 300

/** Members the model has no place for, by their path. */
export function extraFacts(extra: readonly ExtraMember[] | undefined): Fact[] {
  return (extra ?? []).map(({ path, value }) => ({ label: path, text: textOf(value) }))
}

function textOf(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return text.length > MAX_VALUE_LENGTH ? `${text.slice(0, MAX_VALUE_LENGTH - 1)}…` : text
}
