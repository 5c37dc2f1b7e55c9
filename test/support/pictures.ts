import { crc32, deflateSync } from 'node:zlib'

/** A PNG of one pixel, without text. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

export const SVG =
  '<?xml version="1.0"?>\r\n<!-- drawn by hand -->\n<svg xmlns="http://www.w3.org/2000/svg" ' +
  "viewBox='0 0 9 9' data-note=\"a > b\" ><g/>\r\n<circle r='3'></circle></svg>\n"

/** One chunk with the right checksum. */
export function chunk(type: string, body: Buffer | string): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), Buffer.from(body)])
  const whole = Buffer.alloc(typed.length + 8)
  whole.writeUInt32BE(typed.length - 4)
  typed.copy(whole, 4)
  whole.writeUInt32BE(crc32(typed), whole.length - 4)
  return whole
}

/** The PNG with further chunks right behind its header. */
export function pngWith(...chunks: Buffer[]): Buffer {
  return Buffer.concat([PNG.subarray(0, 33), ...chunks, PNG.subarray(33)])
}

export const iTXt = (keyword: string, text: string): Buffer =>
  chunk('iTXt', `${keyword}\0\0\0\0\0${text}`)

export const iTXtCompressed = (keyword: string, text: string): Buffer =>
  chunk('iTXt', Buffer.concat([Buffer.from(`${keyword}\0\x01\0en\0x\0`), deflateSync(text)]))

export const tEXt = (keyword: string, text: string | Buffer): Buffer =>
  chunk('tEXt', Buffer.concat([Buffer.from(`${keyword}\0`), Buffer.from(text)]))

export const zTXt = (keyword: string, text: string | Buffer): Buffer =>
  chunk('zTXt', Buffer.concat([Buffer.from(`${keyword}\0\0`), deflateSync(text)]))

/** An SVG with this inside its root. */
export function svgWith(inside: string): Buffer {
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${inside}</svg>`)
}
