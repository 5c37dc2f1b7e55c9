import type { Outcome } from './verify.js'
import type { Verified } from './run.js'

/** Columns of the table; the other outcomes are those of badges that ended, were withdrawn or have yet to begin. */
const OUTCOMES = ['valid', 'unverifiable', 'invalid', 'refused'] as const

/** Counts of rewritings, by kind and outcome. */
export class Tally {
  readonly wrong: Verified[] = []
  /** Those that kept the statements. */
  kept = 0
  readonly #all: Verified[] = []

  add(verified: Verified | null): void {
    if (!verified) return
    if (verified.kept) this.kept++
    // the texts of thousands would fill the memory
    this.#all.push(verified.wrong === null ? { ...verified, text: '' } : verified)
    if (verified.wrong !== null) this.wrong.push(verified)
  }

  /** Kept, and found as good as the original, whatever that was. */
  get equal(): number {
    return this.#count((one) => one.kept && one.outcome === 'valid' && one.wrong === null)
  }

  /** One line for all. */
  summary(): string {
    const of = (outcome: Outcome) => this.#count((one) => one.outcome === outcome)
    const parts = [
      `${this.#all.length} rewritings`,
      `${this.kept} kept the statements`,
      `${this.equal} valid and equal`,
      `${of('invalid') + of('refused')} invalid`,
      `${of('unverifiable')} unverifiable`,
      `${of('expired') + of('revoked') + of('not-yet-valid')} ended, withdrawn or to come`,
      `${this.wrong.length} wrong`,
    ]
    return parts.join(', ')
  }

  /** Head and rows of a table: one row a kind, which counts wherever it took part. */
  rows(): string[][] {
    const kinds = [...new Set(this.#all.flatMap((one) => one.kinds))].sort()
    const head = ['kind', 'all', 'kept', ...OUTCOMES, 'other', 'wrong']
    return [head, ...kinds.map((kind) => this.#row(kind))]
  }

  #row(kind: string): string[] {
    const own = this.#all.filter(({ kinds }) => kinds.includes(kind))
    const counts = OUTCOMES.map((name) => own.filter(({ outcome }) => outcome === name).length)
    const other = own.length - counts.reduce((sum, count) => sum + count, 0)
    const kept = own.filter((one) => one.kept).length
    const wrong = own.filter((one) => one.wrong !== null).length
    return [kind, ...[own.length, kept, ...counts, other, wrong].map(String)]
  }

  #count(fits: (one: Verified) => boolean): number {
    return this.#all.filter(fits).length
  }
}

/** What went wrong, for whoever mends it. */
export function complaint({ number, source, kinds, outcome, wrong, text }: Verified): string {
  return `${wrong}: number ${number}, ${kinds.join(' + ')}, of “${source}” → ${outcome}\n${text}`
}
