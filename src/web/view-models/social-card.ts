import { linkedinAddress } from '../../publishing/linkedin.js'

/** What networks and other sites read from the head of a public page. */
export interface SocialCard {
  /** Absolute address of the page. */
  url: string
  /** Absolute address of a picture of 1200 by 630. */
  picture: string
  pictureAlt: string
  /** Address of the code that leads to the page, for paper. */
  code: string
  /** Absolute address of the oEmbed answer about it. */
  oembed: string
}

/** @param url absolute address of the page of a collection or badge */
export function socialCard(url: string, title: string, baseUrl: string): SocialCard {
  return {
    url,
    picture: `${url}/picture.png`,
    pictureAlt: `${title}: badges and how they stand`,
    code: `${new URL(url).pathname}/qr.svg`,
    oembed: linkedinAddress(`${baseUrl}/oembed`, { url, format: 'json' }),
  }
}
