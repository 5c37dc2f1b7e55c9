import assert from 'node:assert/strict'
import { splitText } from '../../../src/backpack/reading/pasted.js'
import { cpuMillis } from '../../support/cpu.js'

const A = 'https://a.example/1'
const B = 'http://b.example/2?x=1,2;y'

describe('what was pasted is split into the things it consists of', () => {
  it('links stand one a line, or with spaces and commas between, each once', () => {
    assert.deepEqual(splitText(`${A}\r\n\n  ${B}\n${A}`), [A, B])
    assert.deepEqual(splitText(`${A} ${B}`), [A, B])
    assert.deepEqual(splitText(`${A}, ${B}`), [A, B])
    assert.deepEqual(splitText(`${A},${A}2`), [A, `${A}2`])
  })

  it('tokens are told from other words', () => {
    assert.deepEqual(splitText('eyJh.eyJi.c2ln\neyJh.eyJi.c2lo'), [
      'eyJh.eyJi.c2ln',
      'eyJh.eyJi.c2lo',
    ])
    assert.deepEqual(splitText('two words'), ['two words'])
  })

  it('a line that is no link stands by itself when there are links', () => {
    assert.deepEqual(splitText(`My badges:\n${A}\n${B}`), ['My badges:', A, B])
  })

  it('JSON stays whole over many lines, links in it or not', () => {
    const json = `{\n  "id": "x",\n"url":\n"${A}"\n}`
    assert.deepEqual(splitText(json), [json])
    assert.deepEqual(splitText('{\n"a": 1,'), ['{\n"a": 1,'])
  })

  it('a JSON list gives its elements as they were written', () => {
    const list = '[ {"a": 1.0, "b": "]}, [\\""} ,\n"https://a.example/1", [1, [2]], {"c":{}} ]'
    assert.deepEqual(splitText(list), ['{"a": 1.0, "b": "]}, [\\""}', A, '[1, [2]]', '{"c":{}}'])
    assert.deepEqual(splitText('[]'), [])
    assert.deepEqual(splitText('[1, 2'), ['[1, 2'])
  })

  it('one JSON object a line gives one each', () => {
    assert.deepEqual(splitText('{"a":1}\n{"b":2}\n'), ['{"a":1}', '{"b":2}'])
  })

  it('nothing but space is nothing', () => {
    assert.deepEqual(splitText(' \n\t '), [])
  })

  it('takes no longer than the text is long', () => {
    const started = cpuMillis()
    splitText(`${' ,'.repeat(200_000)}x`)
    splitText(','.repeat(80_000))
    splitText(`[${'"a",'.repeat(200_000)}"b"]`)
    assert.ok(cpuMillis() - started < 2_000)
  })
})
