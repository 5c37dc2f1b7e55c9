const MEGABYTE = 1024 * 1024

/** How much of its room an account takes. */
export function roomWords({ taken, quota }: { taken: number; quota: number }): string {
  return `Your badges take ${roughSize(taken)} of ${roughSize(quota)}.`
}

/** A number of bytes as people read it, e.g. `1.5 GB`; never less than it is. */
export function roughSize(bytes: number): string {
  const megabytes = bytes / MEGABYTE
  if (megabytes >= 1024) return `${upTo(megabytes / 1024, 10)} GB`
  return megabytes >= 1 || bytes === 0
    ? `${upTo(megabytes, megabytes < 10 ? 10 : 1)} MB`
    : `${Math.ceil(bytes / 1024)} KB`
}

const upTo = (value: number, steps: number) => Math.ceil(value * steps - 1e-9) / steps
