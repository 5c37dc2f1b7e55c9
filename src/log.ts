import { pino, type DestinationStream, type Logger } from 'pino'

export type Log = Logger

/** JSON lines without passwords, tokens, cookies or badge bodies: those members are cut wherever they appear. */
export function createLog(level: string, destination?: DestinationStream): Log {
  return pino({ level, base: null, redact: { paths: REDACTED, censor: '[cut]' } }, destination)
}

const REDACTED = ['password', 'token', 'text', 'body', 'cookie', 'authorization'].flatMap(
  (name) => [name, `*.${name}`, `*.*.${name}`],
)
