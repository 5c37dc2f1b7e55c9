import { unbake } from './baking/unbake.js'
import type { VerificationReport } from './verify/report.js'
import type { VerifyOptions } from './verify/run.js'
import { verify } from './verify/verify.js'

/**
 * Takes the badge out of a file, PNG, SVG or text, and verifies it.
 * @param file whole file; callers cap its size
 * @throws {OpenBadgesError} as `unbake` and `verify`
 */
export async function checkBadge(
  file: Uint8Array,
  options: VerifyOptions,
): Promise<VerificationReport> {
  const { text, carrier, findings } = unbake(file)
  return verify(text, options, carrier === 'text' ? undefined : findings)
}
