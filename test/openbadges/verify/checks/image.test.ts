import assert from 'node:assert/strict'
import { silence, startRun } from '../../../../src/openbadges/findings/run.js'
import { checkImages } from '../../../../src/openbadges/verify/checks/image.js'

const NOW = new Date('2026-01-01T00:00:00Z')
const URL = 'https://school.example/picture'

async function codeOf(body: string): Promise<string> {
  const loadDocument = async (url: string) => ({
    ...silence(url, 'offline', NOW),
    status: 200,
    cause: null,
    body: Buffer.from(body, 'latin1'),
  })
  const holder = { image: URL }
  const picture = { of: 'badge-class', holder, path: 'image', base: null } as const
  const [found] = await checkImages([picture], false, startRun({ loadDocument, now: NOW }))
  return found!.code
}

describe('picture of a badge', () => {
  it('is what its bytes are: PNG, or a text whose first element is an svg', async () => {
    assert.equal(await codeOf('\x89PNG\r\n\x1a\n'), 'image_ok')
    assert.equal(await codeOf('<?xml version="1.0"?><!-- a --><svg></svg>'), 'image_ok')
  })

  it('is told where it is something else, also a page with a drawing in it', async () => {
    assert.equal(await codeOf('GIF89a'), 'image_type')
    assert.equal(await codeOf('<html><body><svg></svg></body></html>'), 'image_type')
  })
})
