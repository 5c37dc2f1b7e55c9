import type { LoadedDocument } from '../../findings/documents.js'
import { finding, type Finding, type FindingDetail } from '../../findings/report.js'
import type { Run } from '../../findings/run.js'
import { sortFile } from '../../text/file-kind.js'
import { splitDataUrl } from '../../text/data-url.js'
import { idOf, member } from '../../text/read.js'
import { canParse, isDataUrl, isHttpUrl } from '../../text/values.js'
import type { JsonObject } from '../../types.js'
import { causeOf, isAnswer } from '../answers.js'

const ACCEPT_IMAGES = 'image/png, image/svg+xml, image/*;q=0.5'

/** A picture of a badge: of the award itself, or of its class. */
export interface BadgePicture {
  of: 'assertion' | 'badge-class'
  /** The object that has the `image`. */
  holder: JsonObject
  path: string
  /** What a path is completed with; null when it cannot be. */
  base: string | null
}

/**
 * Is each picture PNG or SVG, and can it be had? Only a data URI in a 2.x badge class can be wrong.
 * @see https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/index.html#Image
 */
export async function checkImages(
  pictures: readonly BadgePicture[],
  strict: boolean,
  run: Run,
): Promise<Finding[]> {
  const found = await Promise.all(pictures.map((picture) => checkImage(picture, strict, run)))
  return found.flat()
}

async function checkImage(picture: BadgePicture, strict: boolean, run: Run): Promise<Finding[]> {
  const url = idOf(member(picture.holder, 'image'))
  if (url === null || url === '') return []
  if (isDataUrl(url)) return dataImage(url, picture, strict)
  const absolute = absoluteUrl(url, picture.base)
  if (!absolute) return []
  const document = await run.load(absolute, ACCEPT_IMAGES)
  const detail = { path: picture.path, found: url, evidence: [document] }
  if (!isAnswer(document))
    return [finding('image_unreachable', { ...detail, values: { cause: causeOf(document) } })]
  return [kindOf(document.body) ? finding('image_ok', detail) : loosely(detail)]
}

/** Completes a path; null for what is no web address then. */
function absoluteUrl(url: string, base: string | null): string | null {
  if (isHttpUrl(url)) return url
  const absolute = base !== null && canParse(url, base) ? new URL(url, base).href : null
  return isHttpUrl(absolute) ? absolute : null
}

function dataImage(url: string, { of, path }: BadgePicture, strict: boolean): Finding[] {
  const inAward = of === 'assertion' ? [finding('image_data_in_assertion', { path })] : []
  const detail: FindingDetail = { path, found: url.slice(0, 60) }
  const { type = '', bytes } = splitDataUrl(url) ?? {}
  const wanted = DATA_TYPES.get(type)
  if (!wanted || !bytes)
    return [
      ...inAward,
      strict && of === 'badge-class' ? finding('image_type', detail) : loosely(detail),
    ]
  return [...inAward, kindOfData(bytes) === wanted ? finding('image_ok', detail) : loosely(detail)]
}

const DATA_TYPES: ReadonlyMap<string, 'png' | 'svg'> = new Map([
  ['image/png', 'png'],
  ['image/svg+xml', 'svg'],
])

function kindOfData(bytes: () => Buffer): 'png' | 'svg' | null {
  try {
    return kindOf(bytes())
  } catch {
    return null
  }
}

/** What the bytes are, whatever they are called. */
function kindOf(body: LoadedDocument['body']): 'png' | 'svg' | null {
  const { kind } = sortFile(body)
  return kind === 'png' || kind === 'svg' ? kind : null
}

function loosely(detail: FindingDetail): Finding {
  return finding('image_type', { ...detail, outcome: 'passed', severity: 'warning' })
}
