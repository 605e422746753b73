import { describe, expect, it } from 'vitest'
import type { CurvePoint } from '../../../shared/api/trainingDocuments.ts'
import { curveChart, lossChart, scoreChart } from './trainingCharts.ts'

const epochs = [
  { epoch: 1, loss: 2, f1: 40 },
  { epoch: 2, loss: 1, f1: 62.5 },
  { epoch: 3, loss: 0.5, f1: 61 },
]

describe('charts of a training', () => {
  it('mark the best score, not the last', () => {
    expect(scoreChart(epochs)?.summary).toBe('Best: 62.50 after pass 2.')
    expect(scoreChart([{ epoch: 1, loss: 1, f1: null }])).toBeNull()
    expect(lossChart(epochs).table.rows).toEqual([
      [1, 2],
      [2, 1],
      [3, 0.5],
    ])
  })

  it('keep what the best score says inside the drawing and off the numbers of the axis', () => {
    const bestFirst = [...epochs].reverse().map((one, index) => ({ ...one, epoch: index + 1 }))
    const said = scoreChart(bestFirst.slice(1))?.marks.find(
      (mark) => mark.shape === 'text' && mark.text === '62.50',
    )
    expect(said).toMatchObject({ anchor: 'start' })
    expect(said?.shape === 'text' && said.y > 10).toBe(true)
  })

  it('leave room for the passes to come and show the running one', () => {
    const { table } = lossChart(epochs, { passes: 5, at: 3.25, loss: 0.4 })
    expect(table.rows.at(-1)).toEqual([3.25, 0.4])
    const atThirdPass = (passes: number) => lossChart(epochs, { passes, at: 3, loss: 0.5 }).marks
    const lineOf = (marks: ReturnType<typeof atThirdPass>) =>
      marks.find((mark) => mark.shape === 'line' && mark.points.length === 3)
    expect(lineOf(atThirdPass(30))).not.toEqual(lineOf(atThirdPass(3)))
  })

  it('draw the learning curve by kind, over reviewed posts', () => {
    const point = (reviewed: number, f1: number | null): CurvePoint => ({
      ...{ at: 'now', name: `m${reviewed}`, kind: 'linear-crf', base: null, sha256: '', posts: reviewed },
      ...{ reviewed, seconds: 1, heldOut: 5, f1, interval95: null, before: null },
    })
    const chart = curveChart([point(20, 50), point(10, 30), point(5, null)])
    expect(chart?.table.rows).toEqual([
      [10, 30],
      [20, 50],
    ])
    expect(JSON.stringify(chart?.marks)).toContain('Linear CRF')
    expect(curveChart([point(5, null)])).toBeNull()
    expect(curveChart([point(1, 50)])?.summary).toMatch(/with 1 reviewed post\.$/u)
  })
})
