import assert from 'node:assert/strict'
import { createLog } from '../src/log.js'

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = []
  write(createLog('info', { write: (line) => void lines.push(line) }))
  return lines.join('')
}

describe('the log', () => {
  it('cuts what nobody may read there', () => {
    const text = logged((log) => log.info({ token: 'sesame', user: { password: 'sesame' } }, 'x'))
    assert.doesNotMatch(text, /sesame/)
  })

  it('tells of a failure what it was and where, and no address', () => {
    const refused = Object.assign(new Error('550 <ada@example.org>: no such user'), {
      code: 'EENVELOPE',
      rejected: ['ada@example.org'],
      detail: 'Key (address_key)=(ada@example.org) already exists.',
      cause: new Error('RCPT TO:<ada@example.org>'),
    })
    const text = logged((log) => log.error({ err: refused }, 'a mail could not be sent'))
    assert.doesNotMatch(text, /ada|example\.org/)
    assert.match(text, /EENVELOPE.*550 <\[cut\]>: no such user.*log\.test\.ts/)
  })
})
