import type { SilenceCause } from '../openbadges/index.js'

/** Why a request was given up; becomes a silent document at the door. */
export class SilenceError extends Error {
  override name = 'SilenceError'
  readonly silence: SilenceCause

  constructor(silence: SilenceCause, options?: ErrorOptions) {
    super(`No answer: ${silence}`, options)
    this.silence = silence
  }
}

/** Which silence an error of undici, a socket, the resolver or zlib means. */
export function silenceOf(error: unknown): SilenceCause {
  const chain = unfold(error)
  const own = chain.find((e): e is SilenceError => e instanceof SilenceError)
  if (own) return own.silence
  const codes = chain.map((e) => `${e.name} ${(e as NodeJS.ErrnoException).code ?? ''}`)
  return CODES.find(([pattern]) => codes.some((code) => pattern.test(code)))?.[1] ?? 'connection'
}

const CODES: readonly [RegExp, SilenceCause][] = [
  [/TIMEOUT|ETIMEDOUT|AbortError|TimeoutError/, 'timeout'],
  [/ENOTFOUND|EAI_|ENODATA|ESERVFAIL/, 'dns'],
  [/HEADERS_OVERFLOW|RES_EXCEEDED|BUFFER_TOO_LARGE/, 'too-large'],
  [/CERT_HAS_EXPIRED/, 'certificate-expired'],
  [/ERR_TLS|ERR_SSL|CERT|EPROTO|UNABLE_TO|SELF_SIGNED|SIGNATURE_FAILURE/, 'tls'],
]

function unfold(error: unknown, depth = 0): Error[] {
  if (!(error instanceof Error) || depth > 4) return []
  const inner = error instanceof AggregateError ? (error.errors as unknown[]) : []
  return [error, ...[error.cause, ...inner].flatMap((e) => unfold(e, depth + 1))]
}
