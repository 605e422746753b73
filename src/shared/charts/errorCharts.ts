import { EDGE_WORDS, KIND_WORDS } from '../domain/caseWords.ts'
import { EDGE_KINDS } from '../domain/edgeKind.ts'
import type { EdgeKind } from '../domain/edgeKind.ts'
import { ERROR_KINDS } from '../domain/errorCase.ts'
import type { ErrorKind } from '../domain/errorCase.ts'
import { barChart } from './barChart.ts'
import type { Chart } from './chart.ts'
import { matrixChart } from './matrixChart.ts'

/** Cases of each kind, and how predicted edges miss those of gold. */
export function kindsChart(
  kinds: Readonly<Record<ErrorKind, number>>,
  edges: Readonly<Record<EdgeKind, number>>,
): Chart {
  return barChart({
    title: 'What went wrong',
    summary: 'Cases of each kind; wrong edges also by how they miss those of gold.',
    unit: 'cases',
    rows: [
      ...ERROR_KINDS.map((kind) => ({ name: KIND_WORDS[kind], value: kinds[kind] })),
      ...EDGE_KINDS.map((edge) => ({ name: `\u2002${EDGE_WORDS[edge]}`, value: edges[edge] })),
    ],
  })
}

/** What was taken for what, gold in rows and model in columns; "none" last. */
export function confusionChart(
  cells: readonly {
    readonly gold: string | null
    readonly predicted: string | null
    readonly count: number
  }[],
): Chart {
  const names = [...new Set(cells.flatMap(({ gold, predicted }) => [gold, predicted]))]
    .filter((type) => type !== null)
    .sort()
  const types = [...names, null]
  return matrixChart({
    title: 'Gold (rows) against model',
    summary: 'Every gold span stands in the row of its type, every predicted one in the column of its type.',
    names: types.map((type) => type ?? 'none'),
    counts: types.map((gold) =>
      types.map((predicted) =>
        gold === null && predicted === null
          ? null
          : (cells.find((cell) => cell.gold === gold && cell.predicted === predicted)?.count ?? 0),
      ),
    ),
  })
}
