import { keyFromBytes } from '../multikey.js'
import { type PublicKey } from '../jwk.js'

/** What the value of a derived proof holds. */
export interface DerivedProof {
  baseSignature: Buffer
  /** The key of one use that signed the statements, and how it is written. */
  statementKey: PublicKey
  statementKeyBytes: Buffer
  /** One for each statement that is not mandatory, in their order. */
  signatures: Buffer[]
  /** Number of a blank node in the canonical text → its name when the statements were signed. */
  labels: Map<number, string>
  /** Places of the mandatory statements. */
  mandatory: Set<number>
}

/**
 * Reads the five parts behind the tag of a derived proof.
 * @returns null for other CBOR, wrong lengths, anything twice: two nodes may never take one name
 * @see https://www.w3.org/TR/vc-di-ecdsa/#parsederivedproofvalue
 */
export function readDerivedProof(cbor: Buffer): DerivedProof | null {
  try {
    const reader = new CborReader(cbor)
    if (reader.size(LIST) !== 5) return null
    const baseSignature = reader.bytes(64)
    const statementKeyBytes = reader.bytes(35)
    const signatures = reader.times(reader.size(LIST), () => reader.bytes(64))
    const labels = reader.times(reader.size(MAP), () => reader.label())
    const mandatory = reader.times(reader.size(LIST), () => reader.size(NUMBER))
    const { key } = keyFromBytes(statementKeyBytes)
    const isWhole =
      reader.isAtEnd &&
      areDistinct(labels.map(([number]) => number)) &&
      areDistinct(labels.map(([, label]) => label)) &&
      areDistinct(mandatory)
    if (!isWhole || key?.type !== 'P-256') return null
    return {
      ...{ baseSignature, statementKey: key, statementKeyBytes, signatures },
      ...{ labels: new Map(labels), mandatory: new Set(mandatory) },
    }
  } catch {
    return null
  }
}

function areDistinct(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length
}

const NUMBER = 0
const BYTES = 2
const LIST = 4
const MAP = 5
/** Tag 64: bytes, as some encoders mark them. */
const MARKED_BYTES = Buffer.from('d840', 'hex')

/** The little of CBOR that a proof needs. @see https://www.rfc-editor.org/rfc/rfc8949#section-3 */
class CborReader {
  private at = 0
  private readonly cbor: Buffer

  constructor(cbor: Buffer) {
    this.cbor = cbor
  }

  get isAtEnd(): boolean {
    return this.at === this.cbor.length
  }

  /** Number, or count of what follows, of this kind. */
  size(kind: number): number {
    const head = this.cbor.readUInt8(this.at++)
    if (head >> 5 !== kind) throw new Error('another kind of value')
    const short = head & 31
    if (short < 24) return short
    const length = [1, 2, 4][short - 24]
    if (length === undefined) throw new Error('a number that is too large')
    this.at += length
    return this.cbor.readUIntBE(this.at - length, length)
  }

  bytes(length: number): Buffer {
    if (this.cbor.subarray(this.at, this.at + 2).equals(MARKED_BYTES)) this.at += 2
    if (this.size(BYTES) !== length) throw new Error('another length')
    this.at += length
    if (this.at > this.cbor.length) throw new Error('cut short')
    return this.cbor.subarray(this.at - length, this.at)
  }

  label(): [number, string] {
    return [this.size(NUMBER), `_:u${this.bytes(32).toString('base64url')}`]
  }

  /** Every value takes a byte at least, so no count can ask for more than there is. */
  times<T>(count: number, read: () => T): T[] {
    if (count > this.cbor.length) throw new Error('cut short')
    return Array.from({ length: count }, read)
  }
}
