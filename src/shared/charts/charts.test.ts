import { describe, expect, it } from 'vitest'
import { barChart } from './barChart.ts'
import type { Mark } from './chart.ts'
import { confusionChart, kindsChart } from './errorCharts.ts'
import { lineChart } from './lineChart.ts'
import { reliabilityChart } from './reliabilityChart.ts'
import { linearScale, niceTicks } from './scale.ts'
import { svgText } from './svgText.ts'

const bars = (marks: readonly Mark[]): Extract<Mark, { shape: 'bar' }>[] =>
  marks.filter((mark) => mark.shape === 'bar')

describe('scales', () => {
  it('maps ends to ends, also downwards and where all values are one', () => {
    expect([0, 5, 10].map(linearScale(0, 10, 100, 0))).toEqual([100, 50, 0])
    expect(linearScale(3, 3, 0, 10)(3)).toBe(0)
  })

  it.each([
    [0, 100, 4, [0, 25, 50, 75, 100]],
    [0.13, 0.87, 4, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [61.2, 74.9, 4, [60, 65, 70, 75]],
  ])('ticks from %d to %d', (from, to, most, ticks) => {
    expect(niceTicks(from, to, most)).toEqual(ticks)
  })

  it('gives two ticks at least where all values are one', () => {
    const ticks = niceTicks(5, 5)
    expect(ticks.length).toBeGreaterThan(1)
    expect(ticks[0]).toBe(5)
  })
})

describe('barChart', () => {
  const chart = barChart({
    title: 'Kinds',
    summary: '',
    unit: 'cases',
    rows: [
      { name: 'Missed', value: 30 },
      { name: 'Spurious', value: 15 },
    ],
  })

  it('draws lengths in proportion and says the same in its table', () => {
    const [first, second] = bars(chart.marks)
    expect((first?.width ?? 0) / (second?.width ?? 1)).toBeCloseTo(2)
    expect(chart.table).toEqual({
      columns: ['Kinds', 'cases'],
      rows: [
        ['Missed', 30],
        ['Spurious', 15],
      ],
    })
  })
})

describe('reliabilityChart', () => {
  it('leaves out empty bins and draws each at the share that is right', () => {
    const chart = reliabilityChart(
      [
        { from: 0.4, to: 0.5, predicted: 0, correct: 0, meanScore: 0 },
        { from: 0.9, to: 1, predicted: 4, correct: 2, meanScore: 0.95 },
      ],
      0.45,
    )
    expect(bars(chart.marks)).toHaveLength(1)
    expect(bars(chart.marks)[0]?.height).toBeCloseTo(120)
    expect(bars(chart.marks)[0]?.row).toBe(0)
    expect(chart.table.rows).toEqual([['0.9–1.0', 4, 2, 0.5, 0.95]])
    expect(chart.summary).toContain('0.450')
  })
})

describe('lineChart', () => {
  it('joins series in one table by their place on the axis', () => {
    const chart = lineChart({
      title: 'F1',
      summary: '',
      x: 'posts',
      y: 'F1',
      series: [
        {
          name: 'new',
          points: [
            { x: 10, y: 60 },
            { x: 20, y: 70 },
          ],
        },
        { name: 'old', points: [{ x: 20, y: 65 }] },
      ],
    })
    expect(chart.table).toEqual({
      columns: ['posts', 'new', 'old'],
      rows: [
        [10, 60, ''],
        [20, 70, 65],
      ],
    })
  })

  it('gives a single value room, but none beyond what values can be', () => {
    const series = [{ name: 'F1', points: [{ x: 1, y: 100 }] }]
    const { marks } = lineChart({ title: '', summary: '', x: 'pass', y: 'F1', series, within: [0, 100] })
    const ticks = marks.flatMap((mark) => (mark.shape === 'text' && mark.anchor === 'end' ? [mark.text] : []))
    expect([ticks[0], ticks.at(-1)]).toEqual(['90', '100'])
  })

  it('is empty, not broken, without points', () => {
    expect(lineChart({ title: '', summary: '', x: '', y: '', series: [] }).marks).toEqual([])
  })
})

describe('svgText', () => {
  it('is a document that no name can break out of', () => {
    const chart = barChart({ title: '<b>', summary: '"', unit: '', rows: [{ name: 'A & <B>', value: 1 }] })
    const text = svgText(chart)
    expect(text).toContain('<title>&lt;b&gt;</title>')
    expect(text).toContain('A &amp; &lt;B&gt;</text>')
    expect(text).not.toContain('<B>')
  })
})

describe('charts of errors', () => {
  it('name every kind, and what is wrong with edges under them', () => {
    const kinds = { missed: 1, spurious: 2, 'wrong-type': 3, 'wrong-boundary': 4 }
    const edges = { 'too-long': 1, 'too-short': 1, split: 1, merged: 1, shifted: 0 }
    const { table, marks } = kindsChart(kinds, edges)
    expect(table.rows.map(([, cases]) => cases)).toEqual([1, 2, 3, 4, 1, 1, 1, 1, 0])
    expect(bars(marks)).toHaveLength(9)
  })

  it('put gold in rows and the model in columns, nothing where neither has a span', () => {
    const { table, marks } = confusionChart([
      { gold: 'PER', predicted: 'LOC', count: 4 },
      { gold: 'LOC', predicted: null, count: 2 },
    ])
    expect(table.rows).toEqual([
      ['LOC', 0, 0, 2],
      ['PER', 4, 0, 0],
      ['none', 0, 0, ''],
    ])
    const widths = bars(marks).map(({ width }) => width)
    expect([widths.length, Math.max(...widths) / (widths[2] ?? 0)]).toEqual([8, 2])
  })
})
