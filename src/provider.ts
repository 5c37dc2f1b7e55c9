/** A provider of identities that the host chose. */
export interface ProviderSettings {
  /** Address that OpenID Connect discovery begins at. */
  issuer: string
  clientId: string
  /** Null for a client without one. */
  clientSecret: string | null
  /** What its button says. */
  name: string
}

/** What a browser carries to the provider and back, and the server keeps to know it again. */
export interface ProviderQuestion {
  state: string
  nonce: string
  verifier: string
}

/** Who somebody is there. */
export interface ProviderAnswer {
  issuer: string
  subject: string
  name: string | null
  email: string | null
  /** Does the provider itself say that the address is theirs? */
  isEmailConfirmed: boolean
}

export interface Provider {
  name: string
  /** Where a browser is sent. @throws when the provider does not answer */
  ask(redirectUri: string): Promise<{ url: string; question: ProviderQuestion }>
  /**
   * @param returned the address a browser came back to, with what the provider put into it
   * @throws when the answer is not the one to this question, is not signed by the provider, or does not come
   */
  answer(returned: URL, question: ProviderQuestion): Promise<ProviderAnswer>
}
