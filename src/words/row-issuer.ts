import { hostSpelling, isIssuerProven, type IssuerProof } from '../openbadges/index.js'
import { claimedSiteWords, issuerPair, quoted, speaksOfIssuer } from './issuer.js'
import type { Answered } from './rows.js'
import type { Told } from './told.js'

/** Who issued it: the name it gives, and what is proven of it. */
export function issuerRow({ answers, state, issuerName }: Told): Answered {
  const { issuer, real } = answers
  const says = issuerName ? quoted(issuerName) : 'nobody'
  if (real.answer === 'disproven')
    return { mark: 'quotes', bold: 'Not known.', soft: `It says ${says}; nothing proves that.` }
  if (!speaksOfIssuer(state)) return { mark: 'quotes', bold: `It says ${says}.`, soft: '' }
  if (isIssuerProven(issuer)) {
    const pair = issuerPair(issuer, issuerName, state)
    return {
      mark: 'yes',
      bold: '',
      soft: [addition(issuer, claimedSiteWords(pair)), pair.care].filter(Boolean).join(' '),
      issuer: pair,
    }
  }
  const bold = issuer.kind === 'key-only' ? keyOnly(issuerName) : `It says ${says}.`
  const soft = issuerName ? 'Nobody vouches for that name.' : 'Nobody vouches for it.'
  const { care } = issuerPair(issuer, issuerName, state)
  return { mark: 'quotes', bold, soft: care ? `${soft} ${care}` : soft }
}

function keyOnly(name: string): string {
  return name ? `A key that calls itself ${quoted(name)}.` : 'A key without a name.'
}

function addition({ kind, host }: IssuerProof, site: string): string {
  const shared = kind === 'shared-host' ? 'Anybody can publish there.' : ''
  const isRewritten = host !== null && hostSpelling(host).shown !== host
  const ascii = isRewritten ? `In plain letters: ${host}.` : ''
  return [site || shared, ascii].filter(Boolean).join(' ')
}
