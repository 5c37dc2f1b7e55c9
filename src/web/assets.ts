import { readFileSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Request, RequestHandler, Response } from 'express'
import { sha256 } from '../openbadges/index.js'
import { allowEmbedding } from './foreign-bytes.js'

/** Files under public/ by addresses that change with what they hold, so that browsers keep them for good. */
export interface Assets {
  /** `css/base.css` → `/assets/HASH/css/base.css`. @throws {Error} when there is no such file */
  address(path: string): string
  /** One address for the style sheets of every page. */
  styles(): string
  serve: RequestHandler
}

interface Asset {
  hash: string
  body: Buffer
  /** Of its files, when it was read. */
  changedAt: number
  encoded: Map<'br' | 'gzip', Buffer>
}

const COMPRESSED: ReadonlySet<string> = new Set(['.css', '.js', '.svg', '.json', '.txt'])
const FILE = /^(?:[\w-]+\/)*[\w-]+\.[a-z0-9]+$/
/** In the order in which their rules count. */
const SHEETS = [
  'layers',
  'tokens',
  'base',
  'layout',
  'top',
  'buttons',
  'verdict',
  'verdicts',
  'answers',
  'proofs',
  'badges',
  'organise',
  'collections',
  'prose',
  'forms',
  'panels',
  'links',
  'share-kit',
  'waiting',
  'copies',
  'diagnosis',
]
/** `a+b.css` is two sheets in one. Only this one is made: anybody could ask for every other mixture. */
const STYLES = `css/${SHEETS.join('+')}.css`

/** @param isEdited are the files looked at again each time, for somebody who works on them? */
export function createAssets(folder: string, isEdited: boolean): Assets {
  const read = reader(folder, isEdited)
  const address = (path: string) => `/assets/${read(path).hash}/${path}`
  return {
    address,
    styles: () => address(STYLES),
    serve(req, res, next) {
      const [, hash, path] = /^\/([0-9a-f]{12})\/(.+)$/.exec(req.path) ?? []
      const isOurs = path === STYLES || (path && FILE.test(path))
      if (!isOurs || !['GET', 'HEAD'].includes(req.method)) return next()
      const asset = readOrNull(read, path)
      if (!asset) return next()
      const isCurrent = asset.hash === hash
      res.set('Cache-Control', isCurrent ? 'public, max-age=31536000, immutable' : 'no-cache')
      send(req, res, path, asset)
    },
  }
}

function reader(folder: string, isEdited: boolean): (path: string) => Asset {
  const known = new Map<string, Asset>()
  return (path) => {
    const asset = known.get(path)
    if (asset && !isEdited) return asset
    const files = filesOf(path).map((file) => join(folder, file))
    const changedAt = Math.max(...files.map((file) => statSync(file).mtimeMs))
    if (asset && asset.changedAt === changedAt) return asset
    const body = Buffer.concat(files.map((file) => readFileSync(file)))
    const hash = sha256(body).slice(0, 12)
    const fresh = { hash, body, changedAt, encoded: new Map() }
    known.set(path, fresh)
    return fresh
  }
}

function filesOf(path: string): string[] {
  const ending = extname(path)
  const slash = path.lastIndexOf('/') + 1
  const names = path.slice(slash, -ending.length).split('+')
  return names.map((name) => `${path.slice(0, slash)}${name}${ending}`)
}

function readOrNull(read: (path: string) => Asset, path: string): Asset | null {
  try {
    return read(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

function send(req: Request, res: Response, path: string, asset: Asset): void {
  const ending = extname(path)
  allowEmbedding(res)
  res.type(ending).vary('Accept-Encoding')
  const encoding = COMPRESSED.has(ending) && req.acceptsEncodings(['br', 'gzip', 'identity'])
  if (encoding !== 'br' && encoding !== 'gzip') return void res.send(asset.body)
  res.set('Content-Encoding', encoding).send(encodedAs(asset, encoding))
}

/** Small files, compressed once as well as it goes. */
function encodedAs({ body, encoded }: Asset, encoding: 'br' | 'gzip'): Buffer {
  const known = encoded.get(encoding)
  if (known) return known
  const best = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }
  const made = encoding === 'br' ? brotliCompressSync(body, best) : gzipSync(body, { level: 9 })
  encoded.set(encoding, made)
  return made
}
