// before jsonld itself
import './speed.js'
import jsonld from 'jsonld'
import type { JsonObject } from '../types.js'

export { contextSource } from './loader.js'

type Options = Record<string, unknown>

/** What we use of jsonld; the published types lack safe mode, work limits and `base: null`. */
export interface Processor {
  canonize(input: unknown, options: Options): Promise<string>
  expand(input: unknown, options: Options): Promise<unknown[]>
  compact(input: unknown, context: unknown, options: Options): Promise<JsonObject>
}

/** The package as `./speed.ts` leaves it: whoever wants JSON-LD takes it from here. */
export const processor = jsonld as unknown as Processor
