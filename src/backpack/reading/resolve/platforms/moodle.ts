import type { Platform } from './platform.js'

/**
 * Moodle, on any host and below any path: the page `badges/badge.php?hash=<40 hex>` shows what
 * `badges/assertion.php?b=<the same hash>` says; `obversion=2` asks for 2.0, from 5.1 on the file lies in `badges/json/`.
 * `badges/external.php` shows a badge of another site and has no assertion of its own: its page is read for links.
 * @see https://github.com/moodle/moodle badges/badge.php, badges/assertion.php, badges/external.php
 */
export const moodle: Platform = {
  name: 'Moodle',
  addressesOf(page) {
    const base = /^(.*\/badges\/)badge\.php$/.exec(page.pathname)?.[1]
    const hash = page.searchParams.get('hash')
    if (base === undefined || !hash || !/^[0-9a-z]{16,64}$/i.test(hash)) return []
    return [
      `${page.origin}${base}assertion.php?b=${hash}&obversion=2`,
      `${page.origin}${base}json/assertion.php?b=${hash}&obversion=v2p0`,
      `${page.origin}${base}assertion.php?b=${hash}`,
    ]
  },
}
