import assert from 'node:assert/strict'
import { frameCode, listCode } from '../../src/publishing/embed.js'
import { feedLinks } from '../../src/publishing/feed-links.js'
import { signatureOf } from '../../src/publishing/signature.js'
import { canParse } from '../../src/openbadges/index.js'
import { BEES } from '../support/published.js'

const HOSTILE = '"><script>alert(1)</script>'

describe('snippets to paste elsewhere', () => {
  it('a frame may open links in new windows and nothing else', () => {
    const code = frameCode('https://h.example/s/a/embed', 'Bees', { width: 480, height: 320 })
    assert.match(code, /sandbox="allow-popups allow-popups-to-escape-sandbox"/)
    assert.match(code, /width="480" height="320" title="Bees"/)
    assert.doesNotMatch(code, /allow-scripts|allow-same-origin/)
  })

  it('a list loads nothing and runs nothing', () => {
    const badge = { ...BEES, title: HOSTILE, issuer: HOSTILE }
    const code = listCode(HOSTILE, HOSTILE, 'https://h.example/s/a', [badge])
    assert.doesNotMatch(code, /<script|<img|<link|src=/)
    assert.match(code, /<a href="https:\/\/h\.example\/s\/a">&quot;&gt;&lt;script&gt;/)
  })

  it('a mail signature is safe HTML and equal text', () => {
    const { html, text } = signatureOf({ ...BEES, title: HOSTILE }, 'Ada <Njoroge>', null)
    assert.doesNotMatch(html, /<script|<img/)
    assert.match(html, /Ada &lt;Njoroge&gt;/)
    assert.match(text, /^-- \nAda <Njoroge>\n/)
    assert.match(signatureOf(BEES, 'Ada', 'https://h.example/p.png').html, /<img src="https:\/\/h/)
  })

  it('links to networks are plain addresses with encoded parameters', () => {
    const links = feedLinks('Bees & co #1', 'https://h.example/s/a?b=c')
    for (const { href } of links) {
      assert.ok(canParse(href), href)
      assert.match(href, /^(https|mailto):/)
      assert.ok(href.includes('https%3A%2F%2Fh.example%2Fs%2Fa%3Fb%3Dc'), href)
    }
  })
})
