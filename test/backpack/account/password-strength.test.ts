import assert from 'node:assert/strict'
import { judgePassword } from '../../../src/backpack/account/password-strength.js'

const OWN = ['Ada Njoroge', 'ada.njoroge@kauri-college.example']
const flawOf = async (password: string) => (await judgePassword(password, OWN)).flaw

describe('how good a password is', () => {
  for (const password of [
    'password',
    'iloveyou2',
    'P@ssw0rd!',
    'P@ssw0rd2024!',
    'Winter2024!',
    'Admin@123',
    'drowssap',
    'Qwerty123!',
    'ｐａｓｓｗｏｒｄ',
    'charlie!2',
    '1q2w3e4r5t',
  ])
    it(`one that is tried first is common: ${password}`, async () => {
      assert.equal(await flawOf(password), 'common')
    })

  for (const password of [
    'adanjoroge',
    'Ada Njoroge 7',
    'AdaNjoroge2024!',
    'ada.njoroge@kauri-college.example',
    'KauriCollege1',
    'haversack1!',
    'h4versack',
    'egorojn',
    'MyBackpack',
    'ada-haversack-99',
  ])
    it(`one made of what is known of its owner or the site is their own: ${password}`, async () => {
      assert.equal(await flawOf(password), 'own')
    })

  for (const password of ['aaaaaaaaaaaaaaaaaaab', '19871204', 'defghijk', 'xyz'.repeat(80)])
    it(`a date, a row or a repetition is a pattern: ${password.slice(0, 20)}`, async () => {
      assert.equal(await flawOf(password), 'pattern')
    })

  for (const password of [
    'zq8!kd2p',
    '839205716438',
    'my haversack smells of thyme',
    'correct horse battery staple',
    '忘れな草と雨の午後',
    'пчёлы в школьном саду',
  ])
    it(`one that nothing foretells is taken: ${password}`, async () => {
      assert.equal(await flawOf(password), null)
    })

  it('a long one is as good as the better of its ends', async () => {
    assert.equal(await flawOf('a'.repeat(240)), 'pattern')
    assert.equal(await flawOf(`${'a'.repeat(60)}zq8!kd2pWm`), null)
    assert.equal(await flawOf(`zq8!kd2pWm${'a'.repeat(60)}`), null)
    assert.equal(await flawOf(`${'Ada Njoroge '.repeat(9)}${'haversack '.repeat(9)}`), 'own')
  })

  it('more words are stronger', async () => {
    const strengths = []
    for (const password of ['password1', 'green tea', 'thisisapassword', 'bees and honey and rain'])
      strengths.push((await judgePassword(password, [])).strength)
    assert.deepEqual(strengths, ['weak', 'fair', 'good', 'strong'])
  })

  it('the longest password with the most ways to read it is judged within a moment', async () => {
    await judgePassword('warm', OWN)
    const worst = [
      '@4s$0!1|'.repeat(32),
      'p4$$w0rd@4'.repeat(25),
      '1'.repeat(256),
      'a1'.repeat(128),
    ]
    const from = performance.now()
    for (const password of worst) await judgePassword(password, [OWN[0]!, 'a b c '.repeat(40)])
    assert.ok(performance.now() - from < 2000)
  })

  it('a name of one sign, or none, is no word of a password', async () => {
    assert.equal((await judgePassword('two winters in the garden', ['I', '', '.'])).flaw, null)
  })
})
