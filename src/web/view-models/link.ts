import { stateOfShare, type LinkState, type Share, type Shows } from '../../store/shares.js'
import type { TemplateFunctions } from '../template-functions.js'

/** A link as its owner sees it. */
export interface LinkView {
  id: string
  label: string
  /** What its owner calls it, or words for none. */
  name: string
  createdAt: string
  /** Null when it can no longer be shown. */
  url: string | null
  state: LinkState
  /** `works`, `rests`, `ended on 3 March 2026`. */
  stateWords: string
  /** `opened 12 times`. */
  opens: string
  /** What is special about it: until when, password, what it hides. */
  terms: string[]
  /** Address of its page below the collection or badge. */
  href: string
}

/** Words for each part that a link may show, in the order of the form. */
const SHOWS_WORDS: Record<keyof Shows, readonly [label: string, hint: string]> = {
  name: ['Your name', ''],
  dates: ['The days', 'When each badge was awarded and until when it counts.'],
  evidence: ['Evidence', 'What you did for it, as far as the issuer put it into the badge.'],
  notes: ['Your lines', 'What you wrote beside each badge of the collection.'],
  emailHint: ['A hint of your address', 'The first letter and what stands after the @.'],
  isItTheirs: [
    'The question “Is it theirs?”',
    'Who knows your address can type it and gets a yes or a no.',
  ],
  download: [
    'The file of each badge',
    'It holds everything the badge says, so it needs the name, days, evidence and hint above.',
  ],
}

interface LinkOptions {
  /** Address below which the links of the collection or badge lie. */
  under: string
  baseUrl: string
  now: Date
  date: TemplateFunctions['date']
  /** The secret of a link, or null. */
  tokenOf: (share: Share) => string | null
}

export function linkView(share: Share, options: LinkOptions): LinkView {
  const { under, baseUrl, now, date, tokenOf } = options
  const token = tokenOf(share)
  const state = stateOfShare(share, now)
  return {
    id: share.id,
    label: share.label,
    name: share.label || 'Link without a name',
    createdAt: share.createdAt,
    url: token && `${baseUrl}/s/${token}`,
    state,
    stateWords: stateWords(share, state, date),
    opens: opensWords(share.opens),
    terms: termsOf(share, state, date),
    href: `${under}/shares/${share.id}`,
  }
}

function stateWords({ endsAt, stoppedAt }: Share, state: LinkState, date: LinkOptions['date']) {
  if (state === 'stopped') return `stopped on ${date(stoppedAt)}`
  if (state === 'ended') return `ended with ${lastDay(endsAt!, date)}`
  return state === 'paused' ? 'rests' : 'works'
}

function opensWords(opens: number): string {
  if (opens === 0) return 'not opened yet'
  return opens === 1 ? 'opened once' : `opened ${opens} times`
}

function termsOf(share: Share, state: LinkState, date: LinkOptions['date']): string[] {
  const { endsAt, passwordHash, shows, isFindable } = share
  const hidden = (['name', 'dates', 'evidence', 'notes', 'isItTheirs'] as const).filter(
    (part) => !shows[part],
  )
  const added = (['emailHint', 'download'] as const).filter((part) => shows[part])
  return [
    ...(endsAt && state !== 'ended' ? [`until ${lastDay(endsAt, date)}`] : []),
    ...(passwordHash ? ['asks for a password'] : []),
    ...(hidden.length > 0 ? [`without ${hidden.map(wordFor).join(', ')}`] : []),
    ...(added.length > 0 ? [`with ${added.map(wordFor).join(', ')}`] : []),
    ...(isFindable ? ['search engines may list it'] : []),
  ]
}

const wordFor = (part: keyof Shows) => IN_SENTENCE[part]

const IN_SENTENCE: Record<keyof Shows, string> = {
  name: 'your name',
  dates: 'days',
  evidence: 'evidence',
  notes: 'your lines',
  emailHint: 'a hint of your address',
  isItTheirs: '“Is it theirs?”',
  download: 'files',
}

/** It ends when that day is over. */
function lastDay(endsAt: string, date: LinkOptions['date']): string {
  return date(new Date(Date.parse(endsAt) - 1).toISOString())
}

/** One box of the form. */
export interface ShowsChoice {
  part: keyof Shows
  label: string
  hint: string
  isOn: boolean
}

export function showsChoices(shows: Shows): ShowsChoice[] {
  const parts = Object.keys(SHOWS_WORDS) as (keyof Shows)[]
  return parts.map((part) => {
    const [label, hint] = SHOWS_WORDS[part]
    return { part, label, hint, isOn: shows[part] }
  })
}
