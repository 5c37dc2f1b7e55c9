import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** SHA-256 of what `speed.ts` and `loader.ts` reach into: another text may do otherwise what they rely on. */
const PRIVATE = {
  'ContextResolver.js': '2f8e65f3d73c5309e4312e7e81da427533745b800030f591a55056c69d1d3bf6',
  'ResolvedContext.js': 'a63af18a67418c8bb49dd34be25a69c9868becfeeb516da96ad7d0dcca6e00ba',
  'context.js': 'eaa538a319076e8750299817ae51cd253bcea2a3aa1fdf15c15297aedcf720af',
  'nodeMap.js': '4d1d60c5cec708b6377b40497b0655b991aa0e76e365a48a0c1029a70e4b8631',
  'util.js': '032b1b1a852d502cd194f73ddccacf10cf8a5b0fa38b9e82ea1b24ea47a1d251',
}

describe('the private modules of jsonld that are changed', () => {
  for (const [file, expected] of Object.entries(PRIVATE))
    it(`${file} is the one that the changes were made for`, () => {
      const text = readFileSync(require.resolve(`jsonld/lib/${file}`))
      assert.equal(createHash('sha256').update(text).digest('hex'), expected)
    })
})
