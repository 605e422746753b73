import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeNetwork } from '../../src/main/vsgn/describeModel.ts'
import type { ModelDescription } from '../../src/main/vsgn/describeModel.ts'
import type { Part } from '../../src/main/vsgn/network/config.ts'
import type { Performance } from '../performancePage.ts'
import { results } from './experiment.ts'

/** A network of the cost table; times and memory are of whole ones alone. */
const NETWORKS: readonly { readonly size: ModelDescription['size']; readonly without: readonly Part[] }[] = [
  { size: 'compact', without: [] },
  { size: 'compact', without: ['vsg'] },
  { size: 'compact', without: ['vsg', 'cir', 'caption', 'picture'] },
  { size: 'full', without: [] },
  { size: 'full', without: ['vsg'] },
  { size: 'full', without: ['vsg', 'cir', 'caption', 'picture'] },
]

/** The paper's Table 5: on one RTX 4090, pictures encoded along the way. */
const PUBLISHED = [
  ['VSGN, the paper', '142.7', '36', '13.6'],
  ['the paper, without VSG', '132.3', '47', '11.9'],
  ['BERT-CRF', '110.5', '157', '4.2'],
] as const

/** What `npm run bench -- performance` measured; null: nothing yet. */
export function measuredPerformance(): Performance | null {
  const file = join(results, 'performance.json')
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Performance) : null
}

/** Its part of the page: parameters as built, posts a second and memory as measured. */
export function costLines(performance: Performance | null): string[] {
  return [
    '',
    '## Cost',
    '',
    `Parameters are counted from the networks as they are built (\`vsgn model --size SIZE --without PARTS\`; word vectors are not among them). Posts a second are of one thread of ${performance?.machine ?? 'a processor'}, features ready, and memory is the most that is resident ([performance.md](performance.md)); on a GPU: not measured.`,
    '',
    '| network | parameters, M | trained, posts/s | served in float32, posts/s | served in int8, posts/s | memory of training, MiB | of serving in int8, MiB |',
    '|---|--:|--:|--:|--:|--:|--:|',
    ...NETWORKS.map(({ size, without }) => {
      const name = without.length === 0 ? `VSGN ${size}` : `VSGN ${size} without ${without.join(', ')}`
      const millions = (describeNetwork(size, without).parameters.total / 1e6).toFixed(1)
      const rest = without.length === 0 ? measuredCells(size, performance) : new Array<string>(5).fill('')
      return cells([name, millions, ...rest])
    }),
    '',
    '| published | parameters, M | samples/s | GPU memory, GB |',
    '|---|--:|--:|--:|',
    ...PUBLISHED.map(cells),
  ]
}

function measuredCells(size: ModelDescription['size'], performance: Performance | null): string[] {
  const rate = (row: { readonly batch: number; readonly program: number | null } | undefined): string =>
    typeof row?.program === 'number' ? (row.batch / row.program).toPrecision(3) : 'not measured'
  const trained = performance?.train?.find((row) => row.size === size && row.threads === 1)
  const served = (precision: string) =>
    rate(performance?.serve?.find((row) => row.size === size && row.precision === precision))
  const memory = (what: string): string =>
    performance?.memory
      ?.find((row) => row.size === size && row.what === what)
      ?.mebibytes.toLocaleString('en') ?? 'not measured'
  return [rate(trained), served('float32'), served('int8'), memory('training'), memory('serving, int8')]
}

const cells = (values: readonly string[]): string => `| ${values.join(' | ')} |`
