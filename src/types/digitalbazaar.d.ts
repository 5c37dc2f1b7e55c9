/** The part of @digitalbazaar/ecdsa-sd-2023-cryptosuite that the library uses. */
declare module '@digitalbazaar/ecdsa-sd-2023-cryptosuite' {
  interface Verifier {
    verify(input: { data: unknown }): Promise<boolean>
  }
  interface VerifyCryptosuite {
    name: string
    createVerifier(options: { verificationMethod: { publicKeyJwk: object } }): Promise<Verifier>
    createVerifyData(options: {
      cryptosuite: { name: string }
      document: unknown
      proof: unknown
      documentLoader: (url: string) => Promise<unknown>
    }): Promise<unknown>
  }
  export function createVerifyCryptosuite(): VerifyCryptosuite
}
