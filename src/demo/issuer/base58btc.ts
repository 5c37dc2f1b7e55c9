const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

/** Bytes in base58btc, without the `z` of multibase. */
export function base58btc(bytes: Uint8Array): string {
  const zeroes = bytes.findIndex((byte) => byte !== 0)
  const leading = zeroes === -1 ? bytes.length : zeroes
  let rest = BigInt(`0x0${Buffer.from(bytes).toString('hex')}`)
  let text = ''
  for (; rest > 0n; rest /= 58n) text = ALPHABET[Number(rest % 58n)]! + text
  return '1'.repeat(leading) + text
}
