import type { Chart, Mark } from './chart.ts'

const CELL = 64
const ROW = 30
const NAME = 72

/** Rows against columns, a number in each cell over a bar that is as wide as its share of the largest. */
export function matrixChart({
  title,
  summary,
  names,
  counts,
}: {
  readonly title: string
  readonly summary: string
  /** Of rows and columns alike. */
  readonly names: readonly string[]
  /** Row by row; null: such a cell cannot be. */
  readonly counts: readonly (readonly (number | null)[])[]
}): Chart {
  const most = Math.max(1, ...counts.flat().map((count) => count ?? 0))
  const text = (x: number, y: number, words: string, anchor: 'start' | 'end' = 'end'): Mark => ({
    ...{ shape: 'text', x, y, text: words, anchor },
    tone: anchor === 'start' ? 'second' : 'ink',
  })
  const right = (column: number): number => NAME + (column + 1) * CELL - 8
  return {
    title,
    summary,
    width: NAME + CELL * names.length,
    height: ROW * (names.length + 1),
    marks: [
      ...names.map((name, column) => text(right(column), 19, name)),
      ...names.flatMap((name, row): Mark[] => {
        const y = (row + 1) * ROW
        return [
          text(0, y + 19, name, 'start'),
          ...(counts[row] ?? []).flatMap((count, column): Mark[] => {
            if (count === null) return []
            const width = ((CELL - 8) * count) / most
            return [
              { shape: 'bar', x: right(column) - width, y: y + 24, width, height: 3, tone: 'third' },
              text(right(column), y + 19, String(count)),
            ]
          }),
        ]
      }),
    ],
    table: {
      columns: [title, ...names],
      rows: names.map((name, row) => [name, ...(counts[row] ?? []).map((count) => count ?? '')]),
    },
  }
}
