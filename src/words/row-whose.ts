import type { Answered } from './rows.js'
import type { Reader, Told } from './told.js'

type WhoseRow = (address: string | null) => Answered

/** To whom it was awarded: a confirmed address, never a person, for the name of an account is a claim. */
export function whoseRow({ answers, state, reader, address }: Told): Answered {
  const { answer } = answers.whose
  if (answer === 'confirmed' && state === 'not-proven')
    return { mark: 'quotes', bold: `It names ${address ?? 'a confirmed address'}.`, soft: '' }
  return ROWS[answer][reader](address)
}

const NOBODY: Answered = {
  mark: 'quotes',
  bold: 'It names nobody.',
  soft: 'Anybody could show it.',
}
const INCOMPARABLE: Answered = {
  mark: 'question',
  bold: 'We could not compare.',
  soft: 'It names no e-mail address.',
}
const UNASKED: Answered = {
  mark: 'dash',
  bold: 'Not asked.',
  soft: 'Type an e-mail address with the badge, and we compare.',
}

const forAll = (row: Answered): Record<Reader, WhoseRow> => ({
  earner: () => row,
  employer: () => row,
  visitor: () => row,
})

const ROWS: Record<Told['answers']['whose']['answer'], Record<Reader, WhoseRow>> = {
  confirmed: {
    earner: (address) => ({
      mark: 'yes',
      bold: 'Yours.',
      soft: `Awarded to ${address ? `${address}, which` : 'an address that'} you confirmed.`,
    }),
    employer: (address) =>
      address
        ? { mark: 'yes', bold: address, soft: ', confirmed by the person sharing it.' }
        : {
            mark: 'yes',
            bold: 'An address they confirmed',
            soft: ', not shown on this link.',
          },
    visitor: () => ({ mark: 'yes', bold: 'Yes.', soft: 'Awarded to the address you typed.' }),
  },
  another: {
    earner: () => ({
      mark: 'no',
      bold: 'Not proven yours.',
      soft: 'Awarded to an address you have not confirmed.',
    }),
    employer: () => ({
      mark: 'no',
      bold: 'Not theirs.',
      soft: 'Awarded to another address than the person sharing it confirmed.',
    }),
    visitor: () => ({ mark: 'no', bold: 'No.', soft: 'Not awarded to the address you typed.' }),
  },
  nobody: forAll(NOBODY),
  incomparable: forAll(INCOMPARABLE),
  unasked: forAll(UNASKED),
}
