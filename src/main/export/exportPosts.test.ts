import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { edit, importedPost, publishPosts, stateWith, Workshop } from '../store/store.fixture.ts'
import type { ProjectStore } from '../store/types.ts'
import type { ExportJob } from './exportJob.ts'
import { exportPosts, planExport } from './exportPosts.ts'
import type { ExportOptions } from './exportTypes.ts'
import { trainingSplit } from './retrainingSet.ts'

const workshop = new Workshop()
let project: ProjectStore
let folder = ''
beforeEach(async () => {
  project = workshop.create()
  folder = await mkdtemp(join(tmpdir(), 'export-posts-'))
})
afterEach(async () => {
  workshop.clear()
  await rm(folder, { recursive: true })
})

const OPTIONS: ExportOptions = { format: 'imgid', which: 'all', tags: 'gold', miscAsOther: false }
const job = (options: Partial<ExportOptions> = {}, more: Partial<ExportJob> = {}): ExportJob => ({
  source: project,
  path: join(folder, 'out'),
  options: { ...OPTIONS, ...options },
  author: 'Ada',
  at: '2026-01-01T00:00:00.000Z',
  ...more,
})
const written = (name = 'out'): Promise<string> => readFile(join(folder, name), 'utf8')

function predict(spans: Readonly<Record<number, [start: number, end: number, type: string][]>>): void {
  const run = project.predictions.startRun({ model: 'pack', sha256: 'ab', device: 'cpu', at: '2026-01-01' })
  project.predictions.store(
    run,
    Object.entries(spans).map(([postId, list]) => ({
      postId: Number(postId),
      spans: list.map(([start, end, type]) => ({ start, end, type, score: 0.5, runnerUp: null })),
    })),
  )
}

