/**
 * Is this a URL? In place of `URL.canParse`, which in Node 20 answers false for `https://münchen.example` once the
 * code around it is hot.
 */
export function canParse(text: string, base?: string): boolean {
  try {
    new URL(text, base)
    return true
  } catch {
    return false
  }
}
