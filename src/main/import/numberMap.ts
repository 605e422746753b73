const FEWEST_SLOTS = 1024
const FULLEST = 0.6

/**
 * A map from non-negative integers up to 2^53 − 2 to numbers that costs 16 bytes a slot and nothing at garbage
 * collection: a Map of a million boxed doubles makes every collection walk over all of them. Open addressing, linear
 * probing; nothing is ever removed.
 */
export class NumberMap {
  /** Key + 1; 0 marks a free slot. */
  #keys = new Float64Array(FEWEST_SLOTS)
  #values = new Float64Array(FEWEST_SLOTS)
  #size = 0

  get(key: number): number | undefined {
    const slot = this.#slotOf(key)
    return this.#keys[slot] === 0 ? undefined : this.#values[slot]
  }

  set(key: number, value: number): void {
    if (this.#size >= this.#keys.length * FULLEST) this.#grow()
    const slot = this.#slotOf(key)
    if (this.#keys[slot] === 0) this.#size++
    this.#keys[slot] = key + 1
    this.#values[slot] = value
  }

  /** Where the key is, or the free slot where it would go. */
  #slotOf(key: number): number {
    const last = this.#keys.length - 1
    let slot = (key % 0x1_0000_0000) & last
    while (this.#keys[slot] !== 0 && this.#keys[slot] !== key + 1) slot = (slot + 1) & last
    return slot
  }

  #grow(): void {
    const [keys, values] = [this.#keys, this.#values]
    this.#keys = new Float64Array(keys.length * 2)
    this.#values = new Float64Array(keys.length * 2)
    for (const [slot, key] of keys.entries()) {
      if (key === 0) continue
      const free = this.#slotOf(key - 1)
      this.#keys[free] = key
      this.#values[free] = values[slot] as number
    }
  }
}
