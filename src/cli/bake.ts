import { parseArgs } from 'node:util'
import { bake, OpenBadgesError, type FormatId } from '../openbadges/index.js'
import { EXIT, readInput, UsageError, writeOutput, type Command } from './io.js'
import { refusalText } from './report-text.js'

const OPTIONS = { version: { type: 'string' } } as const
const VERSIONS = ['0.5', '1.0', '1.1', '2.0', '3.0']

/** `bake IMAGE BADGE OUTPUT [--version 2.0]`: a badge text into a PNG or SVG, replacing one already there. */
export const bakeCommand: Command = async (args, io) => {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true })
  const [image, badge, output, ...more] = positionals
  if (image === undefined || badge === undefined || output === undefined || more.length > 0)
    throw new UsageError('bake takes a picture, a file with the badge text, and where to write.')
  const text = new TextDecoder().decode(readInput(badge)).trim()
  try {
    writeOutput(output, bake(readInput(image), text, formatOf(values.version)))
    return EXIT.ok
  } catch (error) {
    if (!(error instanceof OpenBadgesError)) throw error
    io.err(refusalText(error))
    return EXIT.no
  }
}

function formatOf(version: string | undefined): FormatId | undefined {
  if (version === undefined) return undefined
  if (!VERSIONS.includes(version))
    throw new UsageError(`--version is one of ${VERSIONS.join(', ')}.`)
  return `ob${version}` as FormatId
}
