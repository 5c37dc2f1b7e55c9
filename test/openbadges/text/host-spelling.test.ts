import assert from 'node:assert/strict'
import { domainToASCII } from 'node:url'
import { hostSpelling, mixesScripts } from '../../../src/openbadges/index.js'

describe('how a host is spelled', () => {
  for (const [unicode, warning] of [
    ['школа.example', null],
    ['bücher.example', null],
    ['日本語テスト.jp', null],
    ['한국漢字.example', null],
    ['データ.example', null],
    ['straße-łódź-2.example', null],
    ['ελλάδα.example', null],
    ['ישראל.example', null],
    ['मुंबई.example', null],
    ['ประเทศไทย.example', null],
    ['hаrvard.example', 'mixed-scripts'],
    ['gооgle.com', 'mixed-scripts'],
    ['αpple.example', 'mixed-scripts'],
    ['аррӏе.com', 'look-alike'],
    ['оха.example', 'look-alike'],
  ] as const)
    it(`${unicode}: ${warning ?? 'in its own letters'}`, () => {
      const ascii = domainToASCII(unicode)
      const shown = warning ? ascii : unicode
      assert.deepEqual(hostSpelling(ascii), { shown, ascii, warning })
      assert.equal(hostSpelling(`${ascii}:8443`).shown, `${shown}:8443`)
    })

  describe('no letter, sign or script outside the list is shown as itself', () => {
    for (const unicode of [
      ...['hɑrvɑrd.edu', 'ɡoogle.com', 'unıversity.edu', 'ʜarvard.edu', 'ᴀpple.com', 'ḥarvard.edu'],
      ...[
        'ꜱchool.edu',
        'ʟᴀ.com',
        'harvarɗ.edu',
        'ǃevil.com',
        'harvard.edu.ǃevil.com',
        'scĸool.com',
      ],
      ...['harvard.edu⁄x.evil.com', 'harvard.edu‐x.com', 'harvardꓸedu.com', 'harvardᐧedu.com'],
      ...['harvardーedu.com', 'harvard.eduノx.com', 'harvard.ノ.com', 'eduㅡ.com', '1ー2.com'],
      ...['harvard.edu\u0338evil.com', 'a·b.cat', 'ⲟⲟ.com', 'ꭰꮇ.com', 'ꮃꭺ.com', 'ᗅᗷ.com', '♥.com'],
      ...['ԁԁ.com', 'раураӏ.com', 'ոո.com', 'ס.com', 'ဝ.com', '०.com', 'კარ०.com', '一.com'],
      ...['е\u0301е.com', 'ꙇꙇ.com', 'ὀ.com'],
    ])
      it(unicode, () => {
        const ascii = domainToASCII(unicode)
        assert.ok(ascii)
        const { shown, warning } = hostSpelling(ascii)
        assert.equal(shown, ascii)
        assert.notEqual(warning, null)
      })
  })

  it('a plain host, a port or a tenant’s path stays as it is, and so does what cannot be read', () => {
    for (const ascii of ['school.example', 'localhost:3000', 'github.com/eve/x', 'xn--a.example'])
      assert.deepEqual(hostSpelling(ascii), { shown: ascii, ascii, warning: null })
  })

  it('a name mixes scripts only within a word', () => {
    assert.equal(mixesScripts('Hаrvard University'), true)
    assert.equal(mixesScripts('МГУ Moscow State University'), false)
    assert.equal(mixesScripts('東京ドーム'), false)
  })
})
