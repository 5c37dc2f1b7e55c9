/** Decodes base64url; null unless the text is exactly what encoding the bytes again gives (no padding, no stray bits). */
export function decodeBase64url(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? bytes : null
}
