import type { CheckedBadge } from '../../backpack/check-any.js'
import { describe } from '../../backpack/describe.js'
import { answersOf, namedIssuer, stateOf } from '../../openbadges/index.js'
import type { BackpackBadge } from '../../store/badges.js'
import { badgeView, type BadgeView } from './badge.js'
import { issuerBox, extraFacts, type IssuerBox } from './issuer.js'
import type { Fact } from './badge.js'
import type { Dates } from './verdict.js'

/** A badge that anybody had checked. */
export interface CheckedView extends BadgeView {
  issuerBox: IssuerBox
  extras: Fact[]
  /** Was it awarded to what was typed? Null when nothing was. */
  theirs: 'yes' | 'no' | 'unknown' | null
}

/** @param picture address at which the picture can be had for a while, or null */
export function checkedView(
  { report }: CheckedBadge,
  picture: string | null,
  dates: Dates,
): CheckedView {
  const checks = report.checks.filter(({ check }) => check !== 'recipient')
  const reader = { kind: 'employer', earner: 'its earner', linkOf: () => null } as const
  const view = badgeView(unkept(report), { checks }, reader, dates)
  return {
    ...view,
    image: picture,
    facts: view.facts.filter(({ label }) => label !== 'Awarded to'),
    issuerBox: issuerBox(report.credential, checks, reader),
    extras: extraFacts(report.credential.extra),
    theirs: theirsOf(report),
  }
}

function theirsOf({ checks }: CheckedBadge['report']): CheckedView['theirs'] {
  const recipient = checks.find(({ check }) => check === 'recipient')
  if (!recipient || recipient.outcome === 'not-applicable') return null
  return recipient.outcome === 'unknown' ? 'unknown' : recipient.outcome === 'passed' ? 'yes' : 'no'
}

/** As it would be in a backpack, were it kept. */
function unkept(report: CheckedBadge['report']): BackpackBadge {
  const { credential, verdict, at, issuer } = report
  return {
    ...describe(credential),
    id: '',
    accountId: '',
    identity: '',
    verdict,
    state: stateOf(answersOf(report, new Date(at))),
    issuerProof: issuer,
    recipient: 'not-applicable',
    checkedAt: at,
    validAt: null,
    silentSince: null,
    silentCount: 0,
    imageHash: null,
    imageType: null,
    createdAt: at,
    isHidden: false,
    trashedAt: null,
  }
}

/** The report for programs: everything but the bytes of the documents, of which it gives number and hash. */
export function checkedJson({ report }: CheckedBadge) {
  const documents = report.documents.map(({ body, ...rest }) => ({ ...rest, bytes: body.length }))
  const answers = answersOf(report, new Date(report.at))
  const issuer = namedIssuer(report.credential, report.issuer)
  return { ...report, state: stateOf(answers), answers, issuer, documents }
}
