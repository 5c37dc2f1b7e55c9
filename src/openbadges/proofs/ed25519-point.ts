/** The prime of the field, 2^255 - 19. */
const P = 2n ** 255n - 19n

/** y of the points whose order divides eight: under such a key one signature fits every message. */
const SMALL_ORDER_Y: ReadonlySet<bigint> = new Set([
  0n,
  1n,
  P - 1n,
  littleEndian(
    Buffer.from('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a', 'hex'),
  ),
  littleEndian(
    Buffer.from('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05', 'hex'),
  ),
])

/**
 * May these 32 bytes serve as a public key? Not when they encode a point of small order or a coordinate
 * that is not reduced.
 * @see https://www.rfc-editor.org/rfc/rfc8032#section-5.1.3
 */
export function isSafeEd25519Point(bytes: Uint8Array): boolean {
  const y = littleEndian(bytes) & (2n ** 255n - 1n)
  return y < P && !SMALL_ORDER_Y.has(y)
}

function littleEndian(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`)
}
