import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type DocumentLoader, withoutFragment } from '../openbadges/index.js'
import { projectRoot } from '../project-root.js'
import { silent } from './answers.js'
import { createGuardedFetch } from './guarded-fetch.js'

export interface DocumentLoaderOptions {
  /** Host names that may be private (ALLOWED_PRIVATE_HOSTS). */
  allowedPrivateHosts: readonly string[]
  /** Where this Haversack lives, told to the sites it asks. */
  baseUrl?: string
  now: () => Date
  /** PEM of certificate authorities to trust beside the usual ones. */
  certificateAuthorities?: string[]
}

/** The network as the library sees it. */
export function createDocumentLoader(options: DocumentLoaderOptions): DocumentLoader {
  return createGuardedFetch({ ...options, userAgent: userAgent(options.baseUrl) })
}

function userAgent(baseUrl: string | undefined): string {
  const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
    version: string
  }
  return `Haversack/${version}${baseUrl ? ` (+${baseUrl})` : ''}`
}

/** Refuses the network: every address is silent with the cause `offline`. */
export function createOfflineLoader(now: () => Date): DocumentLoader {
  return async (url) => silent(withoutFragment(url), 'offline', now())
}
