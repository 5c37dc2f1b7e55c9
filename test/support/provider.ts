import { createHash, randomBytes } from 'node:crypto'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import { type Loopback, serveHttp } from './loopback.js'

const CLIENT = { id: 'haversack', secret: 'a secret of the host' }

/** A provider of identities that keeps strictly to OpenID Connect, on loopback. */
export interface TestProvider {
  /** Settings of a host that chose it. */
  env: Record<string, string>
  /** What somebody says yes to there. @param person claims of theirs @returns the path they come back to */
  agree(askedUrl: string, person: JWTPayload, lies?: JWTPayload): string
  /** Its discovery names another address. */
  lead(member: string, address: string): void
  /** From now on it signs with a key that it does not publish. */
  forge(): Promise<void>
  close: () => Promise<void>
}

export async function openTestProvider(): Promise<TestProvider> {
  const { privateKey, publicKey } = await generateKeyPair('RS256')
  let signingKey = privateKey
  const key = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }
  const elsewhere: Record<string, string> = {}
  const granted = new Map<string, { claims: JWTPayload; challenge: string; redirectUri: string }>()
  const site: Loopback = await serveHttp((req, res) => {
    const json = (value: unknown, status = 200) => {
      res.statusCode = status
      res.setHeader('Content-Type', 'application/json').end(JSON.stringify(value))
    }
    if (req.url === '/.well-known/openid-configuration') return json(discovery())
    if (req.url === '/keys') return json({ keys: [key] })
    const chunks: Buffer[] = []
    req.on('data', (chunk: Buffer) => chunks.push(chunk))
    req.on('end', () => {
      const form = new URLSearchParams(Buffer.concat(chunks).toString())
      const grant = granted.get(form.get('code') ?? '')
      granted.delete(form.get('code') ?? '')
      const proof = createHash('sha256')
        .update(form.get('code_verifier') ?? '')
        .digest('base64url')
      const isRight =
        req.headers.authorization === basic() &&
        grant?.challenge === proof &&
        grant.redirectUri === form.get('redirect_uri')
      if (!grant || !isRight) return json({ error: 'invalid_grant' }, 400)
      new SignJWT(grant.claims)
        .setProtectedHeader({ alg: 'RS256', kid: 'one' })
        .sign(signingKey)
        .then(
          (token) =>
            json({ access_token: 'x', token_type: 'Bearer', expires_in: 60, id_token: token }),
          () => json({ error: 'server_error' }, 500),
        )
    })
  })
  const issuer = `http://127.0.0.1:${site.port}`
  const discovery = () => ({
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    ...elsewhere,
  })
  return {
    env: {
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: CLIENT.id,
      OIDC_CLIENT_SECRET: CLIENT.secret,
      OIDC_NAME: 'Kauri College',
    },
    agree(askedUrl, person, lies = {}) {
      const asked = new URL(askedUrl).searchParams
      const code = randomBytes(12).toString('hex')
      const seconds = Math.floor(Date.now() / 1000)
      const claims = {
        ...{ iss: issuer, aud: CLIENT.id, iat: seconds, exp: seconds + 60 },
        ...{ nonce: asked.get('nonce'), ...person, ...lies },
      }
      const redirectUri = asked.get('redirect_uri')!
      granted.set(code, { claims, challenge: asked.get('code_challenge')!, redirectUri })
      const back = new URL(redirectUri)
      back.search = new URLSearchParams({ code, state: asked.get('state')! }).toString()
      return back.pathname + back.search
    },
    lead: (member, address) => void (elsewhere[member] = address),
    async forge() {
      signingKey = (await generateKeyPair('RS256')).privateKey
    },
    close: site.close,
  }
}

const basic = () => {
  const plain = [CLIENT.id, CLIENT.secret].map((part) =>
    encodeURIComponent(part).replace(/%20/g, '+'),
  )
  return `Basic ${Buffer.from(plain.join(':')).toString('base64')}`
}
