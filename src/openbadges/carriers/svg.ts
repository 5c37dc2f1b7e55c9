import { XMLParser } from 'fast-xml-parser'
import { OpenBadgesError, type OpenBadgesErrorOptions } from '../errors.js'
import { type Doctype, prologueOf } from '../text/xml-prologue.js'

/** An element that carries a badge, and where it stands in the text of the file. */
export interface BadgeElement {
  kind: 'credential' | 'assertion'
  /** The attribute `verify`, entities resolved; null when it has none. */
  verify: string | null
  /** Its text and CDATA in one, entities of the text resolved. */
  body: string
  /** Does it stand on entities that the file declares itself? They are never expanded. */
  usesEntities: boolean
  /** Offsets in characters: first of the element, first after it. */
  start: number
  end: number
}

export interface SvgOutline {
  badges: BadgeElement[]
  /** Offsets of the root element. */
  start: number
  end: number
}

/** The namespaces of badge elements, by their local names. */
export const BADGE_NAMESPACES = {
  credential: 'https://purl.imsglobal.org/ob/v3p0',
  assertion: 'http://openbadges.org',
} as const

type XmlNode = Record<string | symbol, unknown>

const TEXT = '#text'
const CDATA = '#cdata'
const ATTRIBUTES = ':@'

const PARSER_OPTIONS = {
  preserveOrder: true,
  captureMetaData: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  trimValues: false,
  cdataPropName: CDATA,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
} as const

/**
 * Finds the badge elements of an SVG, in document order, under any prefix, anywhere. An internal DTD, as drawing
 * programs write it, is skipped.
 * @throws {OpenBadgesError} BADGE_MALFORMED: no sound XML
 * @see https://www.imsglobal.org/spec/ob/v3p0/#svg
 */
export function outlineSvg(svg: string): SvgOutline {
  const doctype = doctypeOf(svg)
  const nodes = parse(doctype ? blanked(svg, doctype) : svg)
  const root = nodes.find((node) => !nameOf(node).startsWith('?'))
  const place = root && placeOf(root)
  if (!place) throw malformedSvg('cut short, or tags that do not match')
  if (!isEmptyXml(svg.slice(place.end))) throw malformedSvg('something after the root element')
  return { badges: findBadges(nodes, doctype?.hasSubset ?? false), ...place }
}

function doctypeOf(svg: string): Doctype | null {
  const prologue = prologueOf(svg)
  if (!prologue) throw malformedSvg('cut short')
  return prologue.doctype
}

/** Spaces in the place of the DTD, so that every offset stays. */
function blanked(svg: string, { start, end }: Doctype): string {
  return svg.slice(0, start) + ' '.repeat(end - start) + svg.slice(end)
}

/** White space, comments and processing instructions. */
function isEmptyXml(text: string): boolean {
  const rest = prologueOf(text)
  return rest !== null && rest.doctype === null && rest.end === text.length
}

function parse(svg: string): XmlNode[] {
  try {
    return new XMLParser(PARSER_OPTIONS).parse(svg) as XmlNode[]
  } catch (cause) {
    throw malformedSvg((cause as Error).message, { cause })
  }
}

/** The refusal of an SVG. @param seen what is wrong, in a few words */
export function malformedSvg(
  seen: string,
  { cause, reason = 'svg-damaged' }: OpenBadgesErrorOptions = {},
): OpenBadgesError {
  return new OpenBadgesError('BADGE_MALFORMED', 'The SVG picture is damaged or not safe to read.', {
    cause,
    reason,
    seen: `SVG, ${seen}`.slice(0, 200),
  })
}

/** The namespaces that an element declares, and those around it: shared, for copies would take too long. */
interface Scope {
  declared: ReadonlyMap<string, string>
  around: Scope | null
}

interface Visit {
  node: XmlNode
  scope: Scope | null
}

