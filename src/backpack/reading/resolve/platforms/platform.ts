/** A service whose pages for people are known, and where it keeps the badge behind them. */
export interface Platform {
  name: string
  /** Addresses to ask for the badge behind a page, the best first; none for a page of somebody else. */
  addressesOf(page: URL): string[]
}

/** Is it this host, or one below it? */
export function isHost(url: URL, host: string): boolean {
  return url.hostname === host || url.hostname.endsWith(`.${host}`)
}
