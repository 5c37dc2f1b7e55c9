/** One way of doing a thing, run over and over. */
export interface Candidate {
  name: string
  /** Before each round, not timed. */
  begin?: () => void
  run: () => unknown
}

export interface Measured {
  name: string
  perSecond: number
}

const ROUNDS = 7
const ROUND_MS = 250
/** Rounds that do not count: code gets fast only after a while. */
const WARM_UPS = 5

/**
 * How often each candidate runs in a second: the median of several rounds taken in turn, so that a machine whose
 * speed drifts changes all of them alike.
 */
export async function measure(candidates: readonly Candidate[]): Promise<Measured[]> {
  const rounds = new Map(candidates.map(({ name }) => [name, [] as number[]]))
  for (const candidate of candidates) for (let i = 0; i < WARM_UPS; i++) await round(candidate)
  for (let i = 0; i < ROUNDS; i++)
    for (const candidate of candidates) rounds.get(candidate.name)!.push(await round(candidate))
  return [...rounds].map(([name, all]) => ({ name, perSecond: median(all) }))
}

async function round({ begin, run }: Candidate): Promise<number> {
  begin?.()
  const start = performance.now()
  let count = 0
  let now = start
  while (now - start < ROUND_MS) {
    await run()
    count++
    now = performance.now()
  }
  return (count * 1000) / (now - start)
}

export function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 1]!
}

/** Rows under a head, padded, ready to print. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows]
  const widths = head.map((_, i) => Math.max(...all.map((row) => row[i]!.length)))
  return all.map((row) => row.map((cell, i) => pad(cell, widths[i]!, i)).join('  ')).join('\n')
}

const pad = (cell: string, width: number, column: number) =>
  column === 0 ? cell.padEnd(width) : cell.padStart(width)
