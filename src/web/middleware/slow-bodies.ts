import type { RequestHandler } from 'express'

const PATIENCE_MS = 30_000
/** A telephone far from everything sends this in the same time; a large upload may take as long as it needs. */
const MIN_BYTES = 16 * 1024

/**
 * Closes the connection of a request whose body stops arriving, or trickles: in each spell of `patienceMs` it ends or
 * {@link MIN_BYTES} of it come.
 */
export function endSlowBodies(patienceMs = PATIENCE_MS): RequestHandler {
  return (req, _res, next) => {
    if (req.complete || !hasBody(req.headers)) return next()
    let before = req.socket.bytesRead
    const watch = setInterval(() => {
      const now = req.socket.bytesRead
      // what we do not read yet is not the visitor's slowness
      const isSlow = now - before < MIN_BYTES && req.readableFlowing !== false
      if (isSlow && !req.complete) req.socket.destroy()
      before = now
    }, patienceMs).unref()
    for (const event of ['end', 'close', 'error']) req.once(event, () => clearInterval(watch))
    next()
  }
}

/** Does more of a request come than its headers? */
export function hasBody(headers: Record<string, unknown>): boolean {
  return 'transfer-encoding' in headers || Number(headers['content-length'] ?? 0) > 0
}
