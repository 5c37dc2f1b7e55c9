/** Characters that could move the cursor, recolour the screen or reverse the reading order of a terminal. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu
/** Marks of ours that keep a name's own direction inside it: a terminal has no use for them. */
const ISOLATES = /[\u2068\u2069]/g
/** Joiners are part of how many scripts and emoji are written. */
const JOINERS = /[\u200c\u200d]/

/** Strangers' text on one line of a terminal, with nothing in it that acts. */
export function printable(text: string): string {
  return text
    .replace(/[\r\n\t]+/g, ' ')
    .replace(ISOLATES, '')
    .replace(UNPRINTABLE, (mark) => (JOINERS.test(mark) ? mark : '\ufffd'))
}
