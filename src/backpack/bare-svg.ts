/**
 * An SVG without its badge elements, whatever their namespace; null when one of them does not end. Read once from
 * start to end: a stranger's text must not be searched again from each of its tags.
 */
export function bareSvg(svg: string): string | null {
  const kept: string[] = []
  let from = 0
  for (let tag = tagAfter(svg, 0); tag; tag = tagAfter(svg, from)) {
    kept.push(svg.slice(from, tag.start))
    const end = elementEnd(svg, tag)
    if (end === null) return null
    from = end
  }
  return kept.join('') + svg.slice(from)
}

interface Tag {
  name: string
  start: number
}

function tagAfter(svg: string, from: number): Tag | null {
  const opening = /<((?:[\w.-]{1,40}:)?(?:assertion|credential))(?=[\s/>])/g
  opening.lastIndex = from
  const found = opening.exec(svg)
  return found && { name: found[1]!, start: found.index }
}

function elementEnd(svg: string, { name, start }: Tag): number | null {
  const inner = tagEnd(svg, start)
  if (inner === null || svg[inner - 2] === '/') return inner
  const closing = svg.indexOf(`</${name}`, inner)
  return closing < 0 ? null : tagEnd(svg, closing)
}

/** The place after the `>` of a tag; one in quotes is none. */
function tagEnd(svg: string, start: number): number | null {
  const signs = /[>"']/g
  signs.lastIndex = start
  for (let sign = signs.exec(svg); sign; sign = signs.exec(svg)) {
    if (sign[0] === '>') return signs.lastIndex
    const quote = svg.indexOf(sign[0], signs.lastIndex)
    if (quote < 0) return null
    signs.lastIndex = quote + 1
  }
  return null
}
