import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { missingEyes } from '../../features/vision/visionModels.ts'
import { buildZip } from '../../import/testing/zipBuilder.ts'
import { documentOf, runVsgn } from './testing/runVsgn.ts'
import type { VsgnRun } from './testing/runVsgn.ts'

// Every command as a script meets it: a process, its streams and its exit status, against the contract of docs/cli.md.

// Several processes a test, on machines that may be busy.
vi.setConfig({ testTimeout: 120_000 })

let folder: string
let home: string
const at = (...parts: string[]): string => join(folder, ...parts)
const vsgn = (...args: string[]): Promise<VsgnRun> => runVsgn(home, ...args)

const POSTS = `IMGID:a_1
RT\tO
Ada\tB-PER
Berg\tI-PER
in\tO
Oslo\tB-LOC

IMGID:a_2
Go\tO
Lions\tB-ORG
!\tO

IMGID:a_3
nothing\tO
here\tO

`

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cli-'))
  home = at('home')
  mkdirSync(at('pictures'))
  writeFileSync(at('posts.txt'), POSTS)
  writeFileSync(at('captions.tsv'), 'a_1\ta woman at a desk\na_2\ta lion\n')
  writeFileSync(at('pictures', 'a_2.jpg'), 'not a picture')
  await sharp({ create: { width: 64, height: 48, channels: 3, background: '#a35' } })
    .png()
    .toFile(at('pictures', 'a_1.jpg'))
  const config = {
    name: 'tiny',
    epochs: 1,
    patience: null,
    network: { hidden: 32, heads: 2, encoderLayers: 1, feedForward: 64, latent: 8, patches: 4 },
    rates: { encoder: 0.003, new: 0.003, head: 0.01, table: 0.01 },
  }
  writeFileSync(at('tiny.json'), JSON.stringify(config))
  const data = ['--data', at('posts.txt'), '--captions', at('captions.tsv')]
  const trained = await vsgn('train', at('tiny'), '--config', at('tiny.json'), ...data)
  expect(trained).toMatchObject({ code: 0 })
  expect(await vsgn('new', at('p.vsgn'))).toMatchObject({ code: 0 })
  const files = ['--pictures', at('pictures'), '--captions', at('captions.tsv')]
  expect(await vsgn('import', at('p.vsgn'), at('posts.txt'), ...files)).toMatchObject({ code: 0 })
}, 300_000)

afterAll(() => rmSync(folder, { recursive: true }))

describe('new', () => {
  test('refuses a folder that holds something, and leaves it alone', async () => {
    const run = await vsgn('new', at('pictures'), '--json')
    expect(run.code).toBe(1)
    expect(documentOf(run)).toMatchObject({ error: { kind: 'refused' } })
    expect(readFileSync(at('pictures', 'a_2.jpg'), 'utf8')).toBe('not a picture')
  })

  test('takes the labels it is given', async () => {
    const run = await vsgn('new', at('labels.vsgn'), '--labels', 'PER,PRODUCT', '--json')
    expect(documentOf(run)).toMatchObject({ labels: ['PER', 'PRODUCT'] })
  })
})

