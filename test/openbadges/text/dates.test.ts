import assert from 'node:assert/strict'
import fc from 'fast-check'
import { asWritten, type DateFamily, inUtc, readDate } from '../../../src/openbadges/text/dates.js'

const FAMILIES: DateFamily[] = ['0.5', '1.x', '2.x', '3.0']

/** States in the order 0.5, 1.x, 2.x, 3.0. */
const TABLE: readonly (readonly [
  form: string,
  value: unknown,
  states: string,
  iso: string | null,
])[] = [
  ['Z', '2016-12-31T23:59:59Z', 'ok ok ok ok', '2016-12-31T23:59:59.000Z'],
  ['an offset', '2016-12-31T23:59:59+02:00', 'ok ok ok ok', '2016-12-31T21:59:59.000Z'],
  [
    'an offset without colon',
    '2016-12-31T23:59:59-0530',
    'ok ok ok sloppy',
    '2017-01-01T05:29:59.000Z',
  ],
  ['an offset of hours', '2016-12-31T23:59:59+00', 'ok ok ok sloppy', '2016-12-31T23:59:59.000Z'],
  ['a long fraction', '2016-12-31T23:59:59.123456789Z', 'ok ok ok ok', '2016-12-31T23:59:59.123Z'],
  ['no seconds', '2016-12-31T23:59Z', 'ok ok ok sloppy', '2016-12-31T23:59:00.000Z'],
  ['no zone', '2016-12-31T23:59:59.123456', 'ok ok sloppy bad', '2016-12-31T23:59:59.123Z'],
  ['no zone and no seconds', '2016-12-31T23:59', 'ok ok sloppy bad', '2016-12-31T23:59:00.000Z'],
  ['a comma in 2.x', '2016-12-31T23:59:59,5', 'ok ok bad bad', '2016-12-31T23:59:59.500Z'],
  ['date only', '2016-12-31', 'ok ok sloppy bad', '2016-12-31T00:00:00.000Z'],
  ['Unix seconds', 1458432000, 'ok ok bad bad', '2016-03-20T00:00:00.000Z'],
  ['Unix seconds with fraction', 1458432000.25, 'ok ok bad bad', '2016-03-20T00:00:00.250Z'],
  ['Unix seconds as text', '1458432000.5', 'ok ok bad bad', '2016-03-20T00:00:00.500Z'],
  ['13 digits', '1458432000123', 'ok ok bad bad', '2016-03-20T00:00:00.123Z'],
  ['a space for T', '2016-12-31 23:59:59Z', 'ok ok sloppy bad', '2016-12-31T23:59:59.000Z'],
  ['lower case', '2016-12-31t23:59:59z', 'ok ok sloppy sloppy', '2016-12-31T23:59:59.000Z'],
  ['24:00:00', '2016-12-31T24:00:00Z', 'ok ok ok ok', '2017-01-01T00:00:00.000Z'],
  ['a leap second', '2016-12-31T23:59:60Z', 'ok ok ok ok', '2016-12-31T23:59:59.000Z'],
  ['29 February of a leap year', '2000-02-29T00:00:00Z', 'ok ok ok ok', '2000-02-29T00:00:00.000Z'],
  ['the year 1', '0001-01-01T00:00:00Z', 'ok ok ok ok', '0001-01-01T00:00:00.000Z'],
  ['absence', undefined, 'absent absent absent absent', null],
  ['null', null, 'absent absent absent absent', null],
  ['an empty text', '', 'absent absent sloppy sloppy', null],
  ['the text null', 'null', 'absent absent sloppy bad', null],
  ['30 February', '2016-02-30T00:00:00Z', 'bad bad bad bad', null],
  ['29 February of 1900', '1900-02-29T00:00:00Z', 'bad bad bad bad', null],
  ['month 13', '2016-13-01T00:00:00Z', 'bad bad bad bad', null],
  ['24:00:01', '2016-12-31T24:00:01Z', 'bad bad bad bad', null],
  ['minute 60', '2016-12-31T23:60:00Z', 'bad bad bad bad', null],
  ['an offset of 15 hours', '2016-12-31T23:59:59+15:00', 'bad bad bad bad', null],
  ['the year 10000', '10000-01-01T00:00:00Z', 'bad bad bad bad', null],
  ['the end of 9999 and more', '9999-12-31T24:00:00Z', 'bad bad bad bad', null],
  ['a year before 0', '0000-01-01T00:00:00+01:00', 'bad bad bad bad', null],
  ['14 digits', '14584320001234', 'bad bad bad bad', null],
  ['a negative number', -1, 'bad bad bad bad', null],
  ['a number beyond 2^53', 1e20, 'bad bad bad bad', null],
  ['white space around', ' 2016-12-31T23:59:59Z', 'bad bad bad bad', null],
  ['another order', '31.12.2016', 'bad bad bad bad', null],
  ['words', 'yesterday', 'bad bad bad bad', null],
  ['true', true, 'bad bad bad bad', null],
  ['an object', {}, 'bad bad bad bad', null],
]

describe('readDate', () => {
  for (const [form, value, states, iso] of TABLE)
    it(`reads ${form} as each version does`, () => {
      const readings = FAMILIES.map((family) => readDate(value, family, 'start'))
      assert.equal(readings.map(({ state }) => state).join(' '), states)
      for (const reading of readings)
        assert.equal(
          reading.iso && inUtc(reading.iso),
          ['ok', 'sloppy'].includes(reading.state) ? iso : null,
        )
    })

  it('keeps the offset, and with it the day that was written', () => {
    for (const [written, iso, day] of [
      ['2024-03-01T00:00:00+13:00', '2024-03-01T00:00:00.000+13:00', '2024-03-01'],
      ['2027-12-31T23:59:59-09:30', '2027-12-31T23:59:59.000-09:30', '2027-12-31'],
      ['2024-03-01T00:00:00+00:00', '2024-03-01T00:00:00.000Z', '2024-03-01'],
      ['2024-03-01T00:00:00Z', '2024-03-01T00:00:00.000Z', '2024-03-01'],
      ['9999-12-31T23:00:00-02:00', null, null],
    ] as const) {
      const reading = readDate(written, '3.0').iso
      assert.equal(reading, iso)
      if (reading === null) continue
      assert.equal(Date.parse(reading), Date.parse(written))
      assert.equal(asWritten(reading).toISOString().slice(0, 10), day)
    }
  })

  it('takes a day as its last second when it is an end', () => {
    assert.equal(readDate('2016-12-31', '1.x', 'end').iso, '2016-12-31T23:59:59.000Z')
  })

  it('reads every moment that a date writes, in every version', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-30'), noInvalidDate: true }),
        (date) =>
          FAMILIES.forEach((family) =>
            assert.deepEqual(readDate(date.toISOString(), family, 'end'), {
              iso: date.toISOString(),
              state: 'ok',
            }),
          ),
      ),
    )
  })

  it('never throws', () => {
    fc.assert(fc.property(fc.anything(), (value) => void readDate(value, '1.x', 'start')))
  })
})
