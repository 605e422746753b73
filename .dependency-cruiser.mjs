// The layers as an allow-list: an import that no rule below names is an error. The table is ARCHITECTURE.md's.

const test = String.raw`\.(test|spec|soak)\.tsx?$|/testing/`
const stages = [
  'formats',
  'import',
  'export',
  'features',
  'vsgn',
  'correct',
  'analyse',
  'predict',
  'train',
  'jobs',
]
/** Types of the store are everyone's; its code is the core's. */
const storeTypes = '^src/main/store/types\\.ts$'
const shared = '^src/shared/(domain|api|charts)/'
const common = [shared, '^src/main/(system|security)/', storeTypes]

const own = (folder) => `^src/main/${folder}/`
const allow = (from, to) => ({ from: { path: from, pathNot: test }, to: { path: to } })
const stage = (name, ...extra) => allow(own(name), [own(name), ...common, ...extra])

/** Native and heavy packages have one home each. */
const homes = {
  'better-sqlite3': '^src/main/store/openDatabase\\.ts$',
  'onnxruntime-node': '^src/main/onnx/ortSession\\.ts$',
  sharp: '^src/main/features/(decodeImage|renderDrawing)\\.ts$',
  electron: '^src/main/hosts/electron/',
  ws: '^src/main/hosts/web/',
  pino: '^src/main/system/logger\\.ts$',
  zod: '^src/shared/api/zod\\.ts$',
  '@rgrove/parse-xml': '^src/main/formats/voc\\.ts$',
  yauzl: '^src/main/import/zipBundle\\.ts$',
  yazl: '^src/main/export/writeZip\\.ts$',
  'xz-decompress': '^src/main/train/rawText\\.ts$',
  'ml-matrix': '^src/main/train/otherVectors\\.ts$',
}

export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: [test, String.raw`\.d\.ts$`] },
      to: {},
    },
    {
      name: 'declared-packages-only',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'] },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    ...Object.entries(homes).map(([name, home]) => ({
      name: `home-of-${name}`,
      comment: `${name} is imported by ${home} alone`,
      severity: 'error',
      from: { path: '^src/', pathNot: [home, test] },
      to: { path: `(^|/)node_modules/(@types/)?${name}/` },
    })),
    {
      name: 'renderer-view-knows-no-other-view',
      severity: 'error',
      from: { path: '^src/renderer/(review|errors|agreement|data|models|projects)/', pathNot: test },
      to: {
        path: '^src/renderer/(review|errors|agreement|data|models|projects)/',
        pathNot: '^src/renderer/$1/',
      },
    },
  ],
  allowed: [
    allow('^src/shared/domain/', '^src/shared/domain/'),
    allow('^src/shared/charts/', '^src/shared/(charts|domain)/'),
    allow('^src/shared/api/', [shared, '(^|/)node_modules/zod/']),
    allow('^src/renderer/', ['^src/renderer/', shared, '(^|/)node_modules/']),
    allow(own('autodiff'), [own('autodiff'), own('onnx')]),
    allow(own('onnx'), [own('onnx'), '(^|/)node_modules/onnxruntime']),
    allow(own('security'), [own('security'), shared]),
    allow(own('system'), [own('system'), shared, '(^|/)node_modules/pino/']),
    allow(own('store'), [own('store'), ...common, '(^|/)node_modules/(@types/)?better-sqlite3/']),
    stage(
      'formats',
      '(^|/)node_modules/(hyparquet|hyparquet-writer|hyparquet-compressors|csv-parse|@msgpack|@rgrove)/',
    ),
    stage('import', own('formats'), '(^|/)node_modules/(@types/)?yauzl/'),
    stage('export', own('formats'), '(^|/)node_modules/(@types/)?yazl/'),
    stage('correct'),
    stage('analyse'),
    stage('features', own('onnx'), '(^|/)node_modules/(sharp|@img)/'),
    stage('vsgn', own('autodiff'), own('onnx'), own('features')),
    stage('predict', own('jobs'), own('features')),
    stage(
      'train',
      own('features'),
      own('autodiff'),
      own('onnx'),
      own('vsgn'),
      own('formats'),
      own('import'),
      '(^|/)node_modules/(xz-decompress|ml-matrix)/',
    ),
    stage('jobs', own('features'), own('vsgn'), own('train')),
    allow('^src/main/core(\\.ts$|/)', [
      '^src/main/core(\\.ts$|/)',
      shared,
      ...stages.map(own),
      own('store'),
      own('system'),
    ]),
    allow(own('hosts'), [
      own('hosts'),
      '^src/main/core(\\.ts$|/)',
      shared,
      ...stages.map(own),
      own('system'),
      own('security'),
      '(^|/)node_modules/(electron|ws|@types/ws)/',
    ]),
    // Tests, e2e specs and benches may look anywhere.
    { from: { path: [test, '^e2e/', '^bench/'] }, to: {} },
    { from: { path: '^src/main/' }, to: { dependencyTypes: ['core'] } },
  ],
  allowedSeverity: 'error',
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.css', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
}