describe('exportPosts', () => {
  it('reports what it wrote', async () => {
    publishPosts(project, [importedPost('Ada ran', { externalId: '1', tags: ['B-PER', 'O'] })])
    const progress: unknown[] = []
    const report = await exportPosts(job({}, { onProgress: (each) => progress.push(each) }))
    const text = 'IMGID:1\nAda\tB-PER\nran\tO\n\n'
    expect(await written()).toBe(text)
    expect(report).toEqual({
      file: 'out',
      format: 'imgid',
      tweets: 1,
      spans: 1,
      sha256: createHash('sha256').update(text).digest('hex'),
      leftOut: [],
    })
    expect(progress).toEqual([{ done: 1, total: 1 }])
  })

  it('makes every file of a format of several, also one that has nothing in it', async () => {
    publishPosts(project, [importedPost('Ada ran', { tags: ['O', 'O'] })])
    await exportPosts(job({ format: 'brat' }))
    expect((await readdir(join(folder, 'out'))).sort()).toEqual(['annotation.conf', 'posts.ann', 'posts.txt'])
    expect(await written('out/posts.ann')).toBe('')
  })

  it('refuses, with a list, what the format cannot hold, or leaves it out', async () => {
    publishPosts(project, [
      importedPost('fine', { externalId: 'a', tags: ['O'] }),
      importedPost('bare', { externalId: 'b' }),
      importedPost('x', {
        externalId: 'c',
        tokens: ['two\nlines'],
        text: 'two\nlines',
        offsets: [0, 9],
        tags: ['O'],
      }),
      importedPost('x', { externalId: 'd', tokens: ['a\tb'], text: 'a\tb', offsets: [0, 3], tags: ['O'] }),
      importedPost('x', { externalId: 'e\tf', tags: ['O'] }),
      importedPost('x', { externalId: ' g', tags: ['O'] }),
      importedPost('x', { externalId: 'h', tags: ['a\tb'] }),
    ])
    const leftOut = [
      { externalId: 'b', reason: 'it has no labels yet' },
      { externalId: 'c', reason: 'token 1, `twoU+000Alines`, holds a TAB or a line break' },
      { externalId: 'd', reason: 'token 1, `aU+0009b`, holds a TAB or a line break' },
      { externalId: 'e\tf', reason: 'its id `eU+0009f` holds a TAB or a line break' },
      { externalId: ' g', reason: 'its id ` g` is empty or has space around it' },
      { externalId: 'h', reason: 'its tag `aU+0009b` is empty or holds a TAB or a line break' },
    ]
    const [unlabelled, ...refused] = leftOut
    const plan = await planExport(project, OPTIONS)
    expect(plan).toEqual({ posts: 1, spans: 0, leftOut: [unlabelled], refused, inner: [], losses: [] })
    await expect(exportPosts(job())).rejects.toMatchObject({
      kind: 'refused',
      message:
        'imgid cannot hold 5 posts, the first (c) because token 1, `twoU+000Alines`, holds a TAB or a line break. No file was written. Leave them out (--leave-out), or choose another format.',
      details: { refused },
    })
    expect(await readdir(folder)).toEqual([])
    expect((await planExport(project, { ...OPTIONS, leaveOut: true })).leftOut).toEqual(leftOut)
    expect((await exportPosts(job({ leaveOut: true }))).leftOut).toEqual(leftOut)
    expect((await planExport(project, { ...OPTIONS, format: 'jsonl' })).leftOut).toEqual([])
  })

  it('lists every post it refuses, however many', async () => {
    const posts = Array.from({ length: 150 }, (_, index) =>
      importedPost('x', {
        externalId: `p${index}`,
        tokens: ['a\tb'],
        text: 'a\tb',
        offsets: [0, 3],
        tags: ['O'],
      }),
    )
    publishPosts(project, posts)
    const { refused } = await planExport(project, OPTIONS)
    expect(refused).toHaveLength(150)
    await expect(exportPosts(job())).rejects.toMatchObject({ details: { refused } })
  })

  it('refuses spans inside others where BIO tags hold the labels, or leaves them out with a list beside the file', async () => {
    publishPosts(project, [
      importedPost('New York Times', { tags: ['O', 'O', 'O'] }),
      importedPost('a', { tags: ['O'] }),
    ])
    const spans = [
      { start: 0, end: 3, type: 'ORG' },
      { start: 0, end: 2, type: 'LOC' },
    ]
    project.corrections.save(edit({ postId: 1, after: stateWith({ spans }) }))
    expect((await planExport(project, OPTIONS)).refused).toEqual([
      {
        externalId: 'New York Times',
        reason: 'the spans ORG "New York Times" and LOC "New York" overlap, which BIO tags cannot hold',
      },
    ])
    await expect(exportPosts(job())).rejects.toMatchObject({
      kind: 'refused',
      details: { refused: [{ externalId: 'New York Times' }] },
    })

    const inner = [{ externalId: 'New York Times', reason: 'LOC "New York" inside ORG "New York Times"' }]
    const options = { ...OPTIONS, leaveOutInner: true }
    expect(await planExport(project, options)).toMatchObject({
      posts: 2,
      spans: 1,
      refused: [],
      inner,
      losses: [{ aspect: 'nested', posts: 1 }],
    })
    expect((await exportPosts(job(options))).inner).toEqual(inner)
    expect(await written()).toBe(
      'IMGID:New York Times\nNew\tB-ORG\nYork\tI-ORG\nTimes\tI-ORG\n\nIMGID:a\na\tO\n\n',
    )
    expect(await written('out.inner-spans.tsv')).toBe(
      'post\tspan\n"New York Times"\t"LOC \\"New York\\" inside ORG \\"New York Times\\""\n',
    )
  })

  it('refuses to begin where the list of spans that are left out has no place', async () => {
    publishPosts(project, [importedPost('New York', { tags: ['O', 'O'] })])
    const spans = [
      { start: 0, end: 2, type: 'ORG' },
      { start: 0, end: 1, type: 'LOC' },
    ]
    project.corrections.save(edit({ postId: 1, after: stateWith({ spans }) }))
    await mkdir(join(folder, 'out.inner-spans.tsv'))
    await expect(exportPosts(job({ leaveOutInner: true }))).rejects.toMatchObject({ kind: 'refused' })
    expect(await readdir(folder)).toEqual(['out.inner-spans.tsv'])
  })

  it('writes labels of parts of tokens where there are offsets, and whole tokens everywhere', async () => {
    publishPosts(project, [importedPost('😀 #JordanWins at Oracle-Arena', { tags: ['O', 'O', 'O', 'O'] })])
    const cuts = [
      { token: 1, at: 1 },
      { token: 1, at: 7 },
      { token: 3, at: 6 },
    ]
    const spans = [
      { start: 2, end: 3, type: 'PER' },
      { start: 5, end: 7, type: 'LOC' },
    ]
    project.corrections.save(edit({ postId: 1, after: stateWith({ spans, cuts }) }))
    const doccano = { ...OPTIONS, format: 'doccano' }
    expect(await planExport(project, doccano)).toMatchObject({ refused: [], inner: [], losses: [] })
    await exportPosts(job(doccano))
    const text = '😀 #JordanWins at Oracle-Arena'
    expect(JSON.parse(await written())).toMatchObject({
      text,
      label: [
        [3, 9, 'PER'],
        [17, 29, 'LOC'],
      ],
    })
    expect(Array.from(text).slice(3, 9).join('')).toBe('Jordan')

    const externalId = text
    const why =
      'the spans PER "Jordan" of "#JordanWins" are parts of tokens, which tags of whole tokens cannot hold'
    expect((await planExport(project, OPTIONS)).refused).toEqual([{ externalId, reason: why }])
    const inner = [{ externalId, reason: 'PER "Jordan" of "#JordanWins"' }]
    const options = { ...OPTIONS, leaveOutInner: true }
    const losses = [{ aspect: 'subtokens', posts: 1 }]
    expect(await planExport(project, options)).toMatchObject({ spans: 1, refused: [], inner, losses })
    expect((await exportPosts(job(options))).inner).toEqual(inner)
    expect(await written()).toBe(`IMGID:${text}\n😀\tO\n#JordanWins\tO\nat\tO\nOracle-Arena\tB-LOC\n\n`)
  })

  it.each([
    ['brat', '', 'T1\tORG 0 14\tNew York Times\nT2\tLOC 0 8\tNew York\n'],
    ['doccano', '', '[0,14,"ORG"],[0,8,"LOC"]'],
    ['webanno', '', 'New\tORG[1]|LOC[2]\t\n1-2\t4-8\tYork\tORG[1]|LOC[2]\t\n1-3\t9-14\tTimes\tORG[1]\t'],
    ['csv', 'posts', '[[0,14,""ORG""],[0,8,""LOC""]]'],
    ['jsonl', '', '"start":0,"end":8'],
    ['label-studio', '', '"text":"New York"'],
    ['prodigy', '', '"token_start":0,"token_end":1'],
  ])('writes spans inside others as %s', async (format, variant, expected) => {
    publishPosts(project, [importedPost('New York Times', { tags: ['O', 'O', 'O'] })])
    const spans = [
      { start: 0, end: 3, type: 'ORG' },
      { start: 0, end: 2, type: 'LOC' },
    ]
    project.corrections.save(edit({ postId: 1, after: stateWith({ spans }) }))
    const report = await exportPosts(job({ format, variant: variant === '' ? null : variant }))
    expect(report).toMatchObject({ tweets: 1, spans: 2, leftOut: [] })
    const files = await readdir(folder, { recursive: true, withFileTypes: true })
    const texts = files
      .filter((entry) => entry.isFile())
      .map((entry) => readFile(join(entry.parentPath, entry.name), 'utf8'))
    expect((await Promise.all(texts)).join('')).toContain(expected)
  })

  it.each([
    ['words that stand as they came', []],
    ['words that are split', [{ token: 1, at: 2 }]],
  ])('keeps to itself that nobody annotated a word, of %s', async (_name, cuts) => {
    publishPosts(project, [importedPost('Ada unParis ran', { tags: ['O', '-', 'O'] })])
    const spans = [{ start: 0, end: 1, type: 'PER' }, ...cuts.map(() => ({ start: 2, end: 3, type: 'LOC' }))]
    project.corrections.save(edit({ postId: 1, after: stateWith({ spans, cuts }) }))
    const { refused } = await planExport(project, { ...OPTIONS, format: 'doccano' })
    expect(refused).toMatchObject([{ externalId: 'Ada unParis ran' }])
    expect(refused[0]?.reason).toContain('is marked `-` (not annotated)')
    await expect(exportPosts(job({ format: 'doccano', leaveOut: true }))).rejects.toThrow('nothing to export')
  })

  it('writes what the model predicted, and lists what it has not read', async () => {
    publishPosts(project, [
      importedPost('Ada ran', { externalId: '1', tags: ['O', 'O'] }),
      importedPost('Oslo', { externalId: '2', tags: ['B-LOC'] }),
    ])
    predict({ 1: [[0, 1, 'PER']] })
    const report = await exportPosts(job({ tags: 'predicted' }))
    expect(report).toMatchObject({
      tweets: 1,
      spans: 1,
      leftOut: [{ externalId: '2', reason: 'no model has read it' }],
    })
    expect(await written()).toBe('IMGID:1\nAda\tB-PER\nran\tO\n\n')
    await exportPosts(job({ tags: 'predicted', format: 'jsonl' }))
    expect(JSON.parse(await written())).toMatchObject({ spans: [{ type: 'PER', score: 0.5 }] })
  })

  it('refuses to write nothing', async () => {
    await expect(exportPosts(job())).rejects.toThrow(
      'There is nothing to export: the project holds no posts. No file was written. Choose other posts or another format.',
    )
    publishPosts(project, [importedPost('bare')])
    await expect(exportPosts(job({ which: 'reviewed' }))).rejects.toThrow('no post has been reviewed')
    await expect(exportPosts(job())).rejects.toThrow(
      'all 1 posts were left out, the first (bare) because it has no',
    )
    expect(await readdir(folder)).toEqual([])
  })

  it('leaves what was there when it is cancelled', async () => {
    publishPosts(project, [importedPost('a', { tags: ['O'] })])
    await writeFile(join(folder, 'out'), 'old')
    const signal = { aborted: true, addEventListener: () => undefined }
    await expect(exportPosts(job({}, { signal }))).rejects.toMatchObject({ kind: 'cancelled' })
    expect(await written()).toBe('old')
    expect(await readdir(folder)).toEqual(['out'])
  })

  it.skipIf(process.platform === 'win32')(
    'puts no file in the place of a pipe or a device, nor a folder in that of a file',
    async () => {
      publishPosts(project, [importedPost('Ada ran', { tags: ['B-PER', 'O'] })])
      expect(spawnSync('mkfifo', [join(folder, 'out')]).status).toBe(0)
      await expect(exportPosts(job())).rejects.toThrow(
        'out: expected a file or a name that is free, found a named pipe. Nothing was written.',
      )
      await expect(exportPosts(job({}, { path: '/dev/null' }))).rejects.toThrow('found a device')
      await expect(exportPosts(job({ format: 'brat' }))).rejects.toThrow(
        'out: expected a new or empty folder, found a named pipe. Nothing was written.',
      )
      expect(await readdir(folder)).toEqual(['out'])
    },
  )
})

