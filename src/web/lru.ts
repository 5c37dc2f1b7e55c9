/** Keeps what was used last, up to a number and a weight. */
export class Lru<Value extends { weight: number }> {
  readonly #entries = new Map<string, Value>()
  readonly #limits: { entries: number; weight: number }
  #weight = 0

  constructor(limits: { entries: number; weight: number }) {
    this.#limits = limits
  }

  get(key: string): Value | undefined {
    const value = this.#entries.get(key)
    if (value === undefined) return undefined
    this.#entries.delete(key)
    this.#entries.set(key, value)
    return value
  }

  set(key: string, value: Value): void {
    this.delete(key)
    this.#entries.set(key, value)
    this.#weight += value.weight
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#limits.entries && this.#weight <= this.#limits.weight) return
      this.delete(oldest)
    }
  }

  delete(key: string): void {
    this.#weight -= this.#entries.get(key)?.weight ?? 0
    this.#entries.delete(key)
  }
}
