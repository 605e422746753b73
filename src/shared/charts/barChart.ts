import type { Chart, Mark } from './chart.ts'
import { linearScale } from './scale.ts'

const WIDTH = 480
const ROW = 26
const NAME = 132
const COUNT = 56

/** One bar a row, its name before it and its number behind it. */
export function barChart({
  title,
  summary,
  unit,
  rows,
}: {
  readonly title: string
  readonly summary: string
  /** What is counted: the heading of the second column. */
  readonly unit: string
  readonly rows: readonly { readonly name: string; readonly value: number }[]
}): Chart {
  const most = Math.max(1, ...rows.map(({ value }) => value))
  const width = linearScale(0, most, 0, WIDTH - NAME - COUNT)
  return {
    title,
    summary,
    width: WIDTH,
    height: ROW * rows.length,
    marks: rows.flatMap(({ name, value }, index): Mark[] => {
      const y = index * ROW
      return [
        { shape: 'text', x: 0, y: y + 17, text: name, anchor: 'start', tone: 'ink' },
        { shape: 'bar', x: NAME, y: y + 6, width: width(value), height: 14, tone: 'third' },
        { shape: 'text', x: WIDTH, y: y + 17, text: String(value), anchor: 'end', tone: 'ink' },
      ]
    }),
    table: { columns: [title, unit], rows: rows.map(({ name, value }) => [name, value]) },
  }
}
