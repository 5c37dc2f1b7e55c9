import type { RequestHandler } from 'express'
import helmet from 'helmet'
import type { Context } from '../../context.js'

/** Only our own files, no inline script or style, nobody may frame us, no other site learns where a visitor came from. */
export function securityHeaders({ config }: Context): RequestHandler {
  const https = config.baseUrl.startsWith('https:')
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        fontSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        upgradeInsecureRequests: https ? [] : null,
      },
    },
    frameguard: { action: 'deny' },
    hsts: https,
    // not `no-referrer`: browsers then send `Origin: null` with our own forms, and same-origin would refuse them
    referrerPolicy: { policy: 'same-origin' },
  })
}
