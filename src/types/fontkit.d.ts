/** The part of fontkit that tells what a font file can write. */
declare module 'fontkit' {
  export interface Font {
    postscriptName: string
    hasGlyphForCodePoint(codePoint: number): boolean
  }
  export interface FontCollection {
    fonts: Font[]
  }
  export function openSync(path: string): Font | FontCollection
}