describe('a retraining set', () => {
  const review = (postId: number): unknown =>
    project.corrections.save(
      edit({ postId, after: stateWith({ spans: [{ start: 0, end: 1, type: 'MISC' }], status: 'reviewed' }) }),
    )
  const set = (more: Partial<ExportJob> = {}) =>
    exportPosts(job({ format: 'retrain', which: 'reviewed' }, more))

  it('holds reviewed posts by split, captions and a manifest', async () => {
    const ids = Array.from({ length: 40 }, (_, n) => `post${n}`)
    publishPosts(project, [
      ...ids.map((externalId) => importedPost(`${externalId} ran`, { externalId, tags: ['O', 'O'] })),
      importedPost('kept apart', { externalId: 't', tags: ['O', 'O'], split: 'test', caption: 'a\tdog' }),
      importedPost('not seen', { tags: ['O', 'O'] }),
    ])
    for (let postId = 1; postId <= 41; postId++) review(postId)
    predict({ 1: [] })
    const report = await set()
    expect(report).toMatchObject({ file: 'out', format: 'retrain', tweets: 41, spans: 41, leftOut: [] })
    expect((await readdir(join(folder, 'out'))).sort()).toEqual([
      'captions.jsonl',
      'dev.txt',
      'manifest.json',
      'test.txt',
      'train.txt',
    ])
    const dev = ids.filter((externalId) => trainingSplit({ split: null, externalId }) === 'dev')
    expect(dev.length).toBeGreaterThan(0)
    expect(await written('out/dev.txt')).toBe(
      dev.map((id) => `IMGID:${id}\n${id}\tB-MISC\nran\tO\n\n`).join(''),
    )
    expect(await written('out/captions.jsonl')).toBe('{"id":"t","caption":"a\\tdog"}\n')
    const manifest = await written('out/manifest.json')
    expect(report.sha256).toBe(createHash('sha256').update(manifest).digest('hex'))
    expect(JSON.parse(manifest)).toMatchObject({
      kind: 'vsgn-retraining-set',
      project: 'A project',
      madeBy: 'Ada',
      madeAt: '2026-01-01T00:00:00.000Z',
      posts: 'reviewed',
      preAnnotatedBy: { model: 'pack', sha256: 'ab' },
      files: [
        { name: 'captions.jsonl', posts: 1 },
        {
          name: 'dev.txt',
          posts: dev.length,
          spans: dev.length,
          types: { MISC: dev.length },
          sha256: createHash('sha256')
            .update(await written('out/dev.txt'))
            .digest('hex'),
        },
        { name: 'test.txt', posts: 1 },
        { name: 'train.txt', posts: 40 - dev.length },
      ],
    })
    expect(await readdir(folder)).toEqual(['out'])
  })

  it('says one type by one name, and forgets the layout of the files posts came from', async () => {
    publishPosts(project, [
      importedPost('art x', {
        externalId: '1',
        tags: ['B-OTHER', 'X'],
        split: 'train',
        layout: { imgid: { crlf: true, after: [] } },
      }),
      importedPost('b', { externalId: '2', tags: ['O'], split: 'train' }),
    ])
    await exportPosts(job({ format: 'retrain' }))
    expect(await written('out/train.txt')).toBe('IMGID:1\nart\tB-MISC\nx\tX\n\nIMGID:2\nb\tO\n\n')
  })

  it('holds no draft: spans of the model stand in it that nobody confirmed', async () => {
    publishPosts(project, [
      importedPost('Ada ran', { externalId: '1', split: 'train' }),
      importedPost('Bo ran', { externalId: '2', tags: ['O', 'O'], split: 'train' }),
    ])
    const spans = [{ start: 0, end: 1, type: 'PER' }]
    for (const postId of [1, 2]) project.corrections.save(edit({ postId, after: stateWith({ spans }) }))
    const { tweets, leftOut } = await exportPosts(job({ format: 'retrain' }))
    expect([tweets, leftOut]).toEqual([
      1,
      [{ externalId: '1', reason: 'nobody has reviewed it, and spans of the model may stand in it' }],
    ])
    expect(await written('out/train.txt')).toBe('IMGID:2\nBo\tB-PER\nran\tO\n\n')
  })

  it('takes the splits posts have by their usual names', () => {
    expect(
      ['train', 'dev', 'valid', 'Val', 'test'].map((split) => trainingSplit({ split, externalId: '' })),
    ).toEqual(['train', 'dev', 'dev', 'dev', 'test'])
    const [a, b] = ['../../etc', null].map((split) => trainingSplit({ split, externalId: 'same' }))
    expect(a).toBe(b)
  })

  it('is refused where the folder holds something, and goes into an empty one', async () => {
    publishPosts(project, [importedPost('a', { tags: ['O'], status: 'reviewed' })])
    await mkdir(join(folder, 'out'))
    await writeFile(join(folder, 'out', 'mine.txt'), 'x')
    await expect(set()).rejects.toThrow('The folder out holds something already')
    expect(await readdir(join(folder, 'out'))).toEqual(['mine.txt'])
    await rm(join(folder, 'out', 'mine.txt'))
    expect((await set()).tweets).toBe(1)
  })

  it('leaves no folder where it fails or is cancelled, and clears up after one that was killed', async () => {
    await expect(set()).rejects.toThrow('no post has been reviewed')
    publishPosts(project, [importedPost('a', { tags: ['O'], status: 'reviewed' })])
    await expect(set({ signal: { aborted: true, addEventListener: () => undefined } })).rejects.toMatchObject(
      { kind: 'cancelled' },
    )
    expect(await readdir(folder)).toEqual([])
    // No process has this number: Linux and macOS end below it, Windows counts in fours.
    await mkdir(join(folder, '.out.4194305-0123456789ab.part'))
    await set()
    expect(await readdir(folder)).toEqual(['out'])
  })
})
