import type { Answers } from '../../backpack/fill-collection.js'
import { tagKey } from '../../store/badge-words.js'
import type { Rule } from '../../store/collection-rules.js'

/** Reads `tag:outdoors` or `issuer:Kauri College`; anything else is no rule. */
export function readRule(value: unknown): Rule | null {
  const [, kind, rest = ''] =
    typeof value === 'string' ? (/^(tag|issuer):(.+)$/s.exec(value) ?? []) : []
  const text = rest.replaceAll('\0', '').slice(0, 1000)
  if (kind === 'tag') return { kind, value: tagKey(text) }
  return kind === 'issuer' ? { kind, value: text } : null
}

/** What {@link readRule} reads. */
export const ruleText = ({ kind, value }: Rule) => `${kind}:${value}`

/** Fields `shown` and `badge`, both repeatable: the ids on the page, and those ticked. */
export function readAnswers(body: unknown): Answers {
  const posted = (body ?? {}) as { shown?: unknown; badge?: unknown }
  return { shown: idsIn(posted.shown), chosen: idsIn(posted.badge) }
}

const idsIn = (posted: unknown) =>
  [posted ?? []].flat().filter((id): id is string => typeof id === 'string')
