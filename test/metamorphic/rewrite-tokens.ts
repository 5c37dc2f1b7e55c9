import { asList, isObject, withoutMembers } from '../../src/openbadges/text/read.js'
import type { JsonObject } from '../../src/openbadges/types.js'
import type { Draw } from './draw.js'
import { nodeAt, nodePaths, placesOf, replaced, withNode, withValue } from './places.js'
import { falseValue } from './rewrite-contexts.js'
import type { TokenSource } from './tokens.js'

/** A token made by its signer to be read otherwise, or passed on by its holder in another spelling. */
export interface Bent {
  token: string
  /** Says the same; something that must not be valid, though it is signed; something that nobody signed. */
  says: 'same' | 'worse' | 'forged'
}

interface Setting {
  source: TokenSource
  draw: Draw
}

type Bending = (setting: Setting) => Bent | null

/** Signs claims that say the same as before. */
function same({ source }: Setting, payload: JsonObject): Bent {
  return { token: source.sign(JSON.stringify(payload)), says: 'same' }
}

/** Signs claims that nobody may find valid. */
function worse({ source }: Setting, payload: JsonObject | string): Bent {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload)
  return { token: source.sign(text), says: 'worse' }
}

const badgeOf = ({ payload, within }: TokenSource): JsonObject => nodeAt(payload, within)

function withBadge({ payload, within }: TokenSource, badge: JsonObject): JsonObject {
  return withValue(payload, within, badge)
}

/** Values in lists of one, beside null, as value objects. */
const wrapped: Bending = (setting) => {
  const { source, draw } = setting
  const places = placesOf(source.payload).filter(({ name }) => name !== '@context')
  const { path, name } = draw.of(draw.maybe(0.5) ? places.filter(isClaim) : places)
  const value = nodeAt(source.payload, path)[name]
  const forms = [[value], [value], [value, null], { '@value': value }]
  return same(setting, withValue(source.payload, [...path, name], draw.of<unknown>(forms)))
}

const CLAIMS =
  /^(iss|sub|jti|nbf|exp|validFrom|validUntil|issuanceDate|expirationDate|credentialStatus|issuer|identity|identifier|result|expires|issuedOn|recipient|uid|id|verify|verification|status\w+)$/

const isClaim = ({ name }: { name: string }) => CLAIMS.test(name)

const DATES: Readonly<Record<string, string>> = {
  validFrom: 'issuanceDate',
  issuanceDate: 'validFrom',
  validUntil: 'expirationDate',
  expirationDate: 'validUntil',
}

/** A date under the name that the other data model has for it. */
const otherDate: Bending = (setting) => {
  const badge = badgeOf(setting.source)
  const names = Object.keys(badge).filter((name) => Object.hasOwn(DATES, name))
  if (names.length === 0) return null
  const name = setting.draw.of(names)
  const renamed = replaced(badge, name, { [DATES[name]!]: badge[name] })
  // the claim says the same, and counts on its own
  const { exp: _exp, ...payload } = withBadge(setting.source, renamed)
  return same(setting, payload)
}

const PAST = '2025-06-01T00:00:00Z'

/** An end that has come, said by a second word, in whatever form. */
const secondEnd: Bending = (setting) => {
  const { source, draw } = setting
  const seconds = Date.parse(PAST) / 1000
  const [name, value] = draw.of<[string, unknown]>([
    ['validUntil', PAST],
    ['expirationDate', PAST],
    ['exp', seconds],
    ['exp', String(seconds)],
  ])
  if (!source.name.startsWith('VC-JWT')) return null
  const said = draw.of<unknown>([value, value, [value], [value, null], { '@value': value }])
  if (name === 'exp') return worse(setting, { ...source.payload, exp: said })
  // with the claim `exp`, that alone would set the end
  const { exp: _exp, ...payload } = withBadge(source, { ...badgeOf(source), [name]: said })
  return worse(setting, payload)
}

/** A claim that says something else than the badge. */
const otherClaim: Bending = (setting) => {
  const { source, draw } = setting
  const names = ['iss', 'sub', 'jti', 'nbf'].filter((name) => Object.hasOwn(source.payload, name))
  if (names.length === 0) return null
  const name = draw.of(names)
  const other = falseValue(setting, source.payload[name])
  const said = draw.of<unknown>([
    other,
    [other],
    [other, source.payload[name]],
    { '@value': other },
  ])
  return worse(setting, { ...source.payload, [name]: said })
}

/** Two badges in one token that differ. */
const twoBadges: Bending = (setting) => {
  const { source, draw } = setting
  if (!source.name.startsWith('VC-JWT')) return null
  const badge = withoutMembers(badgeOf(source), ['iss', 'sub', 'jti', 'nbf', 'exp'])
  const other = lied(badge, draw)
  const given = draw.of([other, [other]])
  if (source.within.length === 0) return worse(setting, { ...source.payload, vc: given })
  return worse(setting, { ...other, ...source.payload })
}

