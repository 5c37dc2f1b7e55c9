import { type FormatId } from '../openbadges/index.js'
import { sentence } from './findings.js'
import type { Answered } from './rows.js'
import type { Told } from './told.js'

/** Does it keep to its standard? Small deviations do no harm, and the fold tells them one by one. */
export function rulesRow({ answers, format, reader }: Told): Answered {
  const { answer, because } = answers.rules
  if (answer === 'kept')
    return { mark: 'yes', bold: 'Yes.', soft: `Follows ${formatWord(format)}.` }
  if (answer === 'deviates') {
    const small = because.length === 1 ? 'a small deviation' : `${because.length} small deviations`
    return { mark: 'yes', bold: 'Yes', soft: `, with ${small}.` }
  }
  const broken = because.filter(({ severity }) => severity === 'error')
  const said = sentence(broken[0]!, reader === 'earner' ? 'earner' : 'employer')
  const more = broken.length > 1 ? ` And ${broken.length - 1} more.` : ''
  return { mark: 'wave', bold: 'Not quite.', soft: `${said}${more}` }
}

/** `Open Badges 3.0`. */
export function formatWord(format: FormatId | null): string {
  return format === null ? 'Open Badges' : `Open Badges ${format.slice('ob'.length)}`
}
