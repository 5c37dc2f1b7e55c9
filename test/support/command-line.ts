import { main } from '../../src/cli/main.js'

/** What a command line did. */
export interface Ran {
  status: number
  out: string
  err: string
}

export interface Circumstances {
  stdin?: string | Uint8Array
  env?: Record<string, string>
  now?: Date
}

/** Runs a command line in this process. */
export async function run(args: string[], circumstances: Circumstances = {}): Promise<Ran> {
  const { stdin = '', env = {}, now = new Date('2026-03-01T12:00:00Z') } = circumstances
  let [out, err] = ['', '']
  const status = await main(args, {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    readStdin: async () => (typeof stdin === 'string' ? new TextEncoder().encode(stdin) : stdin),
    env,
    now: () => now,
    colours: false,
  })
  return { status, out, err }
}
