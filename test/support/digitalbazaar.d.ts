/** The parts of the reference libraries that the tests sign with. */
declare module 'jsonld-signatures' {
  export function sign(document: object, options: object): Promise<Record<string, unknown>>
  export function derive(document: object, options: object): Promise<Record<string, unknown>>
  export const purposes: { AssertionProofPurpose: new () => object }
  const jsigs: {
    sign: typeof sign
    derive: typeof derive
    purposes: typeof purposes
  }
  export default jsigs
}
declare module '@digitalbazaar/data-integrity' {
  export class DataIntegrityProof {
    constructor(options: object)
  }
}
declare module '@digitalbazaar/eddsa-rdfc-2022-cryptosuite' {
  export const cryptosuite: object
}
declare module '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite' {
  export const cryptosuite: object
}
declare module '@digitalbazaar/ecdsa-sd-2023-cryptosuite' {
  export function createSignCryptosuite(options: object): object
  export function createDiscloseCryptosuite(options: object): object
  export function createVerifyCryptosuite(): object
}
declare module '@digitalbazaar/ed25519-signature-2020' {
  export class Ed25519Signature2020 {
    constructor(options: object)
  }
}
declare module '@digitalbazaar/ed25519-multikey' {
  export function generate(options?: object): Promise<ReferenceKey>
}
declare module '@digitalbazaar/ecdsa-multikey' {
  export function generate(options?: object): Promise<ReferenceKey>
}
interface ReferenceKey {
  id: string
  controller: string
  signer(): object
  export(options: object): Promise<{ publicKeyMultibase: string }>
}
