import { linkedinAddress } from './linkedin.js'
import { wellFormed } from './markup.js'

/** A place where a link can be posted. */
export interface FeedLink {
  name: string
  href: string
}

/** Plain links that open a network’s own form, filled in; nothing of the network is loaded before the click. */
export function feedLinks(title: string, url: string): FeedLink[] {
  const text = `${title} ${url}`
  return [
    {
      name: 'LinkedIn',
      href: linkedinAddress('https://www.linkedin.com/sharing/share-offsite/', { url }),
    },
    { name: 'Mastodon', href: `https://share.joinmastodon.org/${hash(text)}` },
    { name: 'Bluesky', href: linkedinAddress('https://bsky.app/intent/compose', { text }) },
    {
      name: 'Facebook',
      href: linkedinAddress('https://www.facebook.com/sharer/sharer.php', { u: url }),
    },
    { name: 'X', href: linkedinAddress('https://x.com/intent/post', { text: title, url }) },
    { name: 'WhatsApp', href: linkedinAddress('https://wa.me/', { text }) },
    { name: 'E-mail', href: linkedinAddress('mailto:', { subject: title, body: text }) },
  ]
}

const hash = (text: string) => `#text=${encodeURIComponent(wellFormed(text))}`
