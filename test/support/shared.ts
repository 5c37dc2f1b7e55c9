import {
  type BackpackOverrides,
  type Browser,
  openBackpack,
  signIn,
  type TestBackpack,
} from './backpack.js'
import { openIssuer, sampleOf } from './samples.js'
import { upload } from './uploads.js'

/** A backpack whose earner is signed in, with the issuers of the demo on the network. */
export interface SharingBackpack {
  backpack: TestBackpack
  browser: Browser
  /** Puts a sample in. @returns the id of the badge */
  keep(name: string): Promise<string>
  /** @returns address of a new collection */
  collect(...badgeIds: string[]): Promise<string>
  /** Makes a link to a collection or badge. @returns its address and that of its owner's page, as paths */
  link(under: string, fields?: object): Promise<{ path: string; own: string }>
}

export async function openSharing(overrides: BackpackOverrides = {}): Promise<SharingBackpack> {
  const { loadDocument } = await openIssuer()
  const backpack = await openBackpack({ loadDocument, ...overrides })
  const browser = await signIn(backpack)
  return {
    backpack,
    browser,
    async keep(name) {
      const { location } = (await upload(browser, await sampleOf(name)).expect(303)).headers
      return location!.split('/').at(-1)!
    },
    async collect(...badge) {
      const fields = { title: 'Land and water', description: 'What I **can** do', badge }
      const made = await browser.post('/collections').type('form').send(fields).expect(303)
      return made.headers.location!
    },
    async link(under, fields = {}) {
      await browser.post(`${under}/shares`).type('form').send(fields).expect(303)
      const { text } = await browser.get(`${under}/shares`).expect(200)
      const paths = [...text.matchAll(/value="http:\/\/localhost:3000(\/s\/[\w-]+)"/g)]
      const owns = [...text.matchAll(/action="([^"]+\/shares\/[\w-]+)\/delete"/g)]
      return { path: paths.at(-1)![1]!, own: owns.at(-1)![1]! }
    },
  }
}

/** Parts of a link as its form sends them. */
export function showing(...parts: string[]): { shows: string[] } {
  return { shows: ['', ...parts] }
}
