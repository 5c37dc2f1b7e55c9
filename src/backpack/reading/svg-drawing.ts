import { execFile } from 'node:child_process'
import type sharp from 'sharp'
import { projectRoot } from '../../project-root.js'

/** A drawing that takes longer is given up. */
const PATIENCE_MS = 5000
const MAX_DRAWN_BYTES = 16 * 1024 * 1024
/** What is smaller, and repeats nothing, is drawn at once. */
const LIGHT_LENGTH = 200_000
const LIGHT_TAGS = 1000
/** What makes a short text a long work: things drawn again and again, filters, endless dashes. */
const HEAVY =
  /[<:](?:use|pattern|filter|mask|marker|clippath|symbol|image|style|text)\b|dasharray|opacity|<!entity/i

/**
 * Draws an SVG a stranger wrote. A few hundred bytes can keep the drawing library busy for hours, and nothing stops
 * it from inside: so whatever is not plain is drawn by a process of its own, which is ended when it takes too long.
 * @param pixels longest side
 * @returns PNG; null when it cannot be drawn, or not in time
 */
export async function drawSvg(svg: Uint8Array, pixels: number): Promise<Buffer | null> {
  const text = Buffer.from(svg).toString('utf8')
  return isLight(text) ? drawHere(svg, pixels) : drawElsewhere(svg, pixels)
}

function isLight(text: string): boolean {
  return text.length <= LIGHT_LENGTH && text.split('<').length <= LIGHT_TAGS && !HEAVY.test(text)
}

async function drawHere(svg: Uint8Array, pixels: number): Promise<Buffer | null> {
  try {
    return await draw((await import('sharp')).default, svg, pixels)
  } catch {
    return null
  }
}

function drawElsewhere(svg: Uint8Array, pixels: number): Promise<Buffer | null> {
  const limits = {
    timeout: PATIENCE_MS,
    killSignal: 'SIGKILL',
    maxBuffer: MAX_DRAWN_BYTES,
  } as const
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['-e', PROGRAM, String(pixels)],
      { ...limits, cwd: projectRoot, encoding: 'buffer', env: {} },
      (error, png) => resolve(error ? null : png),
    )
    child.stdin!.on('error', () => undefined).end(svg)
  })
}

/** As large as it is shown, whatever size it claims. Stands alone: the other process gets its text. */
async function draw(library: typeof sharp, svg: Uint8Array, pixels: number): Promise<Buffer> {
  const { width, height } = await library(svg, { density: 72 }).metadata()
  const density = Math.min(100_000, Math.max(1, (72 * pixels) / Math.max(width, height)))
  return library(svg, { density, limitInputPixels: 16_000_000 })
    .resize(pixels, pixels, { fit: 'inside' })
    .png()
    .toBuffer()
}

const PROGRAM = `
const sharp = require('sharp')
sharp.concurrency(1)
const draw = ${draw.toString()}
const parts = []
process.stdin.on('data', (part) => parts.push(part)).on('end', async () => {
  process.stdout.write(await draw(sharp, Buffer.concat(parts), Number(process.argv[1])))
})`
