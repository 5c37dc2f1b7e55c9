import { parseArgs } from 'node:util'
import { OpenBadgesError, unbake } from '../openbadges/index.js'
import { EXIT, readInput, UsageError, writeOutput, type Command } from './io.js'
import { refusalText } from './report-text.js'

const OPTIONS = { out: { type: 'string' } } as const

/** `unbake FILE [--out FILE]`: the badge text inside a picture, exactly as it was put there. */
export const unbakeCommand: Command = async (args, io) => {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true })
  const [path, ...more] = positionals
  if (path === undefined || more.length > 0) throw new UsageError('unbake takes one file or -.')
  try {
    const { text } = unbake(path === '-' ? await io.readStdin() : readInput(path))
    if (values.out === undefined) io.out(`${text}\n`)
    else writeOutput(values.out, text)
    return EXIT.ok
  } catch (error) {
    if (!(error instanceof OpenBadgesError)) throw error
    io.err(refusalText(error))
    return EXIT.no
  }
}
