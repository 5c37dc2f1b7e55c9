import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'mocha'
import { createTemplates } from '../../src/web/templates.js'

describe('templates', () => {
  const folder = mkdtempSync(join(tmpdir(), 'haversack-views-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  const write = (name: string, text: string, second = 0) => {
    writeFileSync(join(folder, name), text)
    utimesSync(join(folder, name), 1_700_000_000 + second, 1_700_000_000 + second)
  }
  const render = (isEdited: boolean) => {
    const templates = createTemplates(isEdited)
    return (locals: object) => {
      let said: unknown
      templates(join(folder, 'page.ejs'), locals, (error, text) => (said = error ?? text))
      return said
    }
  }

  it('an included one sees the page, what those around it were given, and before that what it is given', () => {
    write('page.ejs', "<%= word %><%- include('outer', { word: 'b', of: 'c' }) %><%= word %>")
    write('outer.ejs', "<%= word %><%- include('inner', { word: '<' }) %><%= word %>")
    write('inner.ejs', '<%= word %><%= of %><%= locals.missing ?? site %>')
    assert.equal(render(false)({ word: 'a', site: 's' }), 'ab&lt;csba')
  })

  it('finds no name that nobody gave, not even one that every object has by birth', () => {
    write('page.ejs', '<%= locals.valueOf === undefined %>')
    assert.equal(render(false)({}), 'true')
    write('page.ejs', '<%= missing %>')
    assert.match(String(render(false)({})), /missing is not defined/)
  })

  it('are read again when they changed, where somebody works on them, and else once', () => {
    write('page.ejs', "<%- include('inner') %>")
    write('inner.ejs', 'before')
    const [edited, kept] = [render(true), render(false)]
    assert.deepEqual([edited({}), kept({})], ['before', 'before'])
    write('inner.ejs', 'after', 1)
    assert.deepEqual([edited({}), kept({})], ['after', 'before'])
  })
})
