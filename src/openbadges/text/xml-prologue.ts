/** What stands before the root element of an XML text. */
interface Prologue {
  /** Offset of the root element, or of whatever else comes first. */
  end: number
  /** Its document type declaration; null without one. */
  doctype: Doctype | null
}

export interface Doctype {
  start: number
  end: number
  /** Does it declare things of its own, between brackets? */
  hasSubset: boolean
}

const DOCTYPE = '<!DOCTYPE'

/**
 * Finds the end of the prologue: white space, comments, processing instructions and the document type declaration.
 * Nothing of the declaration is read but its brackets and quotes, and what it names is never fetched.
 * @returns null when one of its parts does not end
 * @see https://www.w3.org/TR/xml/#sec-prolog-dtd
 */
export function prologueOf(xml: string): Prologue | null {
  let doctype: Doctype | null = null
  for (let at = xml.startsWith('\ufeff') ? 1 : 0; ;) {
    at = skipSpace(xml, at)
    const after = skipMisc(xml, at)
    if (after === -1) return null
    if (after !== at) at = after
    else if (doctype || !xml.startsWith(DOCTYPE, at)) return { end: at, doctype }
    else {
      doctype = doctypeAt(xml, at)
      if (!doctype) return null
      at = doctype.end
    }
  }
}

function skipSpace(xml: string, from: number): number {
  let at = from
  while (' \t\r\n'.includes(xml[at] ?? '-')) at++
  return at
}

/** Offset behind the comment or instruction that stands here; the same when none does, -1 when it has no end. */
function skipMisc(xml: string, at: number): number {
  if (xml.startsWith('<!--', at)) return behind(xml, '-->', at + 4)
  return xml.startsWith('<?', at) ? behind(xml, '?>', at + 2) : at
}

function behind(xml: string, end: string, from: number): number {
  const at = xml.indexOf(end, from)
  return at < 0 ? -1 : at + end.length
}

function doctypeAt(xml: string, start: number): Doctype | null {
  let [at, isInside, hasSubset] = [start + DOCTYPE.length, false, false]
  while (at > 0 && at < xml.length) {
    const char = xml[at]!
    if (char === '>' && !isInside) return { start, end: at + 1, hasSubset }
    if (char === '[') [isInside, hasSubset] = [true, true]
    if (char === ']') isInside = false
    at = isInside && char === '<' ? behindMarkup(xml, at) : behindToken(xml, at)
  }
  return null
}

/** A comment, an instruction, or a declaration in which `>` may stand between quotes. */
function behindMarkup(xml: string, start: number): number {
  const misc = skipMisc(xml, start)
  if (misc !== start) return misc
  let at = start + 1
  while (at > 0 && at < xml.length && xml[at] !== '>') at = behindToken(xml, at)
  return at > 0 ? at + 1 : -1
}

/** One character, or everything between quotes. */
function behindToken(xml: string, at: number): number {
  const char = xml[at]!
  return char === '"' || char === "'" ? behind(xml, char, at + 1) : at + 1
}
