/**
 * The addresses that were ticked.
 * @returns null when the form offered no choice: then all are meant
 */
export function readTickedAddresses(body: unknown): string[] | null {
  const posted = (body ?? {}) as Record<string, unknown>
  const given = Object.hasOwn(posted, 'address') ? [posted.address].flat() : []
  const addresses = given.filter((one) => typeof one === 'string')
  return addresses.length > 0 || Object.hasOwn(posted, 'choice') ? addresses : null
}
