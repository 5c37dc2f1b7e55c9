import { type LookupAddress, promises } from 'node:dns'
import { readFile } from 'node:fs/promises'
import { type Resolver, systemResolver } from './guarded-lookup.js'
import { SilenceError } from './silence-error.js'

/** Of one question to one name server; it is asked twice. */
const PATIENCE_MS = 2_000
const TRIES = 2

export interface OwnResolverOptions {
  /** `address:port`; without them those of the machine. */
  servers?: readonly string[]
  patienceMs?: number
}

/**
 * Asks the name servers itself. The machine's own look-up holds one of the program's four threads for as long as a name
 * server is silent, and files and pictures wait for the same threads. Names that the machine alone knows
 * (`/etc/hosts`, without a dot) are still asked of it.
 */
export function ownResolver({ servers, patienceMs }: OwnResolverOptions = {}): Resolver {
  return async (hostname) => {
    if (await isLocal(hostname)) return systemResolver(hostname)
    const resolver = new promises.Resolver({ timeout: patienceMs ?? PATIENCE_MS, tries: TRIES })
    if (servers) resolver.setServers(servers)
    const [four, six] = await Promise.allSettled([
      resolver.resolve4(hostname),
      resolver.resolve6(hostname),
    ])
    const found = [...addressesOf(four, 4), ...addressesOf(six, 6)]
    if (found.length === 0) throw silenceAfter(four, six)
    return found
  }
}

type Answer = PromiseSettledResult<string[]>

function addressesOf(answer: Answer, family: 4 | 6): LookupAddress[] {
  return answer.status === 'fulfilled' ? answer.value.map((address) => ({ address, family })) : []
}

function silenceAfter(...answers: Answer[]): SilenceError {
  const failed = answers.find((answer) => answer.status === 'rejected')
  const cause: unknown = failed?.reason
  const isLate = (cause as NodeJS.ErrnoException | undefined)?.code === 'ETIMEOUT'
  return new SilenceError(isLate ? 'timeout' : 'dns', { cause })
}

async function isLocal(hostname: string): Promise<boolean> {
  const name = hostname.toLowerCase().replace(/\.$/, '')
  if (!name.includes('.') || /\.(localhost|local)$/.test(name)) return true
  const hosts = await readFile('/etc/hosts', 'utf8').catch(() => '')
  return hosts.toLowerCase().replace(/#.*/g, '').split(/\s+/).includes(name)
}
