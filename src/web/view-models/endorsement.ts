import { UNPROVEN_ISSUER, type Endorsement, type IssuerProof } from '../../openbadges/index.js'
import { issuerPair, type IssuerPair } from '../../words/issuer.js'

/** What somebody else says of a badge; of them, too, only what is proven stands without quotation marks. */
export interface EndorsementView {
  by: IssuerPair
  comment: string | null
  /** `genuine`, `name not proven`, … */
  state: string
  icon: string
}

type Proven = Endorsement & { proven?: IssuerProof }

export function endorsementView(endorsement: Proven): EndorsementView {
  const { issuer, comment, outcome, proven = UNPROVEN_ISSUER } = endorsement
  const by = issuerPair(proven, issuer ?? '', outcome === 'passed' ? 'valid' : 'unchecked')
  const [state, icon] = STATES[outcome ?? 'unknown']
  const isKeyOnly = outcome === 'passed' && by.isClaim
  return { by, comment, state: isKeyOnly ? 'unchanged' : state, icon: isKeyOnly ? 'claimed' : icon }
}

const STATES = {
  passed: ['genuine', 'passed'],
  failed: ['does not hold', 'failed'],
  unknown: ['could not be checked', 'unknown'],
} as const
