import assert from 'node:assert/strict'
import { verifiedAgainWords } from '../../src/words/changes.js'

const date = (iso: string | null) => iso ?? ''

describe('words of a new check', () => {
  const same = { before: 'valid', after: 'valid' } as const

  it('nothing changed is said only where somebody answered', () => {
    const heard = { states: same, changes: [], isSilent: false }
    assert.equal(verifiedAgainWords(heard, { date }), 'Checked again. Nothing has changed.')
    const unheard = verifiedAgainWords({ ...heard, isSilent: true }, { date })
    assert.equal(unheard, 'Asked again. The issuer’s website does not answer right now.')
  })

  it('what changed is told, the word first', () => {
    const states = { before: 'valid', after: 'withdrawn' } as const
    const said = verifiedAgainWords({ states, changes: [], isSilent: false }, { date })
    assert.equal(said, 'Checked again. It was “Valid”. It is now “Withdrawn”.')
  })
})
