import { PNG } from 'pngjs'
import qr from 'qr'

/** White modules around the code; fewer and cameras miss it. @see ISO/IEC 18004, 6.3.8 */
const QUIET_MODULES = 4
const PNG_PIXELS_PER_MODULE = 12

/** Modules of the code row by row, true where dark, with the quiet zone of four around them. */
export function qrModules(text: string): boolean[][] {
  return qr(text, 'raw', { border: QUIET_MODULES, ecc: 'medium' })
}

/** The dark modules as the path of an SVG, and how many modules the code is wide, quiet zone and all. */
export function qrPath(text: string): { size: number; path: string } {
  const rows = qrModules(text)
  const runs = rows.flatMap((row, y) => runsOf(row).map(([x, n]) => `M${x} ${y}h${n}v1h-${n}z`))
  return { size: rows.length, path: runs.join('') }
}

/** Dark on white in every theme: most readers cannot do the reverse. */
export function qrSvg(text: string): string {
  const { size, path } = qrPath(text)
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="${size * 8}" height="${size * 8}" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${path}"/></svg>`
  )
}

/** Drawn large enough to be printed; each module whole pixels wide. */
export function qrPng(text: string): Buffer {
  const rows = qrModules(text)
  const side = rows.length * PNG_PIXELS_PER_MODULE
  const png = new PNG({ width: side, height: side })
  png.data = Buffer.concat(
    rows.flatMap((row) => new Array<Buffer>(PNG_PIXELS_PER_MODULE).fill(pixelLine(row))),
  )
  return PNG.sync.write(png, { colorType: GREY, inputColorType: GREY, inputHasAlpha: false })
}

const GREY = 0

function pixelLine(row: readonly boolean[]): Buffer {
  return Buffer.concat(row.map((isDark) => Buffer.alloc(PNG_PIXELS_PER_MODULE, isDark ? 0 : 255)))
}

/** Dark runs of a row as [start, length]. */
export function runsOf(row: readonly boolean[]): [start: number, length: number][] {
  const runs: [number, number][] = []
  row.forEach((isDark, x) => {
    const last = runs.at(-1)
    if (!isDark) return
    if (last && last[0] + last[1] === x) last[1]++
    else runs.push([x, 1])
  })
  return runs
}
