declare module 'bidi-js' {
  /** Levels of a text, one for each UTF-16 unit; odd ones run from right to left. */
  export interface EmbeddingLevels {
    levels: Uint8Array
    paragraphs: { start: number; end: number; level: number }[]
  }
  export interface Bidi {
    getEmbeddingLevels(text: string, direction?: 'ltr' | 'rtl' | 'auto'): EmbeddingLevels
    /** The sign that stands for a bracket and the like in the other direction, or null. */
    getMirroredCharacter(sign: string): string | null
  }
  export default function createBidi(): Bidi
}
