import { createServer, type Server } from 'node:http'
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'

interface Answer {
  method: string
  /** As the page of routes has it: an address itself would say who asked for what. */
  route: string
  status: number
  /** From the arrival of the request to the end of its answer. */
  seconds: number
}

/** Figures for whoever watches the program, in Prometheus' text form: how much of what, and nothing of anybody. */
export interface Metrics {
  /** Counts an answer. */
  answered(answer: Answer): void
  /** Listens on a port of its own, away from the public one. */
  listen(place: { port: number; host: string }): Server
}

export function createMetrics(): Metrics {
  const register = new Registry()
  collectDefaultMetrics({ register, prefix: 'haversack_' })
  const seconds = new Histogram({
    name: 'haversack_request_seconds',
    help: 'Answers by method, route and status, and how long they took.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [register],
  })
  return {
    answered: ({ seconds: took, ...labels }) => seconds.observe(labels, took),

    listen({ port, host }) {
      const server = createServer((_req, res) => {
        const told = register.metrics()
        told.then(
          (text) => res.setHeader('Content-Type', register.contentType).end(text),
          () => res.writeHead(500).end(),
        )
      })
      return server.listen(port, host)
    },
  }
}
