import { badgr } from './badgr.js'
import { credly } from './credly.js'
import { edubadges } from './edubadges.js'
import { moodle } from './moodle.js'
import { openBadgeFactory } from './open-badge-factory.js'
import { openBadgePassport } from './open-badge-passport.js'
import type { Platform } from './platform.js'

export { isLinkedin, linkedinTarget } from './linkedin.js'

const PLATFORMS: readonly Platform[] = [
  credly,
  openBadgeFactory,
  openBadgePassport,
  badgr,
  moodle,
  edubadges,
]

/** Where the known services keep the badge behind a page; nothing for a page of no known service. */
export function knownAddresses(page: URL): string[] {
  return PLATFORMS.flatMap((platform) => platform.addressesOf(page))
}
