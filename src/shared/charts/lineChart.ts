import type { Chart, Mark } from './chart.ts'
import { linearScale, niceTicks } from './scale.ts'

const WIDTH = 480
const HEIGHT = 200
const LEFT = 40
/** Room behind the lines for their names. */
const RIGHT = 76
const TOP = 12
/** Room above the lines for what a marked point says: it may be the highest. */
const TOP_MARKED = 22
const BOTTOM = 34

export interface Series {
  readonly name: string
  readonly points: readonly { readonly x: number; readonly y: number }[]
  /** A band around the line, for intervals: same places, lower and upper end. */
  readonly interval?: readonly { readonly x: number; readonly low: number; readonly high: number }[]
}

interface LineChartOptions {
  readonly title: string
  readonly summary: string
  readonly x: string
  readonly y: string
  readonly series: readonly Series[]
  /** One point to be pointed at: the best so far. */
  readonly marked?: { readonly x: number; readonly y: number; readonly text: string } | undefined
  readonly format?: (value: number) => string
  /** Ends of the x axis; missing: the first and the last point. */
  readonly across?: readonly [from: number, to: number]
  /** What no value can go beyond, nor the y axis. */
  readonly within?: readonly [least: number, most: number]
}

/** Lines over a shared axis, each named where it ends. Series without points are left out. */
export function lineChart(options: LineChartOptions): Chart {
  const { title, summary, marked, format = plain, across, within } = options
  const series = options.series.filter(({ points }) => points.length > 0)
  const xs = series.flatMap(({ points }) => points.map(({ x }) => x))
  const ys = series.flatMap(({ points, interval = [] }) => [
    ...points.map(({ y }) => y),
    ...interval.flatMap(({ low, high }) => [low, high]),
  ])
  const yTicks = niceTicks(...roomAround(ys, within), 4)
  const ends = across ?? (xs.length === 0 ? [0, 1] : ([Math.min(...xs), Math.max(...xs)] as const))
  const x = linearScale(ends[0], ends[1], LEFT, WIDTH - RIGHT)
  const y = linearScale(
    yTicks[0] ?? 0,
    yTicks.at(-1) ?? 1,
    HEIGHT - BOTTOM,
    marked === undefined ? TOP : TOP_MARKED,
  )
  const marks: Mark[] =
    xs.length === 0
      ? []
      : [
          ...yTicks.flatMap((tick): Mark[] => [
            {
              shape: 'line',
              points: [
                [LEFT, y(tick)],
                [WIDTH - RIGHT, y(tick)],
              ],
              tone: 'line',
            },
            { shape: 'text', x: LEFT - 6, y: y(tick) + 4, text: format(tick), anchor: 'end', tone: 'third' },
          ]),
          ...[...new Set(ends)].map((end): Mark => ({
            shape: 'text',
            x: x(end),
            y: HEIGHT - BOTTOM + 16,
            text: format(end),
            anchor: 'middle',
            tone: 'third',
          })),
          {
            shape: 'text',
            x: (LEFT + WIDTH - RIGHT) / 2,
            y: HEIGHT - 4,
            text: options.x,
            anchor: 'middle',
            tone: 'third',
          },
          ...series.flatMap((one, index) => seriesMarks(one, index, x, y)),
        ]
  if (marked !== undefined && xs.length > 0)
    marks.push(
      { shape: 'dot', x: x(marked.x), y: y(marked.y), radius: 3.5, tone: 'ink' },
      {
        shape: 'text',
        x: x(marked.x),
        y: y(marked.y) - 8,
        text: marked.text,
        // Over the axis it would stand on the numbers of its ticks.
        anchor: x(marked.x) < LEFT + 20 ? 'start' : 'middle',
        tone: 'ink',
      },
    )
  return {
    title,
    summary,
    width: WIDTH,
    height: HEIGHT,
    marks,
    table: {
      columns: [options.x, ...series.map(({ name }) => name)],
      rows: [...new Set(xs)]
        .sort((a, b) => a - b)
        .map((at) => [at, ...series.map(({ points }) => points.find((point) => point.x === at)?.y ?? '')]),
    },
  }
}

/** From the least to the greatest value; a single one stands in the middle of some room. */
function roomAround(
  values: readonly number[],
  [least, most]: readonly [number, number] = [-Infinity, Infinity],
): [number, number] {
  const from = Math.min(...values, Infinity)
  const to = Math.max(...values, -Infinity)
  if (from !== to) return [from, to]
  const room = Math.abs(from) * 0.1 || 1
  return [Math.max(least, from - room), Math.min(most, to + room)]
}

function seriesMarks(
  { name, points, interval = [] }: Series,
  index: number,
  x: (value: number) => number,
  y: (value: number) => number,
): Mark[] {
  const tone = index === 0 ? 'ink' : 'third'
  const last = points.at(-1)
  return [
    ...interval.map((at): Mark => ({
      shape: 'line',
      points: [
        [x(at.x), y(at.low)],
        [x(at.x), y(at.high)],
      ],
      tone: 'third',
    })),
    { shape: 'line', points: points.map((point) => [x(point.x), y(point.y)]), tone, dashed: index > 0 },
    ...(points.length > 12
      ? []
      : points.map((point): Mark => ({ shape: 'dot', x: x(point.x), y: y(point.y), radius: 2.5, tone }))),
    ...(last === undefined
      ? []
      : [{ shape: 'text', x: x(last.x) + 8, y: y(last.y) + 4, text: name, anchor: 'start', tone } as const]),
  ]
}

function plain(value: number): string {
  return String(Math.round(value * 1000) / 1000)
}
