import type { Chart } from '../../../shared/charts/chart.ts'
import { lineChart } from '../../../shared/charts/lineChart.ts'
import type { CurvePoint, TrainingDetail } from '../../../shared/api/trainingDocuments.ts'
import { counted } from '../../components/numbers.ts'
import { kindName } from './trainChoices.ts'

type Epochs = TrainingDetail['epochs']

/** A training that goes on: how many passes it will take, how far it is, the mean loss of the running one. */
export interface RunningPass {
  readonly passes: number
  /** Passes that are done, with the part of the running one. */
  readonly at: number
  readonly loss: number | null
}

/** Mean loss of each pass; of one that goes on, the running pass too, with room for those to come. */
export function lossChart(epochs: Epochs, running: RunningPass | null = null): Chart {
  const last = epochs.at(-1)
  const points = epochs.map(({ epoch, loss }) => ({ x: epoch, y: loss }))
  const now = running?.loss == null || running.at <= epochs.length ? [] : [{ x: running.at, y: running.loss }]
  return lineChart({
    title: 'Loss',
    summary:
      last === undefined ? 'No pass is finished yet.' : `${last.loss.toFixed(3)} after pass ${last.epoch}.`,
    x: 'pass',
    y: 'loss',
    series: [{ name: 'loss', points: [...points, ...now] }],
    ...passAxis(epochs, running),
  })
}

/** F1 on the held-out posts after each pass, the best marked; null: nothing is held out. */
export function scoreChart(epochs: Epochs, running: RunningPass | null = null): Chart | null {
  const points = epochs.flatMap(({ epoch, f1 }) => (f1 === null ? [] : [{ x: epoch, y: f1 }]))
  const [best] = [...points].sort((a, b) => b.y - a.y || a.x - b.x)
  if (best === undefined) return null
  return lineChart({
    title: 'F1 on held-out posts',
    summary: `Best: ${best.y.toFixed(2)} after pass ${best.x}.`,
    x: 'pass',
    y: 'F1',
    series: [{ name: 'F1', points }],
    marked: { ...best, text: best.y.toFixed(2) },
    within: [0, 100],
    ...passAxis(epochs, running),
  })
}

/** The passes of the training in both charts, also where only some of them were scored. */
function passAxis(epochs: Epochs, running: RunningPass | null): { across?: readonly [number, number] } {
  const [first, last] = [epochs[0], epochs.at(-1)]
  if (running !== null) return { across: [0, running.passes] }
  return first === undefined || last === undefined ? {} : { across: [first.epoch, last.epoch] }
}

/** F1 of each training over the posts people had reviewed by then; null: none was scored. */
export function curveChart(curve: readonly CurvePoint[]): Chart | null {
  const scored = curve.filter(({ f1 }) => f1 !== null)
  const last = scored.at(-1)
  if (last === undefined) return null
  const kinds = [...new Set(scored.map(({ kind }) => kind))]
  return lineChart({
    title: 'Learning curve',
    summary: `${last.name}: F1 ${(last.f1 ?? 0).toFixed(2)} with ${counted(last.reviewed, 'reviewed post')}.`,
    x: 'reviewed posts learned from',
    y: 'F1',
    within: [0, 100],
    across: [0, Math.max(1, ...scored.map(({ reviewed }) => reviewed))],
    series: kinds.map((kind) => {
      const own = scored.filter((point) => point.kind === kind).sort((a, b) => a.reviewed - b.reviewed)
      return {
        name: kindName(kind),
        points: own.map(({ reviewed, f1 }) => ({ x: reviewed, y: f1 ?? 0 })),
        interval: own.flatMap(({ reviewed, interval95 }) =>
          interval95 === null ? [] : [{ x: reviewed, low: interval95[0], high: interval95[1] }],
        ),
      }
    }),
  })
}
