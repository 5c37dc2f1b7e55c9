/** Milliseconds of processor time that this process has used: a bound on work that no other process makes tighter. */
export function cpuMillis(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
