/** The parts of the peers that the bench calls. */
declare module 'openbadges-bakery' {
  const bakery: {
    extract(image: Buffer, done: (error: Error | null, found: string) => void): void
  }
  export default bakery
}
declare module '@digitalbazaar/vc' {
  export function verifyCredential(options: object): Promise<{ verified: boolean; error?: Error }>
}
