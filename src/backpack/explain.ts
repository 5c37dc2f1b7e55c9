import { AppError } from '../errors.js'
import { OpenBadgesError, type NotABadgeKind } from '../openbadges/index.js'

/**
 * What a person reads when something is no badge: what was seen, and what to do.
 * @returns null for what is no fault of the input
 */
export function explain(error: unknown): string | null {
  if (error instanceof AppError) return error.message
  if (!(error instanceof OpenBadgesError)) return null
  return `${error.message} ${nextStep(error)}`.trim()
}

function nextStep({ code, kind, message }: OpenBadgesError): string {
  const step = code === 'FORMAT_UNKNOWN' ? AFTER_KIND[kind ?? 'unknown'] : AFTER_CODE[code]
  return message.includes(step) ? '' : step
}

const AFTER_CODE: Record<Exclude<OpenBadgesError['code'], 'FORMAT_UNKNOWN'>, string> = {
  IMAGE_UNSUPPORTED:
    'Badges travel in PNG or SVG pictures. If this is a photo of a badge, download the badge itself from the issuer’s page.',
  IMAGE_UNBAKED:
    'Phones, chat apps and picture editors often strip it. Download the badge again from the issuer’s page and upload that file unchanged.',
  BADGE_MALFORMED:
    'Download the badge again from the issuer’s page and upload that file unchanged.',
}

const AFTER_KIND: Record<NotABadgeKind, string> = {
  'badge-definition':
    'Ask the issuer for the badge that was awarded to you; it names you as its earner.',
  'issuer-profile': 'Ask the issuer for the badge that was awarded to you.',
  endorsement: 'Upload the badge it speaks of; its endorsements come with it.',
  record: 'Ask the issuer for its badges one by one.',
  presentation: 'Upload the badge inside it by itself.',
  'status-list': 'Upload the badge itself.',
  'other-credential': 'Haversack keeps Open Badges; this is a credential of another kind.',
  part: 'Upload the whole badge.',
  list: 'Upload the badges one by one.',
  'unsupported-envelope': 'Ask the issuer for the badge as a plain file.',
  unknown: 'Upload the PNG or SVG picture of a badge, its JSON file, or paste its address.',
}
