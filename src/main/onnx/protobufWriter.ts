const encoder = new TextEncoder()

/** Byte strings from here on are kept by reference and copied only once, by `finish`. */
const LARGE = 1024

/**
 * Writes protocol-buffer fields. Only the wire types ONNX needs: varint, length-delimited and fixed32.
 * Arrays given to it must not change before `finish`.
 */
export class ProtobufWriter {
  /** Finished pieces, in order; the small fields written last are still in the tail. */
  readonly #pieces: Uint8Array[] = []
  #tail = new Uint8Array(256)
  #tailLength = 0
  #length = 0

  /** All that was written, as new bytes. */
  finish(): Uint8Array<ArrayBuffer> {
    this.#sealTail()
    const bytes = new Uint8Array(this.#length)
    let offset = 0
    for (const piece of this.#pieces) {
      bytes.set(piece, offset)
      offset += piece.length
    }
    return bytes
  }

  /** int32, int64, bool and enum fields. Negative values take ten bytes, as two's complement. */
  integer(field: number, value: number | bigint): void {
    this.#tag(field, 0)
    this.#varint(value)
  }

  float(field: number, value: number): void {
    this.#tag(field, 5)
    const bytes = new Uint8Array(4)
    new DataView(bytes.buffer).setFloat32(0, value, true)
    this.#append(bytes)
  }

  string(field: number, value: string): void {
    this.bytes(field, encoder.encode(value))
  }

  bytes(field: number, value: Uint8Array): void {
    this.#tag(field, 2)
    this.#varint(value.length)
    this.#append(value)
  }

  /** A nested message, written by `write` into a writer of its own. */
  message(field: number, write: (nested: ProtobufWriter) => void): void {
    const nested = new ProtobufWriter()
    write(nested)
    this.#nest(field, nested)
  }

  /** A packed repeated integer field; nothing is written for an empty list. */
  integers(field: number, values: readonly number[]): void {
    if (values.length === 0) return
    const nested = new ProtobufWriter()
    for (const value of values) nested.#varint(value)
    this.#nest(field, nested)
  }

  #nest(field: number, nested: ProtobufWriter): void {
    this.#tag(field, 2)
    nested.#sealTail()
    this.#varint(nested.#length)
    for (const piece of nested.#pieces) this.#append(piece)
  }

  #tag(field: number, wireType: number): void {
    this.#varint(field * 8 + wireType)
  }

  #varint(value: number | bigint): void {
    let rest = BigInt.asUintN(64, BigInt(value))
    this.#reserve(10)
    while (rest >= 0x80n) {
      this.#tail[this.#tailLength++] = Number(rest & 0x7fn) | 0x80
      rest >>= 7n
    }
    this.#tail[this.#tailLength++] = Number(rest)
  }

  #append(bytes: Uint8Array): void {
    if (bytes.length >= LARGE) {
      this.#sealTail()
      this.#pieces.push(bytes)
      this.#length += bytes.length
      return
    }
    this.#reserve(bytes.length)
    this.#tail.set(bytes, this.#tailLength)
    this.#tailLength += bytes.length
  }

  #sealTail(): void {
    if (this.#tailLength === 0) return
    this.#pieces.push(this.#tail.subarray(0, this.#tailLength))
    this.#length += this.#tailLength
    this.#tail = this.#tail.subarray(this.#tailLength)
    this.#tailLength = 0
  }

  #reserve(extra: number): void {
    if (this.#tailLength + extra <= this.#tail.length) return
    this.#sealTail()
    this.#tail = new Uint8Array(Math.max(extra, LARGE))
  }
}
