import type { ReactElement } from 'react'
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
}

/** A chart with its numbers behind a button, and four ways to take it along. */
export function ChartFigure({ chart, file }: ChartFigureProps): ReactElement {
  const [asTable, setAsTable] = useState(false)
  const { title, summary, table, width, height, marks } = chart
  return (
    <figure className={styles.figure}>
      {asTable ? (
        <DataTable
          caption={title}
          rows={table.rows}
          rowKey={(cells) => cells.join(' ')}
          columns={table.columns.map((column, index) => ({
            title: column,
            numeric: index > 0,
            cell: (cells: Chart['table']['rows'][number]) => cells[index],
          }))}
        />
      ) : (
        <svg
          role="img"
          aria-label={`${title}. ${summary}`}
          className={styles.drawing}
          viewBox={`0 0 ${width} ${height}`}
          style={{ maxWidth: width, fontSize: TEXT_SIZE }}
        >
          {marks.map((mark, index) => (
            <MarkShape key={index} mark={mark} />
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

function MarkShape({ mark }: { readonly mark: Mark }): ReactElement {
  switch (mark.shape) {
    case 'bar':
      return <rect {...box(mark)} className={styles.fill} data-tone={mark.tone} />
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

function box({ x, y, width, height }: Extract<Mark, { shape: 'bar' }>): {
  x: number
  y: number
  width: number
  height: number
} {
  return { x, y, width, height }
}
