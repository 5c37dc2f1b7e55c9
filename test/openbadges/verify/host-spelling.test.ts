import assert from 'node:assert/strict'
import { domainToASCII } from 'node:url'
import { hostSpelling, mixesScripts } from '../../../src/openbadges/index.js'

describe('how a host is spelled', () => {
  for (const [unicode, warning] of [
    ['школа.example', null],
    ['bücher.example', null],
    ['日本語テスト.jp', null],
    ['한국漢字.example', null],
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
