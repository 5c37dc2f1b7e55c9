import { parseArgs } from 'node:util'
import { settingItems } from '../config.js'
import { createDocumentLoader, createOfflineLoader } from '../net/document-loader.js'
import { createMapLoader, readDocumentMap } from '../net/map-loader.js'
import { openRegistries } from '../net/registry-loader.js'
import {
  verifyFile,
  OpenBadgesError,
  type Verdict,
  type VerificationReport,
  verify,
  type VerifyOptions,
} from '../openbadges/index.js'
import { type Command, EXIT, type Io, readInput, typedPath, UsageError } from './io.js'
import { refusalJson, reportJson } from './report-json.js'
import { refusalText, reportText } from './report-text.js'

const OPTIONS = {
  json: { type: 'boolean', default: false },
  at: { type: 'string' },
  recipient: { type: 'string', multiple: true },
  documents: { type: 'string' },
  offline: { type: 'boolean', default: false },
  registry: { type: 'string', multiple: true },
} as const

/** `verify FILE|URL|-`: prints the report of any badge. Exit 0 valid, 1 not valid, 2 could not check. */
export const verifyCommand: Command = async (args, io) => {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true })
  const [input, ...more] = positionals
  if (input === undefined || more.length > 0)
    throw new UsageError('verify takes one file, address or -.')
  const options = verifyOptions(values, io)
  try {
    const report = await check(input, options, io)
    io.out(values.json ? reportJson(report) : reportText(report, io.colours))
    return exitOf(report.verdict)
  } catch (error) {
    if (!(error instanceof OpenBadgesError)) throw error
    io.out(values.json ? refusalJson(error) : refusalText(error))
    return error.code === 'BADGE_TOO_LARGE' ? EXIT.unknown : EXIT.no
  }
}

interface Chosen {
  at?: string
  recipient?: string[]
  documents?: string
  offline: boolean
  registry?: string[]
}

function verifyOptions(chosen: Chosen, io: Io): VerifyOptions {
  const now = chosen.at === undefined ? io.now() : instant(chosen.at)
  const { loadDocument, ...contexts } = lookUps(chosen, now, io)
  const places = chosen.registry?.map(placeOf) ?? settingItems(io.env['ISSUER_REGISTRIES'])
  const registries = openRegistries(places, loadDocument, () => now)
  return { now, recipients: chosen.recipient, ...contexts, ...registries }
}

const isAddress = (place: string) => /^https?:\/\//i.test(place)

const placeOf = (place: string) => (isAddress(place) ? place : typedPath(place))

type LookUps = Pick<VerifyOptions, 'loadDocument'> & Partial<Pick<VerifyOptions, 'contexts'>>

function lookUps({ documents, offline }: Chosen, now: Date, io: Io): LookUps {
  if (offline && documents) throw new UsageError('--offline and --documents exclude each other.')
  if (offline) return { loadDocument: createOfflineLoader(() => now) }
  if (!documents) return createNetwork(io)
  const { map, folder } = readMap(documents)
  return createMapLoader(map, folder, () => now)
}

function createNetwork(io: Io): LookUps {
  const allowed = settingItems(io.env['ALLOWED_PRIVATE_HOSTS'])
  return { loadDocument: createDocumentLoader({ allowedPrivateHosts: allowed, now: io.now }) }
}

function readMap(path: string): ReturnType<typeof readDocumentMap> {
  try {
    return readDocumentMap(typedPath(path))
  } catch (cause) {
    throw new UsageError(`Cannot read the documents: ${(cause as Error).message}`, { cause })
  }
}

/** A zone is required: the verdict must not depend on where the machine stands. */
function instant(text: string): Date {
  const date = new Date(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text)
  const zoned = /^\d{4}-\d\d-\d\d($|T.*(Z|[+-]\d\d:?\d\d)$)/i.test(text)
  if (!zoned || Number.isNaN(date.getTime()))
    throw new UsageError(`--at needs a time such as 2026-03-01T12:00:00Z, not "${text}".`)
  return date
}

async function check(input: string, options: VerifyOptions, io: Io): Promise<VerificationReport> {
  if (isAddress(input)) return verify(input, options)
  return verifyFile(input === '-' ? await io.readStdin() : readInput(input), options)
}

function exitOf(verdict: Verdict): number {
  if (verdict === 'valid') return EXIT.ok
  return verdict === 'unverifiable' ? EXIT.unknown : EXIT.no
}
