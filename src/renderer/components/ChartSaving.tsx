import type { ReactElement } from 'react'
import type { Chart } from '../../shared/charts/chart.ts'
import { svgText } from '../../shared/charts/svgText.ts'
import { csvOf, saveBlob, saveText } from '../app/saveText.ts'
import { Button } from './Button.tsx'
import { chartPicture } from './chartPicture.ts'

interface ChartSavingProps {
  readonly chart: Chart
  /** Name of the files it is saved as, without ending. */
  readonly file: string
}

/** A chart as a drawing, a picture or a table to take along. */
export function ChartSaving({ chart, file }: ChartSavingProps): ReactElement {
  const { title, table } = chart
  const savePicture = (): void => {
    const saved = chartPicture(chart)
    saved.then(
      (picture) => saveBlob(`${file}.png`, picture),
      () => undefined, // a canvas that cannot be read gives no picture; SVG is at hand
    )
  }
  return (
    <>
      <Button variant="quiet" onClick={() => saveText(`${file}.svg`, svgText(chart), 'image/svg+xml')}>
        SVG<span className="visually-hidden"> of {title}</span>
      </Button>
      <Button variant="quiet" onClick={savePicture}>
        PNG<span className="visually-hidden"> of {title}</span>
      </Button>
      <Button
        variant="quiet"
        onClick={() => saveText(`${file}.csv`, csvOf([table.columns, ...table.rows]), 'text/csv')}
      >
        CSV<span className="visually-hidden"> of {title}</span>
      </Button>
    </>
  )
}
