import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib'
import { SilenceError } from './silence-error.js'

/**
 * Reads a body to its end and undoes its content coding, never holding more than the limit of either form.
 * @param coding `Content-Encoding` as sent
 * @throws {SilenceError} `too-large`
 */
export async function readBody(
  stream: Readable,
  coding: string,
  maxBytes: number,
): Promise<Uint8Array> {
  let bytes = await collect(stream, maxBytes)
  for (const name of codings(coding)) bytes = await decode(bytes, name, maxBytes)
  return new Uint8Array(bytes)
}

async function collect(stream: Readable, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBytes) throw new SilenceError('too-large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Last applied first. More than two are a trick, not a web site. */
function codings(header: string): string[] {
  const names = header
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name && name !== 'identity')
  if (names.length > 2) throw new SilenceError('too-large')
  return names.reverse()
}

/** zlib stops at the limit by itself (ERR_BUFFER_TOO_LARGE). A coding we never asked for stays as it came. */
async function decode(bytes: Buffer, coding: string, maxOutputLength: number): Promise<Buffer> {
  if (bytes.length === 0) return bytes
  if (/^(x-)?gzip$/.test(coding)) return promisify(gunzip)(bytes, { maxOutputLength })
  if (coding === 'br') return promisify(brotliDecompress)(bytes, { maxOutputLength })
  if (coding !== 'deflate') return bytes
  return promisify(hasZlibHeader(bytes) ? inflate : inflateRaw)(bytes, { maxOutputLength })
}

/** Servers mean either by `deflate`. @see RFC 1950, 2.2 */
function hasZlibHeader(bytes: Buffer): boolean {
  return (bytes[0]! & 0x0f) === 8 && bytes.length > 1 && bytes.readUInt16BE(0) % 31 === 0
}
