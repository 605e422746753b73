const FEWEST_SLOTS = 1024
const FULLEST = 0.6
const PIECE = 2 ** 12

/** A list of numbers that grows without copying what it holds: 8 bytes each, or 4 for whole numbers below 2^32. */
export class NumberList {
  readonly #piece: new (length: number) => Float64Array | Uint32Array
  readonly #pieces: (Float64Array | Uint32Array)[] = []
  #length = 0

  constructor(piece: new (length: number) => Float64Array | Uint32Array) {
    this.#piece = piece
  }

  get length(): number {
    return this.#length
  }

  at(index: number): number {
    return this.#pieces[Math.floor(index / PIECE)]?.[index % PIECE] as number
  }

  /** Gives the place of the number. */
  push(value: number): number {
    const inPiece = this.#length % PIECE
    if (inPiece === 0) this.#pieces.push(new this.#piece(PIECE))
    ;(this.#pieces.at(-1) as Float64Array)[inPiece] = value
    return this.#length++
  }
}

/**
 * A map from non-negative integers below 2^53 to numbers below 2^32 that costs 12 bytes an entry and 4 to 8 for its
 * slots, and nothing at garbage collection: a Map of a million boxed doubles makes every collection walk over all of
 * them. Open addressing, linear probing; nothing is ever removed or replaced.
 */
export class KeyIndex {
  readonly #keys = new NumberList(Float64Array)
  readonly #values = new NumberList(Uint32Array)
  /** Entry + 1; 0 marks a free slot. */
  #slots = new Uint32Array(FEWEST_SLOTS)

  get(key: number): number | undefined {
    const entry = this.#slots[this.#slotOf(key)] as number
    return entry === 0 ? undefined : this.#values.at(entry - 1)
  }

  /** The key must be new. */
  add(key: number, value: number): void {
    if (this.#keys.length >= this.#slots.length * FULLEST) this.#grow()
    this.#keys.push(key)
    this.#values.push(value)
    this.#slots[this.#slotOf(key)] = this.#keys.length
  }

  /** Where the key is, or the free slot where it would go. */
  #slotOf(key: number): number {
    const last = this.#slots.length - 1
    let slot = (key % 0x1_0000_0000) & last
    for (;;) {
      const entry = this.#slots[slot] as number
      if (entry === 0 || this.#keys.at(entry - 1) === key) return slot
      slot = (slot + 1) & last
    }
  }

  #grow(): void {
    this.#slots = new Uint32Array(this.#slots.length * 2)
    for (let entry = 0; entry < this.#keys.length; entry++)
      this.#slots[this.#slotOf(this.#keys.at(entry))] = entry + 1
  }
}
