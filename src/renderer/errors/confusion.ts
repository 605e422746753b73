import { inLabelOrder } from '../../shared/domain/labels.ts'

/** A cell of the report; null stands for "none". */
export interface CountedCell {
  readonly gold: string | null
  readonly predicted: string | null
  readonly count: number
}

export interface MatrixCell extends CountedCell {
  /** Right type: nothing is confused here, so it takes no heat. */
  readonly agrees: boolean
  /** From 0 to 1, against the hottest cell that is not right. */
  readonly heat: number
}

export interface Matrix {
  /** Types, then null. Rows are gold, columns the model. */
  readonly types: readonly (string | null)[]
  readonly rows: readonly (readonly MatrixCell[])[]
}

/** The full grid of a report's cells: the project's types in their order, others by name, "none" last. */
export function matrixOf(cells: readonly CountedCell[], order: readonly string[]): Matrix {
  const seen = cells.flatMap(({ gold, predicted }) => [gold, predicted]).filter((type) => type !== null)
  const types = [...inLabelOrder([...order, ...seen], order), null]
  const countOf = (gold: string | null, predicted: string | null): number =>
    cells.find((cell) => cell.gold === gold && cell.predicted === predicted)?.count ?? 0
  const hottest = Math.max(
    1,
    ...cells.filter((cell) => cell.gold !== cell.predicted).map((cell) => cell.count),
  )
  return {
    types,
    rows: types.map((gold) =>
      types.map((predicted) => {
        const count = countOf(gold, predicted)
        const agrees = gold === predicted
        return { gold, predicted, count, agrees, heat: agrees ? 0 : count / hottest }
      }),
    ),
  }
}

/** Where an arrow key leads from a cell of a square grid; null: not an arrow key. Stops at the edges. */
export function stepIn(
  size: number,
  at: { readonly row: number; readonly column: number },
  key: string,
): { readonly row: number; readonly column: number } | null {
  const clamp = (value: number): number => Math.min(size - 1, Math.max(0, value))
  switch (key) {
    case 'ArrowLeft':
      return { row: at.row, column: clamp(at.column - 1) }
    case 'ArrowRight':
      return { row: at.row, column: clamp(at.column + 1) }
    case 'ArrowUp':
      return { row: clamp(at.row - 1), column: at.column }
    case 'ArrowDown':
      return { row: clamp(at.row + 1), column: at.column }
    case 'Home':
      return { row: at.row, column: 0 }
    case 'End':
      return { row: at.row, column: size - 1 }
    default:
      return null
  }
}
