import type { DocumentLoader } from '../openbadges/index.js'
import { silent, withoutFragment } from './answers.js'

/** Refuses the network: every address is silent with the cause `offline`. */
export function createOfflineLoader(now: () => Date): DocumentLoader {
  return async (url) => silent(withoutFragment(url), 'offline', now())
}
