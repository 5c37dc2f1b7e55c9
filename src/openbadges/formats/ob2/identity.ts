import type { JsonObject } from '../../types.js'
import { finding, type Finding } from '../../verify/report.js'
import { isObject, member, types, unwrapped } from '../read.js'
import { hashState } from '../values.js'
import { boolean, email, open, plainText, wrong } from './kinds.js'
import { checkMembers, must, one, type Kind, type Rule } from './table.js'

const IDENTITY: Rule[] = [
  must(one('type', open)),
  must(one('identity', plainText)),
  must(one('hashed', boolean)),
  one('salt', plainText),
]

/** Recipient of 1.x and 2.x. @see https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/index.html#IdentityObject */
export const identity: Kind = (value, { path, family }) => {
  if (!isObject(value)) return wrong(path, value)
  const members = checkMembers(value, IDENTITY, { path, family })
  return [...members, ...agreement(value, `${path}.identity`)]
}

/** Recipient of 0.5: a hash or an address. */
export const recipientText: Kind = (value, place) => {
  if (typeof value !== 'string') return wrong(place.path, value)
  if (value.includes('@')) return email(value, place)
  return hashState(value) === 'ok' ? [] : [finding('hash_bad', { path: place.path, found: value })]
}

/** Whether the identity has the form that `hashed` and `type` announce. */
function agreement(recipient: JsonObject, path: string): Finding[] {
  const value = unwrapped(member(recipient, 'identity'))
  if (typeof value !== 'string' || value === '') return []
  const hashed = isTrue(unwrapped(member(recipient, 'hashed')))
  const state = hashState(value)
  if (state === 'bad') return [finding('hash_bad', { path, found: value })]
  if (state === 'ok') return hashed ? [] : [finding('property_sloppy', { path, found: value })]
  if (hashed)
    return [finding(value.includes('@') ? 'property_sloppy' : 'hash_bad', { path, found: value })]
  const named = types(recipient).some((type) => /(^|[#/:])email(Address)?$/i.test(type))
  return named ? email(value, { path, family: '2.x', required: true }) : []
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true'
}
