import { describe } from '../../backpack/badges/candidate.js'
import type { VisitorsBadge } from '../../backpack/badges/verify-any.js'
import { answersOf, namedIssuer, stateOf } from '../../openbadges/index.js'
import { withinBudget } from '../../backpack/sharing/within-budget.js'
import type { BackpackBadge } from '../../store/badges.js'
import { type Told, toldToVisitor } from '../../words/told.js'
import { badgeView, type BadgeView, type Fact } from './badge.js'
import { extraFacts } from './issuer.js'
import type { Dates } from './verdict.js'

/** A badge that anybody had checked. */
export interface CheckedView extends BadgeView {
  extras: Fact[]
  /** A name of its earner, where the badge itself carries one that is proven with it. */
  awardedTo: string | null
}

/** @param picture address at which the picture can be had for a while, or null */
export function checkedView(
  checked: VisitorsBadge,
  picture: string | null,
  dates: Dates,
): CheckedView {
  const { report } = checked
  const told = toldToVisitor(report, dates.now())
  const options = { dates, again: null, linkOf: () => null }
  const view = badgeView(unkept(report, told), told, report.checks, options)
  return {
    ...view,
    image: picture,
    awardedTo: view.isClaimed ? null : report.credential.recipientName,
    extras: extraFacts(report.credential.extra),
  }
}

/** As it would be in a backpack, were it kept. */
function unkept(report: VisitorsBadge['report'], { state }: Told): BackpackBadge {
  const { credential, verdict, at, issuer } = report
  return {
    ...describe(withinBudget(credential)),
    id: '',
    accountId: '',
    identity: '',
    verdict,
    state,
    beginsAt: null,
    stateBegun: null,
    issuerProof: issuer,
    recipient: 'not-applicable',
    checkedAt: at,
    validAt: null,
    silentSince: null,
    silentCount: 0,
    toldBy: null,
    imageHash: null,
    imageType: null,
    createdAt: at,
    isHidden: false,
    trashedAt: null,
  }
}

/** The report for programs: everything but the bytes of the documents, of which it gives number and hash. */
export function checkedJson({ report }: VisitorsBadge) {
  const documents = report.documents.map(({ body, ...rest }) => ({ ...rest, bytes: body.length }))
  const answers = answersOf(report, new Date(report.at))
  const issuer = namedIssuer(report.credential, report.issuer)
  return { ...report, state: stateOf(answers), answers, issuer, documents }
}
