import { join } from 'node:path'
import compression from 'compression'
import express from 'express'
import type { Express } from 'express'
import { createOpens } from '../backpack/sharing/opens.js'
import type { Context } from '../context.js'
import { projectRoot } from '../project-root.js'
import { createAssets } from './assets.js'
import { allowEmbedding } from './foreign-bytes.js'
import { loadAccount } from './middleware/account.js'
import { handleErrors, notFound } from './middleware/errors.js'
import { refuseOverload } from './middleware/overload.js'
import { requestLog } from './middleware/request-log.js'
import { sameOrigin } from './middleware/same-origin.js'
import { securityHeaders } from './middleware/security-headers.js'
import { publicRoutes } from './public-routes.js'
import { routes } from './routes.js'
import { signedIn } from './session.js'
import { endSlowBodies } from './middleware/slow-bodies.js'
import { templateFunctions } from './template-functions.js'
import { createTemplates } from './templates.js'

/** The whole web application, ready to listen or to be tested. */
export function createApp(ctx: Context): Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', ctx.config.trustProxy)
  app.set('view engine', 'ejs')
  app.enable('view cache')
  app.engine('ejs', createTemplates(!ctx.config.production))
  app.set('views', join(projectRoot, 'views'))
  const folder = join(projectRoot, 'public')
  const assets = createAssets(folder, !ctx.config.production)
  const { address: asset, styles } = assets
  app.locals = Object.assign(app.locals, templateFunctions(ctx), {
    asset,
    styles,
    provider: ctx.provider && ctx.provider.name,
  })
  app.use(requestLog(ctx), refuseOverload(), endSlowBodies(), securityHeaders(ctx))
  const unnamed = express.static(folder, { maxAge: '1h', index: false, setHeaders: allowEmbedding })
  app.use('/assets', assets.serve, unnamed, notFound)
  app.use(express.urlencoded({ extended: false, limit: '200kb', parameterLimit: 2000 }))
  const opens = createOpens(ctx)
  app.use(sameOrigin(ctx), publicRoutes(ctx, opens))
  app.use(compression(), ...signedIn(ctx), loadAccount(ctx))
  app.use(routes(ctx, opens))
  app.use(notFound, handleErrors(ctx))
  return app
}
