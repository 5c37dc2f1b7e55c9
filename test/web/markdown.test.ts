import assert from 'node:assert/strict'
import { markdown } from '../../src/web/markdown.js'
import { cpuMillis } from '../support/cpu.js'

describe('Markdown of strangers', () => {
  it('keeps emphasis, lists, links and quotes', () => {
    const html = markdown('**a** *b*\n\n- c\n\n> d\n\n[e](https://school.example/?a=1&b=2)')
    for (const part of ['<strong>a', '<em>b', '<li>c', '<blockquote>', 'href="https://school'])
      assert.ok(html.includes(part), html)
  })

  it('gives links no credit and no way back', () => {
    assert.match(markdown('https://school.example'), /rel="noopener nofollow ugc"/)
  })

  for (const text of [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](data:text/html,<script>)',
    '[x](vbscript:x)',
    '[x](/sign-out)',
    '![x](https://tracker.example/p.png)',
    '[x](https://a.example "\\" onclick=alert(1)")',
  ])
    it(`makes nothing that acts of ${text}`, () => {
      const html = markdown(text)
      assert.ok(!/<(script|img|iframe)|href="(?!https:)/i.test(html), html)
      assert.ok(!/<[^>]* on\w+=/i.test(html.replace(/"[^"]*"/g, '""')), html)
    })

  it('puts headings below those of the page', () => {
    assert.match(markdown('# a'), /<h3>a<\/h3>/)
    assert.match(markdown('###### a'), /<h6>a<\/h6>/)
  })

  it('stays quick with text made to be slow, and cuts what is too long', () => {
    for (const part of ['[', '**a ', '> ', '`', '<', '![](', '- '])
      assert.ok(markdown(part.repeat(40_000)).length < 1_000_000)
    const start = cpuMillis()
    for (let n = 0; n < 10; n++) markdown('**a'.repeat(20_000))
    assert.ok(cpuMillis() - start < 2500)
  })
})
