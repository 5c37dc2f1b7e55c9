import type { Credential, ExtraMember } from '../../openbadges/index.js'
import { withinBudget } from '../../backpack/sharing/within-budget.js'
import {
  claimedSiteWords,
  insteadWords,
  issuerPair,
  provenByWords,
  type IssuerPair,
} from '../../words/issuer.js'
import type { Told } from '../../words/told.js'
import type { Fact } from './badge.js'
import { safeLink, siteName } from './links.js'

/** What is known of an issuer, and how. */
export interface IssuerBox {
  by: IssuerPair
  description: string | null
  /** `its own website, which lists the key`; null: nothing proves who it is. */
  provenBy: string | null
  facts: Fact[]
}

/** A web site is a link only where it is the proven one; of one that is not proven it is what the badge gives. */
export function issuerBox({ issuer }: Credential, { answers, state }: Told): IssuerBox {
  const by = issuerPair(answers.issuer, issuer.name ?? '', state)
  const provenBy = by.isClaim ? null : provenByWords(answers.issuer)
  const site = safeLink(issuer.url ?? issuer.id)
  const facts: (Fact | null)[] = [
    provenBy === null ? null : { label: 'Proven by', text: provenBy },
    by.care ? { label: 'Note', text: by.care } : null,
    site ? siteFact(site, by, claimedSiteWords(by)) : null,
    issuer.email ? { label: 'E-mail', text: issuer.email } : null,
    issuer.telephone ? { label: 'Telephone', text: issuer.telephone } : null,
    issuer.parentOrg ? { label: 'Part of', text: issuer.parentOrg } : null,
    issuer.id && issuer.id !== site ? { label: 'Identifier', text: issuer.id } : null,
  ]
  return {
    by,
    description: issuer.description,
    provenBy,
    facts: facts.filter((fact) => fact !== null),
  }
}

function siteFact(site: string, by: IssuerPair, elsewhere: string): Fact {
  const name = siteName(site) ?? site
  if (by.isClaim)
    return { label: 'Gives as its website', text: `${name}, which does not confirm it` }
  return elsewhere
    ? { label: 'Gives as its website', text: `${name}${insteadWords(by)}` }
    : { label: 'Website', text: name, link: site }
}

/** Longer values are technical, and cut: the file of the badge has them whole. */
const MAX_VALUE_LENGTH = 300

/** Members the model has no place for, by their path. */
export function extraFacts(extra: readonly ExtraMember[] | undefined): Fact[] {
  const shown = withinBudget(extra ?? [])
  return shown.map(({ path, value }) => ({ label: path, text: textOf(value) }))
}

function textOf(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return text.length > MAX_VALUE_LENGTH ? `${text.slice(0, MAX_VALUE_LENGTH - 1)}…` : text
}
