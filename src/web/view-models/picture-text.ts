import type { SharedPage } from '../../backpack/open-link.js'
import type { SharedBadge } from '../../backpack/redact.js'
import type { PictureText } from '../../publishing/picture.js'
import { asideText, issuerPair, nameText, quoted } from '../../words/issuer.js'
import type { TemplateFunctions } from '../template-functions.js'
import { overallVerdict, publishedBadge } from './published.js'

type Times = Pick<TemplateFunctions, 'date' | 'time' | 'now'>

/** Days, not minutes: a picture lives on elsewhere. */
const days = ({ date, now }: Times): Times => ({ date, now, time: date })

export function collectionPictureText(
  page: SharedPage,
  collection: { title: string },
  times: Times,
): PictureText {
  const { length } = page.badges
  return {
    above: page.earner === null ? '' : quoted(page.earner),
    title: collection.title,
    below: length === 1 ? '1 badge' : `${length} badges`,
    beside: '',
    verdict: overallVerdict(page, days(times)),
  }
}

export function badgePictureText(
  shared: SharedBadge,
  earner: string | null,
  times: Times,
): PictureText {
  const { title, verdict } = publishedBadge(shared, '', days(times))
  const { issuerProof, issuerName, state } = shared.badge
  const pair = issuerPair(issuerProof, issuerName, state)
  return {
    above: earner === null ? '' : quoted(earner),
    title,
    below: nameText(pair),
    beside: [pair.beside, asideText(pair)].filter(Boolean).join('. '),
    verdict,
  }
}
