import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  DIAGNOSIS_CODES,
  diagnosisFrom,
  diagnosisOf,
} from '../../../src/backpack/reading/doctor/diagnosis.js'
import { projectRoot } from '../../../src/project-root.js'
import { diagnosisReport, diagnosisWords } from '../../../src/words/diagnoses.js'
import { cpuMillis } from '../../support/cpu.js'
import { openPractice } from '../../support/diagnoses.js'
import { pageWith, SHARED, sites } from '../../support/pages.js'
import { pngWith, tEXt } from '../../support/pictures.js'

/** Archives and PDFs are read by parts with tests of their own, as are the limits of the reading room and the disk. */
const ELSEWHERE = /^(?:zip_|pdf_|too_large|too_much_work|too_busy|no_room)/

describe('doctor', () => {
  it('knows at least 30 diagnoses, each with a test made from real input', () => {
    const folder = join(projectRoot, 'test/backpack/reading/doctor')
    const tests = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))
    const untested = DIAGNOSIS_CODES.filter(
      (code) => !ELSEWHERE.test(code) && !tests.some((test) => test.includes(code)),
    )
    assert.deepEqual(untested, [])
    assert.ok(DIAGNOSIS_CODES.length >= 30, String(DIAGNOSIS_CODES.length))
  })

  it('no two diagnoses say the same, and each names a cause and a next step', () => {
    const said = DIAGNOSIS_CODES.map((code) => diagnosisWords(diagnosisOf(code)))
    const causes = said.map(({ title, cause }) => `${title} ${cause}`)
    assert.equal(new Set(causes).size, causes.length)
    for (const { title, cause, next } of said) {
      assert.match(title, /^[A-Z].*[^.]$/)
      assert.ok(cause.length > 20 && next.length > 10, title)
    }
  })

  it('a diagnosis is a report that can be sent as text', async () => {
    const { ofFile } = await openPractice()
    const report = diagnosisReport((await ofFile(pngWith(tEXt('Software', 'GIMP 2.10'))))!)
    assert.match(report, /^A picture editor removed the badge\n\n/)
    assert.match(report, /What was seen:\n- PNG, 1 × 1 pixels/)
    assert.match(report, /Next step: .*\nCode: edited_picture \(Haversack\)\n$/)
  })

  it('what was none of the input’s fault is ours', () => {
    const { code, side } = diagnosisFrom(new Error('disk full'))
    assert.deepEqual([code, side], ['our_fault', 'us'])
  })

  it('hostile texts, addresses and pages are diagnosed at once', async () => {
    const { ofText, backpack } = await openPractice()
    const started = cpuMillis()
    await ofText(`a@${'.'.repeat(1_900_000)} x`)
    await ofText(`ey${'a'.repeat(1_900_000)}`)
    backpack.answerWith(sites({ [SHARED]: pageWith('<input '.repeat(270_000)) }))
    await ofText(SHARED)
    await ofText(`https://school.example/${'a'.repeat(1_900_000)}`)
    await ofText(`https://school.example/?${'b=1&'.repeat(400_000)}`)
    assert.ok(cpuMillis() - started < 8000)
  })
})
