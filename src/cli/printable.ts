/** Characters that could move the cursor, recolour the screen or reverse the reading order of a terminal. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu
/** Joiners are part of how many scripts and emoji are written. */
const JOINERS = /[\u200c\u200d]/

/** Strangers' text on one line of a terminal, with nothing in it that acts. */
export function printable(text: string): string {
  return text
    .replace(/[\r\n\t]+/g, ' ')
    .replace(UNPRINTABLE, (mark) => (JOINERS.test(mark) ? mark : '\ufffd'))
}
