import type { Configuration, CustomFetch } from 'openid-client'
import type { Provider, ProviderSettings } from '../provider.js'
import { createGuardedRequest } from './guarded-fetch.js'

const MAX_SECONDS = 10
/** Discovery, keys and tokens are a few kilobytes. */
const MAX_BYTES = 256 * 1024
const openid = () => import('openid-client')

/**
 * Sign-in by OpenID Connect: authorization code with PKCE, state and nonce. Its own host may be private, for the host of
 * this site chose it; where its discovery leads beyond that has to be public, as for anybody.
 * @see OpenID Connect Core 1.0, 3.1; RFC 9700
 */
export function openProvider(
  settings: ProviderSettings,
  allowedPrivateHosts: readonly string[],
): Provider {
  let discovered: Promise<Configuration> | undefined
  const known = () =>
    (discovered ??= discover(settings, allowedPrivateHosts).catch((error: unknown) => {
      discovered = undefined
      throw error
    }))
  return {
    name: settings.name,
    async ask(redirectUri) {
      const client = await openid()
      const verifier = client.randomPKCECodeVerifier()
      const question = { state: client.randomState(), nonce: client.randomNonce(), verifier }
      const url = client.buildAuthorizationUrl(await known(), {
        redirect_uri: redirectUri,
        scope: 'openid email profile',
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state: question.state,
        nonce: question.nonce,
      })
      return { url: url.href, question }
    },
    async answer(returned, { state, nonce, verifier }) {
      const client = await openid()
      const tokens = await client.authorizationCodeGrant(await known(), returned, {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      })
      const claims = tokens.claims()!
      return {
        issuer: claims.iss,
        subject: claims.sub,
        name: textOr(claims['name']),
        email: textOr(claims['email']),
        isEmailConfirmed: claims['email_verified'] === true,
      }
    },
  }
}

const textOr = (claim: unknown) => (typeof claim === 'string' && claim.trim() ? claim : null)

async function discover(
  { issuer, clientId, clientSecret }: ProviderSettings,
  allowed: readonly string[],
) {
  const client = await openid()
  const url = new URL(issuer)
  const ask = createGuardedRequest({ allowedPrivateHosts: [...allowed, url.hostname] }, MAX_BYTES)
  const customFetch: CustomFetch = (address, { method, headers, body, signal }) =>
    ask(address, {
      ...{ headers, signal, method: method === 'POST' ? 'POST' : 'GET' },
      body: body instanceof URLSearchParams ? body.toString() : null,
    })
  const options = { timeout: MAX_SECONDS, [client.customFetch]: customFetch }
  // without TLS only on this machine: settings allow no other
  const plain = url.protocol === 'http:' ? [client.allowInsecureRequests] : []
  // without it a token is believed for the connection it came by, and its signature is not looked at
  const execute = [client.enableNonRepudiationChecks, ...plain]
  const secret = clientSecret === null ? client.None() : client.ClientSecretBasic(clientSecret)
  return client.discovery(url, clientId, undefined, secret, { ...options, execute })
}
