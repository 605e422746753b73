import type { ModelKind } from '../../src/shared/domain/modelKind.ts'
import type { Comparison } from './comparison.ts'
import type { Experiment, Model } from './experiment.ts'

/** A table of docs/results.md. */
export interface Table {
  readonly id: string
  readonly title: string
  /** What one has to know to read it. */
  readonly about: string
  readonly rows: readonly Experiment[]
  /** Rows of the paper or of others, F1 on Twitter-2015 and Twitter-2017. */
  readonly published: readonly { readonly name: string; readonly f1: readonly [number, number] }[]
  /** Pairs of rows whose difference is asked for. */
  readonly comparisons?: readonly Comparison[]
}

const SEEDS = [1, 2, 3]
const YEARS = ['2015', '2017'] as const
const part = (year: string, name: string): string => `mner/twitter${year}/${name}.txt`
const captionsOf = (year: string): string => `mner/captions/twitter${year}.blip2.tsv`

const trained = (
  kind: ModelKind,
  year: string,
  more: Partial<Exclude<Model, { pack: 'bundled' }>> = {},
): Model => ({
  kind,
  from: 'bundled',
  data: part(year, 'train'),
  dev: part(year, 'valid'),
  part: null,
  captions: captionsOf(year),
  network: {},
  arguments: [],
  ...more,
})

/** One row for each of the two benchmarks. */
function onBoth(
  table: string,
  id: string,
  name: string,
  model: (year: string) => Model,
  {
    seeds = SEEDS,
    test = [],
  }: { readonly seeds?: readonly number[]; readonly test?: readonly string[] } = {},
): Experiment[] {
  return YEARS.map((year) => ({
    id: `${table}-${id}-${year}`,
    table,
    name: `${name}, Twitter-${year}`,
    model: model(year),
    seeds,
    test: { file: part(year, 'test'), captions: captionsOf(year), arguments: test },
  }))
}

const bundled = (): Model => ({ pack: 'bundled' })

/** The linear CRF learns what to change in what the bundled pack reads. */
const CORRECTING = ['--over', 'bundled']

const main = [
  ...onBoth('main', 'linear-crf', 'linear CRF, trained on its train part', (year) =>
    trained('linear-crf', year),
  ),
  ...onBoth('main', 'bilstm-crf', 'BiLSTM-CRF over the words of the bundled pack', (year) =>
    trained('bilstm-crf', year, { captions: null }),
  ),
  ...onBoth('main', 'cnn-bilstm-crf', 'CNN-BiLSTM-CRF over the words of the bundled pack', (year) =>
    trained('cnn-bilstm-crf', year, { captions: null }),
  ),
  ...onBoth('main', 'vsgn', 'VSGN compact from the bundled pack, trained on its train part', (year) =>
    trained('vsgn', year),
  ),
  ...onBoth('main', 'bundled', 'bundled pack as it ships', bundled, { seeds: [1] }),
  ...onBoth('main', 'corrections', 'linear CRF that corrects the bundled pack', (year) =>
    trained('linear-crf', year, { arguments: CORRECTING }),
  ),
]

const ablation = ['vsg', 'cir', 'caption', 'vsg,cir', 'vsg,cir,caption,picture'].flatMap((without) =>
  onBoth('ablation', `without-${without.replaceAll(',', '-')}`, `without ${without}`, (year) =>
    trained('vsgn', year, { arguments: ['--without', without] }),
  ),
)

const sensitivity = [1, 3, 10, 20].flatMap((edges) =>
  onBoth(
    'sensitivity',
    `k-${edges}`,
    `K = ${edges}`,
    (year) => trained('vsgn', year, { network: { topK: edges } }),
    {
      seeds: [1],
    },
  ),
)

const controls = [
  ['no-caption', 'captions dropped', ['--drop', 'caption']],
  ['shuffled-captions', 'captions shuffled', ['--shuffle', 'captions']],
] as const
const control = controls.flatMap(([id, name, test]) => [
  ...onBoth('controls', `linear-crf-${id}`, `linear CRF, ${name}`, (year) => trained('linear-crf', year), {
    test,
    seeds: [1],
  }),
  ...onBoth('controls', `vsgn-${id}`, `VSGN compact, ${name}`, (year) => trained('vsgn', year), {
    test,
    seeds: [1],
  }),
])

const lowResource = [0.1, 0.2, 0.3, 0.4, 0.5].flatMap((share) => [
  ...onBoth('low-resource', `linear-crf-${share}`, `linear CRF, ${share * 100} % of the posts`, (year) =>
    trained('linear-crf', year, { part: share }),
  ),
  ...onBoth('low-resource', `vsgn-${share}`, `VSGN compact, ${share * 100} % of the posts`, (year) =>
    trained('vsgn', year, { part: share }),
  ),
])

