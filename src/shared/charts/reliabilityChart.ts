import type { Chart, Mark } from './chart.ts'
import { linearScale } from './scale.ts'

const SIZE = 240
const LEFT = 34
const BOTTOM = 36
const TOP = 10

interface Bin {
  readonly from: number
  readonly to: number
  readonly predicted: number
  readonly correct: number
  readonly meanScore: number
}

/**
 * The share of predicted spans that is right, by score, beside the line where scores would be probabilities.
 * `ece`: expected calibration error, 0 to 1; null without spans.
 */
export function reliabilityChart(bins: readonly Bin[], ece: number | null): Chart {
  const width = LEFT + SIZE + 16
  const height = TOP + SIZE + BOTTOM
  const x = linearScale(0, 1, LEFT, LEFT + SIZE)
  const y = linearScale(0, 1, TOP + SIZE, TOP)
  const filled = bins.filter(({ predicted }) => predicted > 0)
  return {
    title: 'Reliability of scores',
    summary:
      ece === null
        ? 'No predicted span has a score.'
        : `Expected calibration error ${ece.toFixed(3)}: bars below the line are scores that promise too much.`,
    width,
    height,
    marks: [
      ...[0, 0.5, 1].flatMap((tick): Mark[] => [
        {
          shape: 'line',
          points: [
            [LEFT, y(tick)],
            [LEFT + SIZE, y(tick)],
          ],
          tone: 'line',
        },
        { shape: 'text', x: LEFT - 6, y: y(tick) + 4, text: tick.toFixed(1), anchor: 'end', tone: 'third' },
        {
          shape: 'text',
          x: x(tick),
          y: TOP + SIZE + 16,
          text: tick.toFixed(1),
          anchor: 'middle',
          tone: 'third',
        },
      ]),
      ...filled.map((bin, row): Mark => {
        const top = y(bin.correct / bin.predicted)
        return {
          shape: 'bar',
          x: x(bin.from) + 2,
          y: top,
          width: x(bin.to) - x(bin.from) - 4,
          height: Math.max(1, y(0) - top),
          tone: 'third',
          row,
        }
      }),
      {
        shape: 'line',
        points: [
          [x(0), y(0)],
          [x(1), y(1)],
        ],
        tone: 'ink',
        dashed: true,
      },
      ...filled.map((bin): Mark => ({
        shape: 'dot',
        x: x(bin.meanScore),
        y: y(bin.correct / bin.predicted),
        radius: 3,
        tone: 'ink',
      })),
      {
        shape: 'text',
        x: LEFT + SIZE / 2,
        y: height - 4,
        text: 'score of the span',
        anchor: 'middle',
        tone: 'third',
      },
    ],
    table: {
      columns: ['Score', 'Spans', 'Right', 'Share right', 'Mean score'],
      rows: filled.map((bin) => [
        `${bin.from.toFixed(1)}–${bin.to.toFixed(1)}`,
        bin.predicted,
        bin.correct,
        Number((bin.correct / bin.predicted).toFixed(3)),
        Number(bin.meanScore.toFixed(3)),
      ]),
    },
  }
}
