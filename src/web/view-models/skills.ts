import type { SharedBadge } from '../../backpack/redact.js'
import type { BadgeState } from '../../openbadges/index.js'
import { wordOf } from '../../words/states.js'

/** A skill that badges of a page speak of. */
export interface SkillChip {
  name: string
  /** `2 proofs`, `1 proof`, `expired`, `not proven`. */
  words: string
  isProven: boolean
}

/** Alignments and tags of all badges, each skill once however it is written, those with most proofs first. */
export function skillsOf(badges: readonly SharedBadge[]): SkillChip[] {
  const skills = new Map<string, { name: string; states: BadgeState[] }>()
  for (const { badge } of badges)
    for (const [key, name] of namesOf(badge.credential.achievement)) {
      const skill = skills.get(key) ?? { name, states: [] }
      skill.states.push(badge.state)
      skills.set(key, skill)
    }
  return [...skills.values()]
    .map(({ name, states }) => ({ name, proofs: proofsOf(states), states }))
    .sort((a, b) => b.proofs - a.proofs || a.name.localeCompare(b.name, 'en'))
    .map(({ name, proofs, states }) => ({
      name,
      words: proofs > 0 ? proofWords(proofs) : inSentence(wordOf(states[0]!)),
      isProven: proofs > 0,
    }))
}

const proofsOf = (states: readonly BadgeState[]) =>
  states.filter((state) => state === 'valid').length

const proofWords = (proofs: number) => (proofs === 1 ? '1 proof' : `${proofs} proofs`)

const inSentence = (word: string) => word.charAt(0).toLowerCase() + word.slice(1)

type Named = SharedBadge['badge']['credential']['achievement']

/** One badge counts once for a skill, even if it is both a tag and an alignment. */
function namesOf({ alignments, tags }: Named): Map<string, string> {
  const names = [...alignments.map(({ targetName }) => targetName), ...tags]
  const found = new Map<string, string>()
  for (const name of names) {
    const key = name
      ?.normalize('NFKC')
      .toLowerCase()
      .replace(/[\s_-]+/g, ' ')
      .trim()
    if (name && key && !found.has(key)) found.set(key, name.trim())
  }
  return found
}
