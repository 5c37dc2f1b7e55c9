import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAccount } from '../../src/backpack/account/account.js'
import { loadConfig } from '../../src/config.js'
import { createContext } from '../../src/context.js'
import { makeCertificate } from '../../src/demo/issuer/certificate.js'
import { createCrowd, type Crowd } from '../../src/demo/issuer/crowd.js'
import { ADA } from '../../src/demo/issuer/samples.js'
import { migrate } from '../../src/store/database.js'
import { freePort } from './server.js'

export const PERSON = { email: ADA, name: 'Ada Njoroge', password: 'hives in the school garden' }

/** Many badges, their issuers on loopback, and a data folder with an account in it. */
export interface CrowdSetting {
  crowd: Crowd
  /** Settings for a server on that folder, which trusts these issuers. */
  env: Record<string, string>
  accountId: string
  close: () => Promise<void>
}

export async function openCrowd(count: number): Promise<CrowdSetting> {
  const folder = mkdtempSync(join(tmpdir(), 'haversack-crowd-'))
  const port = await freePort()
  const now = new Date()
  const crowd = await createCrowd({ baseUrl: `https://localhost:${port}`, now, count })
  const certificate = makeCertificate(now)
  const issuer = await crowd.listen({ port, certificate })
  writeFileSync(join(folder, 'issuers.pem'), certificate.cert)
  const env = {
    DATA_DIR: join(folder, 'data'),
    ALLOWED_PRIVATE_HOSTS: 'localhost',
    NODE_EXTRA_CA_CERTS: join(folder, 'issuers.pem'),
  }
  const accountId = await withAccount(env)
  const close = async () => {
    await issuer.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { crowd, env, accountId, close }
}

async function withAccount(env: Record<string, string>): Promise<string> {
  const ctx = createContext(loadConfig({ ...env, LOG_LEVEL: 'silent' }))
  await migrate(ctx.db)
  const id = await createAccount(ctx, PERSON)
  await ctx.db.destroy()
  return id
}

/** The form of a person who hands all of them in at once. */
export function formOf({ files }: Crowd): FormData {
  const form = new FormData()
  for (const { bytes, fileName } of files)
    form.append('files', new Blob([new Uint8Array(bytes)]), fileName)
  return form
}