describe('import', () => {
  test('reports files and pictures in the fields of the contract', async () => {
    await vsgn('new', at('import.vsgn'))
    const run = await vsgn(
      'import',
      at('import.vsgn'),
      at('posts.txt'),
      '--pictures',
      at('pictures'),
      '--json',
    )
    expect(run.code).toBe(0)
    const found = documentOf(run)
    expect(found).toMatchObject({
      outcome: 'accepted-with-warnings',
      files: [
        { file: 'posts.txt', format: 'imgid', encoding: 'utf-8', read: 3, stored: 3, skipped: 0, refused: 0 },
      ],
      pictures: { found: 1, missing: 1, broken: 0, refused: 1 },
    })
    const [file] = (found as { files: { problemCount: number; problems: object[] }[] }).files
    expect(file?.problemCount).toBe(file?.problems.length)
    for (const problem of file?.problems ?? []) {
      expect(Object.keys(problem).sort()).toEqual(['entry', 'line', 'message', 'record', 'severity'])
    }
  })

  test('a file that is there already adds no posts; those that are there get what they lack', async () => {
    await vsgn('new', at('late.vsgn'))
    await vsgn('import', at('late.vsgn'), at('posts.txt'))
    const given = ['--pictures', at('pictures'), '--captions', at('captions.tsv')]
    for (let time = 0; time < 2; time++) {
      const run = await vsgn('import', at('late.vsgn'), at('posts.txt'), ...given, '--json')
      expect(run.code).toBe(0)
      expect(documentOf(run)).toMatchObject({
        files: [{ read: 3, stored: 0, skipped: 3, refused: 0 }],
        pictures: { found: 1, missing: 1, broken: 0, refused: 1 },
        captions: { used: 2, left: 0 },
      })
    }
    const other = at('other.tsv')
    writeFileSync(other, 'a_1\tanother desk\na_3\ta tree\n')
    const run = await vsgn('import', at('late.vsgn'), at('posts.txt'), '--captions', other)
    expect(run.stdout).toContain('Captions: 1 posts have theirs from this file; 1 left as they were')
    expect(run.stdout).toContain('Pictures: 0 found, 0 missing')
  })

  test('a bad line refuses the whole file and names the line; --skip-bad stores the rest', async () => {
    writeFileSync(at('bad.txt'), POSTS.replace('Lions\tB-ORG', 'Lions'))
    await vsgn('new', at('bad.vsgn'))
    const refused = await vsgn('import', at('bad.vsgn'), at('bad.txt'), '--json')
    expect(refused.code).toBe(1)
    expect(documentOf(refused)).toMatchObject({
      outcome: 'rejected',
      files: [{ read: 3, stored: 0, refused: 1, problems: [{ severity: 'error', line: 10, record: 2 }] }],
    })
    const taken = await vsgn('import', at('bad.vsgn'), at('bad.txt'), '--skip-bad', '--json')
    expect(taken.code).toBe(0)
    expect(documentOf(taken)).toMatchObject({ files: [{ read: 3, stored: 2, refused: 1 }] })
  })

  test('takes as many files as a shell names for a pattern', async () => {
    mkdirSync(at('shards'))
    const files = Array.from({ length: 120 }, (_, index) => at('shards', `${index}.txt`))
    for (const [index, file] of files.entries()) writeFileSync(file, `IMGID:s_${index}\nOslo\tB-LOC\n\n`)
    await vsgn('new', at('shards.vsgn'))
    const run = await vsgn('import', at('shards.vsgn'), ...files, '--json')
    expect((documentOf(run) as { files: unknown[] }).files).toHaveLength(files.length)
  })

  test('a file or project that is not there is named', async () => {
    const file = await vsgn('import', at('p.vsgn'), at('absent.txt'), '--json')
    expect([file.code, documentOf(file)]).toEqual([
      1,
      { error: { kind: 'not-found', message: expect.stringContaining('absent.txt') as string } },
    ])
    const project = await vsgn('import', at('absent.vsgn'), at('posts.txt'), '--json')
    expect([project.code, documentOf(project)]).toEqual([
      1,
      { error: { kind: 'not-found', message: expect.stringContaining('absent.vsgn') as string } },
    ])
  })
})

