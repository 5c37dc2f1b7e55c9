import type { Diagnosis, Side } from './diagnosis.js'

/** Who can mend it, in words. */
export const SIDES: Record<Side, string> = {
  file: 'the file',
  earner: 'you',
  issuer: 'the issuer',
  network: 'the way to the site',
  us: 'this site',
}

/** A diagnosis as text that can be sent to the issuer's support. */
export function reportText({ code, side, title, cause, seen, next }: Diagnosis): string {
  const facts = seen.map((fact) => `- ${fact}`)
  const lines = [
    title,
    '',
    cause,
    '',
    ...(facts.length > 0 ? ['What was seen:', ...facts, ''] : []),
    `Where to mend it: ${side === 'earner' ? 'the earner' : SIDES[side]}`,
    `Next step: ${next}`,
    `Code: ${code} (Haversack)`,
  ]
  return `${lines.join('\n')}\n`
}
