import type { Diagnosis, Side } from './diagnosis.js'

/** On whose side the trouble is, in a sentence to the earner. */
export const SIDES: Record<Side, string> = {
  file: 'The trouble is in the file.',
  earner: 'You can mend this yourself.',
  issuer: 'The issuer can mend this.',
  network: 'The trouble is on the way to the site.',
  us: 'The trouble is on our side.',
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
    side === 'earner' ? 'The earner can mend this.' : SIDES[side],
    `Next step: ${next}`,
    `Code: ${code} (Haversack)`,
  ]
  return `${lines.join('\n')}\n`
}
