import type { MemoryRow } from './memory.ts'
import type { ServingRow } from './serve.ts'
import type { TrainingRow } from './train.ts'

/** What docs/results/performance.json holds; a part that was not measured is missing. */
export interface Performance {
  readonly machine: string
  readonly train?: readonly TrainingRow[]
  readonly serve?: readonly ServingRow[]
  readonly memory?: readonly MemoryRow[]
}

const NOT_MEASURED = 'not measured'

/** docs/performance.md of what was measured. */
export function performancePage({ machine, train, serve, memory }: Performance): string {
  return [
    '# Performance',
    '',
    '`npm run bench -- performance` writes this page from `docs/results/performance.json`; `npm run bench -- performance 4 serve` measures a part of it again.',
    `Measured on ${machine}. Times are medians; ratios are medians over pairs of runs that took turns. One thread is measured in processor time, more in time of the clock.`,
    '',
    '## Forward and backward pass, against the same network in PyTorch float32',
    '',
    ...table(
      ['size', 'batch', 'threads', 'program', 'PyTorch', 'program / PyTorch (goal: at most 1)'],
      train?.map(trainingCells),
    ),
    '',
    '## Serving, against the same network in PyTorch float32, one thread',
    '',
    ...table(
      ['size', 'batch', 'precision', 'program', 'PyTorch', 'PyTorch / program (goal: compact 2, full 3)'],
      serve?.map(servingCells),
    ),
    '',
    '## Most resident memory',
    '',
    'Training: one epoch in batches of two posts of 64 words, the pack written, loaded and scored. Serving: a pack of this size loaded, 32 such posts read.',
    '',
    ...table(['size', 'what', 'MiB'], memory?.map(memoryCells)),
    '',
  ].join('\n')
}

const seconds = (value: number): string => `${value.toFixed(value < 0.1 ? 4 : 3)} s`
const ratio = (value: number | null): string => (value === null ? NOT_MEASURED : `${value.toFixed(2)}×`)
const peerCell = (value: number | string): string => (typeof value === 'string' ? value : seconds(value))

function trainingCells({ size, batch, threads, program, peer, ratio: found }: TrainingRow): string[] {
  return [size, String(batch), String(threads), seconds(program), peerCell(peer), ratio(found)]
}

function servingCells({ size, batch, precision, program, peer, ratio: found }: ServingRow): string[] {
  return [size, String(batch), precision, seconds(program), peerCell(peer), ratio(found)]
}

function memoryCells({ size, what, mebibytes }: MemoryRow): string[] {
  return [size, what, mebibytes.toLocaleString('en')]
}

function table(head: readonly string[], rows: readonly (readonly string[])[] | undefined): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const body = rows ?? [[NOT_MEASURED, ...head.slice(1).map(() => '')]]
  return [line(head), line(head.map(() => '---')), ...body.map(line)]
}
