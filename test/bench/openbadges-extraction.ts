import bakery from 'openbadges-bakery'
import sharp from 'sharp'
import { bake, unbake } from '../../src/openbadges/index.js'
import { parseOb3 } from '../../src/openbadges/formats/ob3/parse.js'
import { recogniseAward } from '../../src/openbadges/formats/recognise.js'
import { readBadgeText } from '../../src/openbadges/formats/text.js'
import { diBadge } from '../support/issuer-ob3.js'
import { ed25519Key } from '../support/keys.js'
import { measure, table } from './measure.js'

/** A picture of the size that issuers send. */
const SIDE_PIXELS = 600

export async function benchExtraction(): Promise<string> {
  const text = JSON.stringify(await diBadge(ed25519Key().didKey, ed25519Key()))
  const png = Buffer.from(bake(await noise(), text, 'ob2.0'))
  const [ours, peer] = await measure([
    { name: 'unbake, ours', run: () => unbake(png) },
    { name: 'unbake, openbadges-bakery', run: () => extract(png) },
  ])
  const [parsed] = await measure([{ name: 'parse, ours', run: () => parse(text) }])
  const rows = [ours!, peer!, parsed!].map((row) => [row.name, row.perSecond.toFixed(0), ''])
  rows[0]![2] = `${(ours!.perSecond / peer!.perSecond).toFixed(1)} × the peer (goal 10)`
  return table([`extraction, PNG of ${png.length >> 10} KiB`, 'per second', ''], rows)
}

function noise(): Promise<Buffer> {
  const create = { width: SIDE_PIXELS, height: SIDE_PIXELS, channels: 3 as const }
  const gaussian = { type: 'gaussian' as const, mean: 128, sigma: 30 }
  return sharp({ create: { ...create, background: 'white', noise: gaussian } })
    .png()
    .toBuffer()
}

function extract(image: Buffer): Promise<string> {
  return new Promise((resolve, reject) =>
    bakery.extract(image, (error, found) => (error ? reject(error) : resolve(found))),
  )
}

function parse(text: string) {
  const read = readBadgeText(text)
  if (read.kind === 'url') throw new Error('not a badge')
  return parseOb3(recogniseAward(read).value, { proofKind: 'embedded', validUntil: null })
}
