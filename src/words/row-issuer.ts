import { hostSpelling, isIssuerProven, type IssuerProof } from '../openbadges/index.js'
import { claimedSiteWords, issuerPair, quoted, speaksOfIssuer } from './issuer.js'
import { nameOf } from './names.js'
import type { Answered } from './rows.js'
import type { Told } from './told.js'

/** Who issued it: the name it gives, and what is proven of it. */
export function issuerRow({ answers, state, issuerName }: Told): Answered {
  const { issuer, real } = answers
  const name = nameOf(issuerName)
  const says = name ? `It says ${quoted(name)}` : 'It gives no name'
  if (real.answer === 'disproven')
    return {
      mark: 'quotes',
      bold: 'Not known.',
      soft: name ? `${says}; nothing proves that.` : `${says}.`,
    }
  if (!speaksOfIssuer(state)) return { mark: 'quotes', bold: `${says}.`, soft: '' }
  if (isIssuerProven(issuer)) {
    const pair = issuerPair(issuer, issuerName, state)
    return {
      mark: 'yes',
      bold: '',
      soft: [addition(issuer, claimedSiteWords(pair)), pair.care].filter(Boolean).join(' '),
      issuer: pair,
    }
  }
  const bold = issuer.kind === 'key-only' ? keyOnly(name) : `${says}.`
  const soft = name ? 'Nobody vouches for that name.' : 'Nobody vouches for it.'
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
