import { XMLParser } from 'fast-xml-parser'
import { OpenBadgesError } from '../errors.js'

/** An element that carries a badge, and where it stands in the text of the file. */
export interface BadgeElement {
  kind: 'credential' | 'assertion'
  /** The attribute `verify`, entities resolved; null when it has none. */
  verify: string | null
  /** Its text and CDATA in one, entities of the text resolved. */
  body: string
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
 * Finds the badge elements of an SVG, in document order, under any prefix, anywhere.
 * @throws {OpenBadgesError} BADGE_MALFORMED: no sound XML, or a DOCTYPE that declares things of its own
 * @see https://www.imsglobal.org/spec/ob/v3p0/#svg
 */
export function outlineSvg(svg: string): SvgOutline {
  const nodes = parse(svg)
  const root = nodes.find((node) => !nameOf(node).startsWith('?'))
  const place = root && placeOf(root)
  if (!place) throw malformedSvg('cut short, or tags that do not match')
  if (!AFTER_ROOT.test(svg.slice(place.end))) throw malformedSvg('something after the root element')
  return { badges: findBadges(nodes), ...place }
}

/** White space, comments and processing instructions. */
const AFTER_ROOT = /^(?:\s|<!--(?:[^-]|-(?!->))*-->|<\?(?:[^?]|\?(?!>))*\?>)*$/

function parse(svg: string): XmlNode[] {
  const prologue = svg.slice(0, Math.max(0, svg.search(/<(?:[\w.-]{1,40}:)?svg[\s/>]/)))
  if (/<!DOCTYPE[^>]*\[/i.test(prologue.replace(/<!--[^]*?-->/g, '')))
    throw malformedSvg('a DOCTYPE with declarations')
  try {
    return new XMLParser(PARSER_OPTIONS).parse(svg) as XmlNode[]
  } catch (cause) {
    throw malformedSvg((cause as Error).message, cause)
  }
}

function malformedSvg(seen: string, cause?: unknown): OpenBadgesError {
  return new OpenBadgesError('BADGE_MALFORMED', 'The SVG picture is damaged or not safe to read.', {
    cause,
    seen: `SVG, ${seen}`.slice(0, 200),
  })
}

interface Visit {
  node: XmlNode
  prefixes: ReadonlyMap<string, string>
}

function findBadges(nodes: readonly XmlNode[]): BadgeElement[] {
  const found: BadgeElement[] = []
  const visits: Visit[] = nodes.map((node) => ({ node, prefixes: new Map() })).reverse()
  for (let visit = visits.pop(); visit; visit = visits.pop()) {
    const { node } = visit
    const prefixes = withDeclarations(visit.prefixes, attributesOf(node))
    const badge = badgeOf(node, prefixes)
    if (badge) found.push(badge)
    const children = childrenOf(node)
    for (let at = children.length - 1; at >= 0; at--) visits.push({ node: children[at]!, prefixes })
  }
  return found
}

function withDeclarations(
  prefixes: ReadonlyMap<string, string>,
  attributes: readonly [string, string][],
): ReadonlyMap<string, string> {
  const declared = attributes.filter(([name]) => name === 'xmlns' || name.startsWith('xmlns:'))
  if (declared.length === 0) return prefixes
  const added = declared.map(([name, uri]) => [name.slice(6), decodeEntities(uri)] as const)
  return new Map([...prefixes, ...added])
}

function badgeOf(node: XmlNode, prefixes: ReadonlyMap<string, string>): BadgeElement | null {
  const [local, prefix = ''] = nameOf(node).split(':').reverse()
  if (local !== 'credential' && local !== 'assertion') return null
  const place = placeOf(node)
  if (prefixes.get(prefix) !== BADGE_NAMESPACES[local] || !place) return null
  const verify = attributesOf(node).find(([name]) => name === 'verify')?.[1]
  return {
    kind: local,
    verify: verify === undefined ? null : decodeEntities(verify),
    body: childrenOf(node).map(textOf).join(''),
    ...place,
  }
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
