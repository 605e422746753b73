import type { CSSProperties, KeyboardEvent, ReactElement } from 'react'
import { useRef, useState } from 'react'
import { counted, formatCount } from '../components/numbers.ts'
import type { Matrix, MatrixCell } from './confusion.ts'
import { stepIn } from './confusion.ts'
import styles from './ConfusionMatrix.module.css'

interface Place {
  readonly row: number
  readonly column: number
}

interface ConfusionMatrixProps {
  readonly matrix: Matrix
  readonly chosen: { readonly gold: string | null; readonly predicted: string | null } | null
  readonly onChoose: (cell: MatrixCell) => void
}

/**
 * Gold in rows, model in columns, as a grid to walk with the arrow keys: one stop for Tab, and the cell one walks to is
 * the one whose cases are listed. It is its own table: every count stands in it as text.
 */
export function ConfusionMatrix({ matrix, chosen, onChoose }: ConfusionMatrixProps): ReactElement {
  const grid = useRef<HTMLTableElement>(null)
  const [entry, setEntry] = useState<Place>({ row: 0, column: 0 })
  const isChosen = (cell: MatrixCell): boolean =>
    chosen !== null && cell.gold === chosen.gold && cell.predicted === chosen.predicted
  const chosenRow = matrix.rows.findIndex((row) => row.some(isChosen))
  const stop: Place =
    chosenRow < 0 ? entry : { row: chosenRow, column: matrix.rows[chosenRow]?.findIndex(isChosen) ?? 0 }

  const choose = (place: Place): void => {
    setEntry(place)
    const cell = matrix.rows[place.row]?.[place.column]
    if (cell !== undefined && (cell.gold !== null || cell.predicted !== null)) onChoose(cell)
  }
  const answerKey = (event: KeyboardEvent, from: Place): void => {
    const to =
      event.key === 'Enter' || event.key === ' ' ? from : stepIn(matrix.types.length, from, event.key)
    if (to === null) return
    event.preventDefault()
    event.stopPropagation()
    choose(to)
    grid.current?.querySelector<HTMLElement>(`[data-place="${to.row} ${to.column}"]`)?.focus()
  }
  return (
    <table ref={grid} className={styles.matrix} role="grid" aria-label="Gold in rows, model in columns">
      <thead>
        <tr>
          <td />
          {matrix.types.map((type) => (
            <th key={type} scope="col">
              {type ?? 'none'}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {matrix.rows.map((row, rowIndex) => (
          <tr key={matrix.types[rowIndex]}>
            <th scope="row">{matrix.types[rowIndex] ?? 'none'}</th>
            {row.map((cell, column) => {
              const place = { row: rowIndex, column }
              return (
                <td
                  key={matrix.types[column]}
                  role="gridcell"
                  className={cell.agrees ? styles.agrees : cell.count === 0 ? styles.none : styles.cell}
                  style={{ '--heat': `${Math.round(cell.heat * 100)}%` } as CSSProperties}
                  data-place={`${rowIndex} ${column}`}
                  tabIndex={stop.row === rowIndex && stop.column === column ? 0 : -1}
                  aria-selected={isChosen(cell)}
                  aria-label={cellWords(cell)}
                  onClick={() => choose(place)}
                  onKeyDown={(event) => answerKey(event, place)}
                >
                  {cell.gold === null && cell.predicted === null ? '' : formatCount(cell.count)}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function cellWords({ gold, predicted, count, agrees }: MatrixCell): string {
  if (gold === null && predicted === null) return 'no entity on either side'
  if (agrees) return `${counted(count, 'entity', 'entities')} ${gold ?? ''} with the right type`
  return `gold ${gold ?? 'none'}, model ${predicted ?? 'none'}: ${formatCount(count)}`
}
