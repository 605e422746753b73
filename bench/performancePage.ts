import type { MemoryRow } from './memory.ts'
import type { ServingRow } from './serve.ts'
import type { TrainingRow } from './train.ts'

/** What docs/results/performance.json holds; a part that was not measured is missing. */
export interface Performance {
  readonly machine: string
  /** Processes that wanted to run when a part had been measured, its own among them. */
  readonly load?: Readonly<Partial<Record<'train' | 'serve' | 'memory', number>>>
  readonly train?: readonly TrainingRow[]
  readonly serve?: readonly ServingRow[]
  readonly memory?: readonly MemoryRow[]
}

const NOT_MEASURED = 'not measured'

/** docs/performance.md of what was measured. */
export function performancePage({ machine, load = {}, train, serve, memory }: Performance): string {
  const rows = [...(train ?? []), ...(serve ?? [])]
  const peers = [...new Set(rows.flatMap(({ against }) => against ?? []))]
  const loads = Object.entries(load).map(([part, value]) => `${part} ${value.toFixed(1)}`)
  return [
    '# Performance',
    '',
    '`npm run bench -- performance` writes this page from `docs/results/performance.json`; `npm run bench -- performance 4 serve` measures a part of it again.',
    `Measured on ${machine}. Times are medians; ratios are medians over pairs of runs that took turns. One thread is measured in processor time, more in time of the clock.`,
    `Load of the machine at the end of each part: ${loads.join(', ') || 'not recorded'}; where other programs have the cores, several threads are not compared.`,
    `The peer: ${peers.join('; ') || 'none'}. What a shell says to OpenBLAS (OPENBLAS_…) is not handed on to it, so that it takes the kernels of the processor.`,
    'No row is of a GPU: not measured.',
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
    'Training: one epoch in batches of two posts of 64 words, the pack written, loaded and scored. Serving: a pack of this size loaded, 32 such posts read. The goal is at most 3,072 MiB for training the full size.',
    '',
    ...table(['size', 'what', 'MiB'], memory?.map(memoryCells)),
    '',
  ].join('\n')
}

const seconds = (value: number): string => `${value.toFixed(value < 0.1 ? 4 : 3)} s`
const ratio = (value: number | null): string => (value === null ? NOT_MEASURED : `${value.toFixed(2)}×`)
const peerCell = (value: number | string): string => (typeof value === 'string' ? value : seconds(value))

function trainingCells({ size, batch, threads, program, peer, ratio: found }: TrainingRow): string[] {
  const own = program === null ? NOT_MEASURED : seconds(program)
  return [size, String(batch), String(threads), own, peerCell(peer), ratio(found)]
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