describe('predict, export and errors', () => {
  test('what was not corrected is exported byte for byte', async () => {
    const run = await vsgn('export', at('p.vsgn'), at('gold.txt'), '--json')
    expect(run.code).toBe(0)
    expect(documentOf(run)).toEqual({
      file: 'gold.txt',
      format: 'imgid',
      tweets: 3,
      spans: 3,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      leftOut: [],
    })
    expect(readFileSync(at('gold.txt'), 'utf8')).toBe(POSTS)
  })

  test('an export that the format cannot hold lists every post', async () => {
    const posts = ['h_1', 'h_2'].map((id) => JSON.stringify({ id, tokens: ['a\tb'], tags: ['O'] }))
    writeFileSync(at('hard.jsonl'), posts.join('\n'))
    await vsgn('new', at('hard.vsgn'))
    expect(await vsgn('import', at('hard.vsgn'), at('hard.jsonl'))).toMatchObject({ code: 0 })
    const run = await vsgn('export', at('hard.vsgn'), at('hard.txt'), '--format', 'imgid', '--json')
    expect(run.code).toBe(1)
    expect(documentOf(run)).toMatchObject({
      error: { kind: 'refused', refused: [{ externalId: 'h_1' }, { externalId: 'h_2' }] },
    })
    expect(run.stderr).toMatch(/^ {2}h_2: token 1, /mu)
  })

  test('predicts once, exports what the model said, and compares it with gold', async () => {
    const predict = ['predict', at('p.vsgn'), '--model', at('tiny'), '--device', 'cpu', '--json']
    const first = await vsgn(...predict)
    expect(first.code).toBe(0)
    expect(documentOf(first)).toMatchObject({
      tweets: 3,
      spans: expect.any(Number) as number,
      model: { name: 'tiny', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
      device: 'cpu',
      seconds: expect.any(Number) as number,
      tweetsPerSecond: expect.any(Number) as number,
      setAside: [],
    })
    expect(documentOf(await vsgn(...predict))).toMatchObject({ tweets: 0, already: 3 })

    const exported = await vsgn('export', at('p.vsgn'), at('said.jsonl'), '--tags', 'predicted', '--json')
    expect(documentOf(exported)).toMatchObject({ format: 'jsonl', tweets: 3 })
    expect(readFileSync(at('said.jsonl'), 'utf8').trimEnd().split('\n')).toHaveLength(3)

    const errors = await vsgn('errors', at('p.vsgn'), '--json')
    expect(errors.code).toBe(0)
    const found = documentOf(errors) as {
      gold: number
      predicted: number
      correct: number
      kinds: Record<string, number>
      examples: Record<string, unknown>[]
    }
    expect(found.gold).toBe(3)
    expect(found.predicted).toBe((documentOf(first) as { spans: number }).spans)
    expect(Object.keys(found.kinds)).toEqual(['missed', 'spurious', 'wrong-type', 'wrong-boundary'])
    const cases = Object.values(found.kinds).reduce((sum, count) => sum + count, 0)
    expect(found.examples).toHaveLength(cases)
    for (const example of found.examples) {
      expect(Object.keys(example).sort()).toEqual(['gold', 'id', 'kind', 'predicted', 'tokens'])
    }
  })

  test('a folder that is no model pack is refused with the reason', async () => {
    const run = await vsgn('predict', at('p.vsgn'), '--model', at('pictures'), '--json')
    expect(run.code).toBe(1)
    expect(documentOf(run)).toMatchObject({
      error: { message: expect.stringContaining('not a model pack') as string },
    })
  })

  test('a pack with one changed byte is refused and names the file', async () => {
    cpSync(at('tiny'), at('changed'), { recursive: true })
    const weights = readFileSync(at('changed', 'weights.safetensors'))
    weights[weights.length - 1] = (weights.at(-1) ?? 0) ^ 1
    writeFileSync(at('changed', 'weights.safetensors'), weights)
    for (const command of [
      ['predict', at('p.vsgn'), '--model', at('changed')],
      ['model', at('changed')],
    ]) {
      const run = await vsgn(...command, '--json')
      expect(run.code).toBe(1)
      expect(documentOf(run)).toMatchObject({
        error: { kind: 'model', message: expect.stringContaining('weights.safetensors') as string },
      })
    }
  })
})

describe('train', () => {
  test('asks before the work whether the pack can be written, and leaves what stands there', async () => {
    mkdirSync(at('site'))
    writeFileSync(at('site', 'manifest.json'), '{"icons": []}')
    for (const [out, kind] of [
      ['site', 'refused'],
      ['posts.txt', 'refused'],
      ['posts.txt/pack', 'storage'],
    ] as const) {
      const run = await vsgn(
        'train',
        at(out),
        '--config',
        at('tiny.json'),
        '--data',
        at('posts.txt'),
        '--json',
      )
      expect(run.code).toBe(1)
      expect(documentOf(run)).toMatchObject({ error: { kind } })
      expect(run.stderr).not.toContain('pass 1')
    }
    expect(readFileSync(at('site', 'manifest.json'), 'utf8')).toBe('{"icons": []}')
  })

  test('learns from the reviewed posts of a project, and says which of them are held out there', async () => {
    const reviewed = ['a_1', 'a_2', 'a_3', 'a_17'].map((id) => ({
      id,
      tokens: ['Ada', 'ran'],
      tags: ['B-PER', 'O'],
      image: 'a_1.jpg',
      status: 'reviewed',
    }))
    writeFileSync(at('reviewed.jsonl'), reviewed.map((post) => JSON.stringify(post)).join('\n'))
    await vsgn('new', at('reviewed.vsgn'))
    const files = [at('reviewed.jsonl'), '--pictures', at('pictures')]
    expect(await vsgn('import', at('reviewed.vsgn'), ...files)).toMatchObject({ code: 0 })
    const args = ['--config', at('tiny.json'), '--project', at('reviewed.vsgn')]
    const run = await vsgn('train', at('learnt'), ...args)
    expect(run).toMatchObject({ code: 0 })
    expect(run.stderr).toMatch(/hold out 1 of these 4 reviewed posts/u)
    const picture = missingEyes() === null
    expect(run.stderr.includes('The pictures of')).toBe(!picture)
    const withoutPicture = await vsgn('train', at('words'), ...args, '--without', 'picture')
    expect(withoutPicture).toMatchObject({ code: 0 })
    const inputsOf = (pack: string): unknown =>
      (JSON.parse(readFileSync(at(pack, 'manifest.json'), 'utf8')) as { inputs: unknown }).inputs
    expect([inputsOf('learnt'), inputsOf('words')]).toEqual([
      { caption: false, picture },
      { caption: false, picture: false },
    ])
  })
})

describe('precision', () => {
  test('scores a pack in both, and has it served in the one that fits', async () => {
    cpSync(at('tiny'), at('rounded'), { recursive: true })
    const args = ['precision', at('rounded'), '--captions', at('captions.tsv'), '--json']
    const run = await vsgn(...args, '--data', at('posts.txt'), '--write')
    const devF1 = { float32: expect.any(Number) as number, int8: expect.any(Number) as number }
    const { precision, served } = documentOf(run) as { precision: string; served: string }
    expect(documentOf(run)).toMatchObject({ precision: served, devF1 })
    expect(['float32', 'int8']).toContain(precision)
    const manifest = JSON.parse(readFileSync(at('rounded', 'manifest.json'), 'utf8')) as object
    const measured = { text: expect.any(Object) as object, 'text+caption': expect.any(Object) as object }
    const scored = { scores: { dev: { 'posts.txt': { micro: expect.any(Object) as object } } } }
    expect(manifest).toMatchObject({ serving: { precision, devF1, ranges: measured }, card: scored })
    const missing = await vsgn('precision', at('rounded'))
    expect(missing).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--data FILE is missing') as string,
    })
  })
})