const tuning = [50, 100, 200, 500].flatMap((count) =>
  onBoth('fine-tuning', `vsgn-${count}`, `bundled pack after ${count} posts`, (year) =>
    trained('vsgn', year, { part: count, dev: null, captions: null }),
  ),
)
const instant = [20, 50, 100, 200, 500].flatMap((count) => {
  const part = { part: count, dev: null, captions: null }
  return [
    ...onBoth('fine-tuning', `linear-crf-${count}`, `linear CRF, ${count} posts`, (year) =>
      trained('linear-crf', year, part),
    ),
    ...onBoth(
      'fine-tuning',
      `corrections-${count}`,
      `linear CRF that corrects the bundled pack, ${count} posts`,
      (year) => trained('linear-crf', year, { ...part, arguments: CORRECTING }),
    ),
  ]
})

const others = [
  ['wnut16-test', 'WNUT-16 test', 'ner/wnut16/test.conll'],
  ['conllpp-test', 'CoNLL++ test (news)', 'ner/conllpp/test.conll'],
  ['wnut17-dev', 'WNUT-17 dev (helped to choose its epoch)', 'ner/wnut17/dev.conll'],
  ['tweebank-dev', 'Tweebank dev (helped to choose its epoch)', 'ner/tweebank/dev.conll'],
  [
    'btc-dev',
    'Broad Twitter Corpus dev (helped to choose its epoch; MISC is not labelled)',
    'ner/btc/dev.conll',
  ],
] as const

export const TABLES: readonly Table[] = [
  {
    id: 'main',
    title: 'Benchmarks',
    about:
      "The tweets' own pictures are not among our data: these rows have no pictures, and captions (BLIP-2) where the model reads them. Published rows are as printed, not run by us; of the paper's table for Twitter-2015 the text rows are left out, because their overall columns are copies of other columns.",
    rows: main,
    published: [
      { name: 'VSGN, the paper', f1: [76.72, 87.86] },
      { name: 'BERT-CRF', f1: [71.81, 83.44] },
      { name: 'UMGF', f1: [74.85, 85.51] },
      { name: 'AMLR', f1: [75.31, 86.93] },
      { name: 'HBiLSTM-CRF', f1: [69.17, 80.17] },
    ],
  },
  {
    id: 'ablation',
    title: 'Without parts of the network',
    about:
      'As VSGN compact of the first table, from the same bundled pack, with parts left out. The last row is the same encoder with a CRF alone. Rows of the paper (its Table 4) are of the full size with pictures.',
    rows: ablation,
    published: [
      { name: 'the paper, without VSG', f1: [75.76, 87.03] },
      { name: 'the paper, without CIR', f1: [75.47, 86.98] },
      { name: 'the paper, without captions', f1: [74.54, 86.64] },
      { name: 'the paper, without VSG and CIR', f1: [73.71, 84.59] },
    ],
    comparisons: ablation.flatMap((less) => {
      const whole = main.find(({ id }) => id === `main-vsgn-${less.id.slice(-4)}`)
      return whole === undefined ? [] : [{ whole, less }]
    }),
  },
  {
    id: 'sensitivity',
    title: 'Edges a node keeps (K)',
    about: 'As VSGN compact of the first table, where K is 5. One seed.',
    rows: sensitivity,
    published: [],
  },
  {
    id: 'controls',
    title: 'Controls',
    about: 'The models of the first table, shown no caption or those of other posts. One seed.',
    rows: control,
    published: [],
  },
  {
    id: 'low-resource',
    title: 'With 10 to 50 % of the posts',
    about: 'Posts are drawn without replacement, and a smaller part lies within every larger one.',
    rows: lowResource,
    published: [],
  },
  {
    id: 'fine-tuning',
    title: 'The bundled pack after some corrected posts',
    about: 'Posts of the train part without captions; no dev part: the last epoch is kept.',
    rows: [...tuning, ...instant],
    published: [],
  },
  {
    id: 'other-sets',
    title: 'The bundled pack on other posts',
    about: 'No post of a test part was seen in training, nor chose anything.',
    rows: others.map(([id, name, file]) => ({
      id: `other-sets-${id}`,
      table: 'other-sets',
      name,
      model: bundled(),
      seeds: [1],
      test: { file, captions: null, arguments: [] },
    })),
    published: [],
  },
]
