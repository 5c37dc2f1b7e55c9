import { withoutMembers } from '../../src/openbadges/text/read.js'
import type { JsonObject } from '../../src/openbadges/types.js'
import { nodeAt, withNode, withValue } from './places.js'
import { falseValue } from './rewrite-contexts.js'
import { type Rewriting, someNode, somePlace, someStatement } from './setting.js'

const changed: Rewriting = (setting) => {
  const place = somePlace(setting, (value, { name }) => name !== '@context' && value !== null)
  if (!place) return null
  const value = nodeAt(setting.badge, place.path)[place.name]
  return withValue(setting.badge, [...place.path, place.name], falseValue(setting, value))
}

const DECISIVE = [
  'validUntil',
  'expirationDate',
  'credentialStatus',
  'identifier',
  'result',
  'expires',
]

const removed: Rewriting = (setting) => {
  const decisive = setting.draw.maybe(0.5)
  const place = somePlace(setting, (_, { name }) => !decisive || DECISIVE.includes(name))
  if (!place) return null
  return withNode(setting.badge, place.path, (node) => withoutMembers(node, [place.name]))
}

/** A value where another stood, and that one in its place. */
const exchanged: Rewriting = (setting) => {
  const one = someStatement(setting, (value) => typeof value === 'string')
  const other = someStatement(setting, (value) => typeof value === 'string')
  if (!one || !other) return null
  const [mine, its] = [one, other].map(({ path, name }) => nodeAt(setting.badge, path)[name])
  const first = withValue(setting.badge, [...one.path, one.name], its)
  return withValue(first, [...other.path, other.name], mine)
}

const CLAIMS: JsonObject = {
  validUntil: '2099-12-31T00:00:00Z',
  expirationDate: '2099-12-31T00:00:00Z',
  awardedDate: '2024-01-01T00:00:00Z',
  narrative: 'With the highest honours.',
  role: 'Head of school',
  creditsEarned: 99,
  licenseNumber: '1',
  tag: ['honours'],
  evidence: { type: 'Evidence', narrative: 'Seen by all.' },
  endorsement: { type: 'EndorsementCredential', issuer: 'did:example:guild' },
  email: 'head@school.example',
}

const added: Rewriting = (setting) => {
  const path = someNode(setting)!
  const name = setting.draw.of(Object.keys(CLAIMS))
  if (Object.hasOwn(nodeAt(setting.badge, path), name)) return null
  return withNode(setting.badge, path, (node) => ({ ...node, [name]: CLAIMS[name] }))
}

/** What says something else than was signed: never valid, however it is written. */
export const CHANGES: Record<string, Rewriting> = {
  'changed value': changed,
  'removed member': removed,
  'exchanged values': exchanged,
  'added claim': added,
}
