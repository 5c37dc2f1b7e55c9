import type { LookupAddress } from 'node:dns'
import { lookup as resolve } from 'node:dns/promises'
import type { LookupFunction } from 'node:net'
import { SilenceError } from './silence-error.js'
import { isAllowedHost, isPublicAddress } from './url-rules.js'

/** All addresses of a name. */
export type Resolver = (hostname: string) => Promise<LookupAddress[]>

/** The resolver of the machine. */
export const systemResolver: Resolver = (hostname) => resolve(hostname, { all: true })

/**
 * The look-up of a socket about to connect: what it answers is what is connected to, so a name cannot change its
 * address between the test and the connection. One address that is not public refuses the name altogether.
 */
export function guardedLookup(
  allowedPrivateHosts: readonly string[],
  resolver: Resolver,
): LookupFunction {
  return (hostname, options, callback) => {
    publicAddresses(hostname, allowedPrivateHosts, resolver).then(
      (addresses) =>
        options.all
          ? callback(null, addresses)
          : callback(null, addresses[0]!.address, addresses[0]!.family),
      (error: unknown) => callback(error as NodeJS.ErrnoException, []),
    )
  }
}

async function publicAddresses(
  hostname: string,
  allowed: readonly string[],
  resolver: Resolver,
): Promise<LookupAddress[]> {
  const addresses = await resolver(hostname)
  if (addresses.length === 0) throw new SilenceError('dns')
  if (isAllowedHost(hostname, allowed)) return addresses
  if (addresses.every(({ address }) => isPublicAddress(address))) return addresses
  throw new SilenceError('refused-address')
}