describe('evaluate and model', () => {
  test.each([
    ['hidden', 64, 'the weight'],
    ['tableRows', 7, 'its table'],
    ['topK', 0, 'topK is 0'],
    ['colour', 'red', 'colour'],
  ])('refuse a pack whose %s does not fit its weights, by name', async (field, value, named) => {
    const pack = at(`unfit-${field}`)
    cpSync(at('tiny'), pack, { recursive: true })
    const manifest = JSON.parse(readFileSync(join(pack, 'manifest.json'), 'utf8')) as { network: object }
    const changed = { ...manifest, network: { ...manifest.network, [field]: value } }
    writeFileSync(join(pack, 'manifest.json'), JSON.stringify(changed))
    for (const command of [
      ['model', pack],
      ['evaluate', pack, '--data', at('posts.txt'), '--device', 'cpu'],
    ]) {
      const run = await vsgn(...command, '--json')
      expect(run.code).toBe(1)
      const message = expect.stringMatching(`^${pack}: .*${named}`) as string
      expect(documentOf(run)).toEqual({ error: { kind: 'model', message } })
    }
  })

  test('a file of a pack that cannot be read is named', async () => {
    cpSync(at('tiny'), at('unreadable'), { recursive: true })
    rmSync(at('unreadable', 'weights.safetensors'))
    mkdirSync(at('unreadable', 'weights.safetensors'))
    const run = await vsgn('model', at('unreadable'), '--json')
    const message = expect.stringContaining('weights.safetensors cannot be read (EISDIR)') as string
    expect(documentOf(run)).toEqual({ error: { kind: 'model', message } })
  })

  test('predictions that cannot be written there are refused before the model reads', async () => {
    const args = ['--data', at('posts.txt'), '--predictions', at('pictures'), '--device', 'cpu', '--json']
    const run = await vsgn('evaluate', at('tiny'), ...args)
    expect(documentOf(run)).toMatchObject({ error: { kind: 'refused' } })
    expect(run.stderr).not.toContain('Evaluate')
    const inside = at('posts.txt', 'said.jsonl')
    const rest = ['--data', at('posts.txt'), '--predictions', inside, '--device', 'cpu', '--json']
    const message = `The predictions cannot be written to ${inside}: a part of its path is a file. Choose another folder.`
    expect(documentOf(await vsgn('evaluate', at('tiny'), ...rest))).toEqual({
      error: { kind: 'storage', message },
    })
  })

  test('an input that the model was not trained to read is not counted as read, and this is said', async () => {
    const args = ['--data', at('posts.txt'), '--captions', at('captions.tsv'), '--device', 'cpu', '--json']
    cpSync(at('tiny'), at('uncaptioned'), { recursive: true })
    const manifest = readFileSync(at('uncaptioned', 'manifest.json'), 'utf8')
    const { inputs, ...rest } = JSON.parse(manifest) as { inputs: object }
    const changed = { ...rest, inputs: { ...inputs, caption: false } }
    writeFileSync(at('uncaptioned', 'manifest.json'), JSON.stringify(changed))
    const run = await vsgn('evaluate', at('uncaptioned'), ...args)
    expect(documentOf(run)).toMatchObject({ inputs: { pictures: 0, captions: 0 } })
    expect(run.stderr).toContain('was trained without captions')
  })

  test('read the formats that import reads: a zip with its captions, a folder of brat, a chosen encoding', async () => {
    const captions = readFileSync(at('captions.tsv'))
    const entries = [
      { name: 'posts.txt', content: POSTS },
      { name: 'captions.tsv', content: captions },
    ]
    writeFileSync(at('bundle.zip'), buildZip(entries))
    mkdirSync(at('brat'))
    writeFileSync(at('brat', 'a.txt'), 'Ada ran\n')
    writeFileSync(at('brat', 'a.ann'), 'T1\tPER 0 3\tAda\n')
    writeFileSync(at('latin.txt'), Buffer.from(POSTS.replace('Ada', 'Zo\xeb'), 'latin1'))
    const scored = async (data: string, ...options: string[]): Promise<unknown> =>
      documentOf(
        await vsgn('evaluate', at('tiny'), '--data', at(data), ...options, '--device', 'cpu', '--json'),
      )
    expect(await scored('bundle.zip')).toMatchObject({
      data: { file: 'bundle.zip', tweets: 3 },
      inputs: { captions: 2 },
    })
    expect(await scored('brat')).toMatchObject({
      data: { file: 'brat', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string, entities: 1 },
    })
    expect(await scored('latin.txt', '--encoding', 'latin1')).toMatchObject({ data: { tweets: 3 } })
    expect(await scored('posts.txt', '--format', 'zip')).toMatchObject({
      error: { kind: 'refused', message: expect.stringContaining('the file is no zip') as string },
    })
    const data = ['--data', at('bundle.zip'), at('brat'), '--dev', at('bundle.zip')]
    const trained = await vsgn('train', at('zipped'), '--config', at('tiny.json'), ...data)
    expect(trained).toMatchObject({ code: 0 })
  })

  test('how many pictures were not found is said', async () => {
    writeFileSync(at('gone.jsonl'), '{"id":"g","tokens":["Oslo"],"tags":["B-LOC"],"image":"gone.jpg"}\n')
    const args = ['--data', at('gone.jsonl'), '--pictures', at('pictures'), '--device', 'cpu']
    const run = await vsgn('evaluate', at('tiny'), ...args)
    const told = missingEyes() === null ? 'gone.jsonl: 1 not found in' : 'cannot be looked at'
    expect(run.stderr).toContain(told)
  })

  test('scores in the fields of the contract, and writes what the model said', async () => {
    const run = await vsgn(
      'evaluate',
      at('tiny'),
      '--data',
      at('posts.txt'),
      '--captions',
      at('captions.tsv'),
      '--bootstrap',
      '50',
      '--predictions',
      at('predictions.jsonl'),
      '--device',
      'cpu',
      '--json',
    )
    expect(run.code).toBe(0)
    const scores = {
      precision: expect.any(Number) as number,
      recall: expect.any(Number) as number,
      f1: expect.any(Number) as number,
    }
    expect(documentOf(run)).toMatchObject({
      data: {
        file: 'posts.txt',
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        tweets: 3,
        entities: 3,
      },
      rule: expect.any(String) as string,
      micro: scores,
      types: {
        PER: { ...scores, support: 1 },
        LOC: { ...scores, support: 1 },
        ORG: { ...scores, support: 1 },
      },
      strict: scores,
      interval95: [expect.any(Number), expect.any(Number)],
      inputs: { pictures: 0, captions: 2 },
      device: 'cpu',
      seconds: expect.any(Number) as number,
      tweetsPerSecond: expect.any(Number) as number,
    })
    const said = readFileSync(at('predictions.jsonl'), 'utf8').trimEnd().split('\n')
    expect(said.map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(['a_1', 'a_2', 'a_3'])
  })

  test('describes a pack, and a network without weights', async () => {
    const pack = described(await vsgn('model', at('tiny'), '--json'))
    const built = described(await vsgn('model', '--size', 'compact', '--json'))
    const without = described(await vsgn('model', '--size', 'compact', '--without', 'vsg', '--json'))
    expect(pack).toMatchObject({ kind: 'vsgn', size: 'compact', labels: ['PER', 'LOC', 'ORG', 'MISC'] })
    expect(pack.card).toMatchObject({ seeds: [1] })
    expect(built).toMatchObject({ kind: 'vsgn', size: 'compact', dimensions: { hidden: 256 }, card: null })
    expect(without.parameters.total).toBeLessThan(built.parameters.total)
    for (const { parameters } of [pack, built, without]) {
      expect(Object.values(parameters.modules).reduce((sum, count) => sum + count, 0)).toBe(parameters.total)
    }
  })
})

test('docs/cli.md names every field of the documents', async () => {
  const docs = readFileSync(join(import.meta.dirname, '../../../../docs/cli.md'), 'utf8')
  await vsgn('new', at('fields.vsgn'))
  await vsgn('import', at('fields.vsgn'), at('posts.txt'))
  const device = ['--device', 'cpu']
  for (const [name = '', ...args] of [
    ['new', at('other.vsgn')],
    ['predict', at('fields.vsgn'), '--model', at('tiny'), ...device],
    ['export', at('fields.vsgn'), at('fields.jsonl')],
    ['errors', at('fields.vsgn')],
    ['evaluate', at('tiny'), '--data', at('posts.txt'), ...device],
    ['precision', at('tiny'), '--data', at('posts.txt')],
    ['model', at('tiny')],
    ['train', at('tiny'), '--from', at('tiny'), '--epochs', '0'],
  ]) {
    const described = new RegExp(`^- \`${name}\`: .*\\n(?: {2}.*\\n)*`, 'mu').exec(docs)?.[0] ?? ''
    const fields = Object.keys(documentOf(await vsgn(name, ...args, '--json')) as object)
    expect([name, fields.filter((field) => !described.includes(`\`${field}`))]).toEqual([name, []])
  }
})

interface Parameters {
  readonly total: number
  readonly modules: Record<string, number>
}

function described(run: VsgnRun): { readonly parameters: Parameters; readonly card: unknown } {
  return documentOf(run) as unknown as { parameters: Parameters; card: unknown }
}
