import { createIssuer, type Issuer } from '../../src/demo/issuer/issuer.js'
import type { Sample } from '../../src/demo/issuer/samples.js'
import { NOW } from './backpack.js'

let made: Promise<Issuer> | undefined

/** The issuers of the demo at the clock of the test backpack; drawn and signed once for all tests. */
export function openIssuer(): Promise<Issuer> {
  made ??= createIssuer({
    baseUrl: 'https://issuers.example',
    forgerUrl: 'https://forger.example',
    now: () => NOW,
  })
  return made
}

/** One sample badge by its name. @throws {Error} when there is none */
export async function sampleOf(name: string): Promise<Sample> {
  const { samples } = await openIssuer()
  const sample = samples.find((one) => one.name === name)
  if (!sample) throw new Error(`no sample ${name}: ${samples.map((one) => one.name).join(', ')}`)
  return sample
}
