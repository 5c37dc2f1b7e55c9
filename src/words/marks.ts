import type { Mark } from './rows.js'

/** What a mark means, for who does not see it. */
export const MARK_WORDS: Record<Mark, string> = {
  yes: 'Yes',
  no: 'No',
  quotes: 'Only claimed',
  question: 'Could not be asked',
  wave: 'Breaks a rule',
  dash: 'Not asked',
  hourglass: 'Over',
  calendar: 'Not yet',
}
