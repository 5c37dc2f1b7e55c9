/** Names under which services name the badge behind what they answer. */
const ADDRESS_NAME =
  /^(?:assertion|hosted|credential|open_?badge|badge_assertion|json|verify|verification|obf|jsonld)_?(?:url|uri|id|json)?$/i
/** Objects that may be the badge itself inside an envelope of the service. */
const BADGE_NAME =
  /^(?:assertion|credential|badge|open_?badge|verifiable_?credential|json|jwt|jws)(?:_?(?:json|jws|jwt))?$/i
const MAX_DEPTH = 4
const MAX_FINDS = 8

/** What an answer in JSON, which is no badge itself, says of one. */
export interface JsonFinds {
  addresses: string[]
  /** JSON objects and tokens inside it that may be badges. */
  texts: string[]
}

/** Looks through a JSON answer for members that name or hold a badge. @param text JSON; anything else gives nothing */
export function readJsonAnswer(text: string): JsonFinds {
  const finds: JsonFinds = { addresses: [], texts: [] }
  look(parseOrNull(text), finds, 0)
  return finds
}

function look(value: unknown, finds: JsonFinds, depth: number): void {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return
  for (const [name, member] of Object.entries(value).slice(0, 200)) {
    if (typeof member === 'string') take(name, member, finds)
    else if (BADGE_NAME.test(name) && isPlainObject(member))
      push(finds.texts, JSON.stringify(member))
    look(member, finds, depth + 1)
  }
}

function take(name: string, member: string, { addresses, texts }: JsonFinds): void {
  if (ADDRESS_NAME.test(name) && /^https?:\/\/\S+$/i.test(member)) push(addresses, member)
  else if (BADGE_NAME.test(name) && /^\s*\{|^ey[\w-]+\.[\w-]+\.[\w-]+$/.test(member))
    push(texts, member)
}

function push(list: string[], item: string): void {
  if (list.length < MAX_FINDS && !list.includes(item)) list.push(item)
}

const isPlainObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
