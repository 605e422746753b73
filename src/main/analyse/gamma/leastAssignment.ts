/** A column a row may take, and at what cost. */
export interface Choice {
  readonly column: number
  readonly cost: number
}

/** A column that a search came to: how far away, and from which row. */
interface Reached {
  distance: number
  from: number
}

const NONE = -1

/**
 * The cheapest way for each row to take a column of its own or to go without, which costs `without`: the assignment
 * problem, solved exactly by shortest augmenting paths with potentials (Jonker & Volgenant 1987). Rows come one after
 * another, each with the few columns it may take. A search ends at the nearest free column, or at a row that had better go
 * without, so that time grows with the number of rows where choices are neighbours.
 */
export class LeastAssignment {
  readonly #without: number
  readonly #choices: (readonly Choice[])[] = []
  readonly #columnOf: number[] = []
  readonly #rowOf: Int32Array
  readonly #potentials: Float64Array

  constructor(columns: number, without: number) {
    this.#without = without
    this.#rowOf = new Int32Array(columns).fill(NONE)
    this.#potentials = new Float64Array(columns)
  }

  /** Gives the next row its place; rows before it may get others. */
  add(choices: readonly Choice[]): void {
    const row = this.#choices.push(choices) - 1
    this.#columnOf.push(NONE)
    const reached = new Map<number, Reached>()
    const settled: number[] = []
    const { distance, free, loser } = this.#search(row, reached, settled)
    for (const column of settled)
      this.#potentials[column] =
        this.#potential(column) + (reached.get(column) as Reached).distance - distance
    let column = free
    if (loser !== NONE) {
      column = this.#columnOf[loser] as number
      this.#columnOf[loser] = NONE
      if (loser === row) return
    }
    for (let taker = NONE; taker !== row;) {
      taker = (reached.get(column) as Reached).from
      const left = this.#columnOf[taker] as number
      this.#columnOf[taker] = column
      this.#rowOf[column] = taker
      column = left
    }
  }

  /** Of all rows that were added. */
  get cost(): number {
    return this.#columnOf.reduce((sum, _, row) => sum + this.#costOf(row), 0)
  }

  /** The shortest way from a row to a free column, or to a row (`loser`) that goes without from then on. */
  #search(
    row: number,
    reached: Map<number, Reached>,
    settled: number[],
  ): { readonly distance: number; readonly free: number; readonly loser: number } {
    const open = new Set<number>()
    let [loser, loss] = [NONE, Infinity]
    for (let [from, way] = [row, 0]; ;) {
      // What the row pays now is what leaving its column saves.
      const column = this.#columnOf[from] as number
      const saved = column === NONE ? 0 : this.#costOf(from) - this.#potential(column)
      if (way + this.#without - saved < loss) [loser, loss] = [from, way + this.#without - saved]
      for (const { column: next, cost } of this.#choices[from] as readonly Choice[]) {
        const distance = way + cost - this.#potential(next) - saved
        const known = reached.get(next)
        if (known === undefined) open.add(next)
        else if (!open.has(next) || known.distance <= distance) continue
        reached.set(next, { distance, from })
      }
      let nearest = NONE
      for (const each of open)
        if (nearest === NONE || distanceTo(reached, each) < distanceTo(reached, nearest)) nearest = each
      if (nearest === NONE || distanceTo(reached, nearest) >= loss)
        return { distance: loss, free: NONE, loser }
      way = distanceTo(reached, nearest)
      from = this.#rowOf[nearest] as number
      if (from === NONE) return { distance: way, free: nearest, loser: NONE }
      open.delete(nearest)
      settled.push(nearest)
    }
  }

  #costOf(row: number): number {
    const column = this.#columnOf[row]
    const taken = this.#choices[row]?.find((choice) => choice.column === column)
    return taken?.cost ?? this.#without
  }

  #potential(column: number): number {
    return this.#potentials[column] as number
  }
}

function distanceTo(reached: ReadonlyMap<number, Reached>, column: number): number {
  return (reached.get(column) as Reached).distance
}
