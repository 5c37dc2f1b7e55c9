import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../project-root.js'
import type { Shape } from './published.js'

/** Colours of the light theme (public/css/tokens.css): paper and pictures have no other. */
export const INK = '#1b242c'
export const INK_SOFT = '#52606b'
export const CANVAS = '#faf8f4'
export const SURFACE = '#ffffff'
export const LINE = '#ddd6c9'
export const ACCENT = '#1d5a66'
export const TONES: Record<Shape, string> = {
  valid: '#17653f',
  'issuer-not-proven': '#5d5348',
  'was-valid': '#17653f',
  flawed: '#8a4210',
  'not-yet': '#2a568f',
  expired: '#7a5600',
  withdrawn: '#9a2a2a',
  unchecked: '#56616c',
  'not-proven': '#5d5348',
  'not-genuine': '#8a1d52',
  bag: INK_SOFT,
}

const sheet = readFileSync(join(projectRoot, 'public/img/icons.svg'), 'utf8')

/**
 * One icon of public/img/icons.svg as an SVG of its own.
 * @throws {Error} when there is none of that name: a mistake of ours
 */
export function iconSvg(name: Shape, colour: string, pixels: number): Buffer {
  const pattern = new RegExp(`<symbol id="${name}" ([^>]*)>(.*?)</symbol>`, 's')
  const [, attributes, inside] = pattern.exec(sheet) ?? []
  if (attributes === undefined || inside === undefined) throw new Error(`no icon ${name}`)
  const size = `width="${pixels}" height="${pixels}"`
  const text = `<svg xmlns="http://www.w3.org/2000/svg" ${size} ${attributes}>${inside}</svg>`
  return Buffer.from(
    text.replaceAll('currentColor', colour).replaceAll('var(--surface,#fff)', SURFACE),
  )
}
