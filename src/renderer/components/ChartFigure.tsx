import type { KeyboardEvent, ReactElement } from 'react'
import { useState } from 'react'
import type { Chart, Mark } from '../../shared/charts/chart.ts'
import { TEXT_SIZE } from '../../shared/charts/chart.ts'
import { pointsText } from '../../shared/charts/svgText.ts'
import { Button } from './Button.tsx'
import { ChartSaving } from './ChartSaving.tsx'
import { DataTable } from './DataTable.tsx'
import styles from './ChartFigure.module.css'

interface ChartFigureProps {
  readonly chart: Chart
  /** Name of the files it is saved as, without ending. */
  readonly file: string
  /** Where its bars lead, by the row of the table they draw; missing: nowhere. */
  readonly rows?: ChartRows
}

export interface ChartRows {
  /** What choosing a row shows, for those who hear it. */
  readonly title: (row: number) => string
  readonly onChoose: (row: number) => void
}

/** A chart with its numbers behind a button, and four ways to take it along. */
export function ChartFigure({ chart, file, rows }: ChartFigureProps): ReactElement {
  const [asTable, setAsTable] = useState(false)
  const { title, summary, table, width, height, marks } = chart
  return (
    <figure className={styles.figure}>
      {asTable ? (
        <DataTable
          caption={title}
          rows={table.rows.map((cells, row) => ({ cells, row }))}
          rowKey={({ cells }) => cells.join(' ')}
          columns={table.columns.map((column, index) => ({
            title: column,
            numeric: index > 0,
            cell: ({ cells, row }: { cells: Chart['table']['rows'][number]; row: number }) =>
              index > 0 || rows === undefined ? (
                cells[index]
              ) : (
                <button
                  type="button"
                  className={styles.link}
                  title={rows.title(row)}
                  onClick={() => rows.onChoose(row)}
                >
                  {cells[index]}
                </button>
              ),
          }))}
        />
      ) : (
        <svg
          role={rows === undefined ? 'img' : 'group'}
          aria-label={`${title}. ${summary}`}
          className={styles.drawing}
          viewBox={`0 0 ${width} ${height}`}
          style={{ maxWidth: width, fontSize: TEXT_SIZE }}
        >
          {marks.map((mark, index) => (
            <MarkShape key={index} mark={mark} rows={rows} />
          ))}
        </svg>
      )}
      <figcaption className={styles.caption}>
        <span className={styles.summary}>{summary}</span>
        <Button variant="quiet" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          Table
        </Button>
        <ChartSaving chart={chart} file={file} />
      </figcaption>
    </figure>
  )
}

interface MarkShapeProps {
  readonly mark: Mark
  readonly rows: ChartRows | undefined
}

function MarkShape({ mark, rows }: MarkShapeProps): ReactElement {
  switch (mark.shape) {
    case 'bar':
      return rows === undefined || mark.row === undefined ? (
        <rect {...box(mark)} className={styles.fill} data-tone={mark.tone} />
      ) : (
        <BarButton mark={mark} row={mark.row} rows={rows} />
      )
    case 'line':
      return (
        <polyline
          points={pointsText(mark.points)}
          className={styles.stroke}
          data-tone={mark.tone}
          strokeDasharray={mark.dashed === true ? '4 4' : undefined}
        />
      )
    case 'dot':
      return <circle cx={mark.x} cy={mark.y} r={mark.radius} className={styles.fill} data-tone={mark.tone} />
    case 'text':
      return (
        <text x={mark.x} y={mark.y} textAnchor={mark.anchor} className={styles.fill} data-tone={mark.tone}>
          {mark.text}
        </text>
      )
  }
}

interface BarButtonProps {
  readonly mark: Extract<Mark, { shape: 'bar' }>
  readonly row: number
  readonly rows: ChartRows
}

/** A bar that leads to what it counts. */
function BarButton({ mark, row, rows }: BarButtonProps): ReactElement {
  const answerKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    event.stopPropagation()
    rows.onChoose(row)
  }
  return (
    <rect
      {...box(mark)}
      role="button"
      tabIndex={0}
      aria-label={rows.title(row)}
      className={`${styles.fill} ${styles.leads}`}
      data-tone={mark.tone}
      onClick={() => rows.onChoose(row)}
      onKeyDown={answerKey}
    >
      <title>{rows.title(row)}</title>
    </rect>
  )
}

function box({ x, y, width, height }: Extract<Mark, { shape: 'bar' }>): {
  x: number
  y: number
  width: number
  height: number
} {
  return { x, y, width, height }
}
