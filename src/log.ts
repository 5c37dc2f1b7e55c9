import { pino, stdSerializers, type DestinationStream, type Logger } from 'pino'

export type Log = Logger

/**
 * JSON lines without passwords, tokens, cookies or badge bodies: those members are cut wherever they appear. Of an
 * error its kind, code, words and place, without the addresses in them: mail servers and databases say them again.
 */
export function createLog(level: string, destination?: DestinationStream): Log {
  const redact = { paths: REDACTED, censor: '[cut]' }
  return pino({ level, base: null, redact, serializers: { err: withoutAddresses } }, destination)
}

function withoutAddresses(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: cut(String(error)) }
  const { type, message, stack, code } = stdSerializers.err(error)
  return { type, code: code as unknown, message: cut(message), stack: cut(stack) }
}

const cut = (text: string) =>
  text.replace(/(?<![^\s@<>"'(),:;=/])[^\s@<>"'(),:;=/]+@[^\s@<>"'(),:;=/]+/g, '[cut]')

const REDACTED = ['password', 'token', 'text', 'body', 'cookie', 'authorization'].flatMap(
  (name) => [name, `*.${name}`, `*.*.${name}`],
)