function lied(badge: JsonObject, draw: Draw): JsonObject {
  const subject = badge['credentialSubject'] as JsonObject
  const achievement = { ...(subject['achievement'] as JsonObject), name: 'Master of welding' }
  const of = { ...badge, credentialSubject: { ...subject, achievement } }
  return draw.maybe(0.5)
    ? of
    : withoutMembers(of, ['validUntil', 'expirationDate', 'credentialStatus'])
}

/** The same member twice in one object, as JSON text can have it; escapes make names look different. */
const memberTwice: Bending = (setting) => {
  const { source, draw } = setting
  const { path, name } = draw.of(placesOf(source.payload).filter(isClaim))
  const node = nodeAt(source.payload, path)
  const twin = JSON.stringify(falseValue(setting, node[name]))
  const spelt = draw.maybe(0.5)
    ? name
    : `\\u${name.charCodeAt(0).toString(16).padStart(4, '0')}${name.slice(1)}`
  const marked = JSON.stringify(withNode(source.payload, path, (one) => ({ '#twin': 0, ...one })))
  return worse(setting, marked.replace('"#twin":0', `"${spelt}":${twin}`))
}

/** A member named like what every object inherits. */
const inheritedName: Bending = (setting) => {
  const { source, draw } = setting
  const paths = nodePaths(source.payload)
  const node = JSON.stringify({ [draw.of(['validUntil', 'name', 'id', 'type'])]: 'x' })
  const word = draw.of(['__proto__', 'constructor', 'prototype'])
  const marked = withNode(source.payload, draw.of(paths), (one) => ({ '#twin': 0, ...one }))
  return worse(setting, JSON.stringify(marked).replace('"#twin":0', `"${word}":${node}`))
}

/** `@id` and `@type`, members in another order, null where something optional could stand. */
const spelt: Bending = (setting) => {
  const { source, draw } = setting
  const path = draw.of(nodePaths(source.payload))
  const node = nodeAt(source.payload, path)
  const name = draw.of(['id', 'type'])
  const forms: JsonObject[] = [
    Object.fromEntries(draw.shuffled(Object.entries(node))),
    Object.hasOwn(node, name) ? replaced(node, name, { [`@${name}`]: node[name] }) : node,
    { ...node, image: node['image'] ?? null },
    { remark: null, ...node },
  ]
  return same(setting, withValue(source.payload, path, draw.of(forms)))
}

/** What a holder can do: another wrapping of the token, other letters for the same bytes. */
const passedOn: Bending = (setting) => {
  const { source, draw } = setting
  const token = source.sign(JSON.stringify(source.payload))
  const [header, payload, signature] = token.split('.') as [string, string, string]
  const forms = [
    ` ${token}\n`,
    JSON.stringify(token),
    `${token}=`,
    `${header}=.${payload}=.${signature}`,
    `${header}.${payload}.${signature.replaceAll('-', '+').replaceAll('_', '/')}`,
    `${header}.${payload}.${sibling(signature)}`,
    `${header}.${sibling(payload)}.${signature}`,
    enveloped(token),
    `${token}.`,
    `\ufeff${token}`,
  ]
  return { token: draw.of(forms), says: 'same' }
}

function enveloped(token: string): string {
  return JSON.stringify({
    '@context': 'https://www.w3.org/ns/credentials/v2',
    id: `data:application/vc+jwt,${token}`,
    type: 'EnvelopedVerifiableCredential',
  })
}

/** Another last letter. */
function sibling(part: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return part.slice(0, -1) + alphabet[alphabet.indexOf(part.at(-1)!) ^ 1]!
}

/** Other claims under the old signature, or none that fits. */
const forged: Bending = ({ source, draw }) => {
  const token = source.sign(JSON.stringify(source.payload))
  const [header, , signature] = token.split('.') as [string, string, string]
  const places = placesOf(source.payload).filter(({ path, name }) => {
    const value = nodeAt(source.payload, path)[name]
    return !isObject(value) && asList(value).length > 0
  })
  const { path, name } = draw.of(places)
  const value = falseValue({ draw }, nodeAt(source.payload, path)[name])
  const claims = JSON.stringify(withValue(source.payload, [...path, name], value))
  const none = Buffer.from('{"alg":"none"}').toString('base64url')
  const payload = Buffer.from(claims).toString('base64url')
  return {
    token: draw.of([`${header}.${payload}.${signature}`, `${none}.${payload}.`]),
    says: 'forged',
  }
}

export const BENDINGS: Readonly<Record<string, Bending>> = {
  'token: wrapped values': wrapped,
  'token: date of the other model': otherDate,
  'token: second end': secondEnd,
  'token: other claim': otherClaim,
  'token: two badges': twoBadges,
  'token: member twice': memberTwice,
  'token: inherited name': inheritedName,
  'token: spelling': spelt,
  'token: passed on': passedOn,
  'token: forged': forged,
}