/** @param declares the file declares entities of its own */
function findBadges(nodes: readonly XmlNode[], declares: boolean): BadgeElement[] {
  const found: BadgeElement[] = []
  const visits: Visit[] = nodes.map((node) => ({ node, scope: null })).reverse()
  for (let visit = visits.pop(); visit; visit = visits.pop()) {
    const { node } = visit
    const scope = scopeOf(node, visit.scope)
    const badge = badgeOf(node, scope, declares)
    if (badge) found.push(badge)
    const children = childrenOf(node)
    for (let at = children.length - 1; at >= 0; at--) visits.push({ node: children[at]!, scope })
  }
  return found
}

function scopeOf(node: XmlNode, around: Scope | null): Scope | null {
  const declared = attributesOf(node)
    .filter(([name]) => name === 'xmlns' || name.startsWith('xmlns:'))
    .map(([name, uri]) => [name.slice(6), decodeEntities(uri)] as const)
  return declared.length > 0 ? { declared: new Map(declared), around } : around
}

function namespaceOf(prefix: string, scope: Scope | null): string {
  for (let at = scope; at; at = at.around) {
    const uri = at.declared.get(prefix)
    if (uri !== undefined) return uri
  }
  return ''
}

function badgeOf(node: XmlNode, scope: Scope | null, declares: boolean): BadgeElement | null {
  const [kind, prefix = ''] = nameOf(node).split(':').reverse()
  if (kind !== 'credential' && kind !== 'assertion') return null
  const [place, namespace] = [placeOf(node), namespaceOf(prefix, scope)]
  const isHidden = declares && ENTITY.test(namespace)
  if (!place || (namespace !== BADGE_NAMESPACES[kind] && !isHidden)) return null
  const verify = attributesOf(node).find(([name]) => name === 'verify')?.[1]
  return {
    kind,
    verify: verify === undefined ? null : decodeEntities(verify),
    body: childrenOf(node).map(textOf).join(''),
    usesEntities: isHidden || (declares && writtenIn(node).some((text) => ENTITY.test(text))),
    ...place,
  }
}

/** An entity that XML itself does not know. */
const ENTITY = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);)[^\s&;<>"']+;/

/** Attributes and text of an element as they are written, without CDATA. */
function writtenIn(node: XmlNode): string[] {
  const texts = childrenOf(node).map((child) => child[TEXT])
  return [...attributesOf(node).map(([, value]) => value), ...texts].filter(
    (text) => typeof text === 'string',
  )
}

function textOf(node: XmlNode): string {
  if (typeof node[TEXT] === 'string') return decodeEntities(node[TEXT])
  const cdata = node[CDATA]
  return Array.isArray(cdata) ? (cdata as XmlNode[]).map((part) => String(part[TEXT])).join('') : ''
}

function nameOf(node: XmlNode): string {
  return Object.keys(node).find((name) => name !== ATTRIBUTES) ?? ''
}

function attributesOf(node: XmlNode): [string, string][] {
  const attributes = node[ATTRIBUTES]
  return attributes ? Object.entries(attributes as Record<string, string>) : []
}

function childrenOf(node: XmlNode): XmlNode[] {
  const name = nameOf(node)
  const children = node[name]
  return name !== CDATA && Array.isArray(children) ? (children as XmlNode[]) : []
}

function placeOf(node: XmlNode): { start: number; end: number } | null {
  const meta = node[XMLParser.getMetaDataSymbol() as symbol] as
    { startIndex?: number; endIndex?: number } | undefined
  if (meta?.startIndex === undefined || meta.endIndex === undefined) return null
  return { start: meta.startIndex, end: meta.endIndex }
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
])

/** The five entities of XML and numbers; any other stays as it is. */
function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,4}));/gi,
    (whole, dec, hex, name) => {
      if (name !== undefined) return ENTITIES.get(name as string) ?? whole
      const code = dec === undefined ? parseInt(hex as string, 16) : Number(dec)
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole
    },
  )
}
