const encoder = new TextEncoder()

/**
 * Writes protocol-buffer fields into a growing buffer. Only the wire types ONNX needs: varint,
 * length-delimited and fixed32.
 */
export class ProtobufWriter {
  #buffer = new Uint8Array(256)
  #length = 0

  /** The bytes written so far (a view, not a copy). */
  finish(): Uint8Array {
    return this.#buffer.subarray(0, this.#length)
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
    this.bytes(field, nested.finish())
  }

  /** A packed repeated integer field; nothing is written for an empty list. */
  integers(field: number, values: readonly number[]): void {
    if (values.length === 0) return
    const nested = new ProtobufWriter()
    for (const value of values) nested.#varint(value)
    this.bytes(field, nested.finish())
  }

  #tag(field: number, wireType: number): void {
    this.#varint(field * 8 + wireType)
  }

  #varint(value: number | bigint): void {
    let rest = BigInt.asUintN(64, BigInt(value))
    this.#reserve(10)
    while (rest >= 0x80n) {
      this.#buffer[this.#length++] = Number(rest & 0x7fn) | 0x80
      rest >>= 7n
    }
    this.#buffer[this.#length++] = Number(rest)
  }

  #append(bytes: Uint8Array): void {
    this.#reserve(bytes.length)
    this.#buffer.set(bytes, this.#length)
    this.#length += bytes.length
  }

  #reserve(extra: number): void {
    const needed = this.#length + extra
    if (needed <= this.#buffer.length) return
    const larger = new Uint8Array(Math.max(needed, this.#buffer.length * 2))
    larger.set(this.finish())
    this.#buffer = larger
  }
}
