import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { spansFromTags } from '../../shared/domain/bio.ts'
import type { ImportedPost } from '../../shared/domain/post.ts'
import { POST_FORMATS } from '../formats/formatList.ts'
import type { Variant } from '../formats/postWriter.ts'
import { importPosts } from '../import/importPosts.ts'
import { DEFAULT_IMPORT_OPTIONS } from '../import/importTypes.ts'
import { openSources } from '../import/openSources.ts'
import { importedPost, publishPosts, Workshop } from '../store/store.fixture.ts'
import type { ProjectStore } from '../store/types.ts'
import { exportPosts, planExport } from './exportPosts.ts'
import type { ExportOptions } from './exportTypes.ts'

const workshop = new Workshop()
let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hard-posts-'))
})
afterEach(async () => {
  workshop.clear()
  await rm(folder, { recursive: true })
})

/** A post whose words stand in its text as `text` has them, one behind the other. */
function post(id: string, text: string, words: readonly [word: string, tag: string][]): ImportedPost {
  const offsets: number[] = []
  let at = 0
  for (const [word] of words) {
    const start = text.indexOf(word, at)
    at = start + word.length
    offsets.push(start, at)
  }
  const tokens = words.map(([word]) => word)
  return { ...importedPost('x'), externalId: id, text, tokens, offsets, tags: words.map(([, tag]) => tag) }
}

const POSTS = [
  post('plain', 'Ada is here', [
    ['Ada', 'B-PER'],
    ['is', 'O'],
    ['here', 'O'],
  ]),
  post('space in a word', 'in New York now', [
    ['in', 'O'],
    ['New York', 'B-LOC'],
    ['now', 'O'],
  ]),
  post('TAB in a word', 'a\tb c', [
    ['a\tb', 'O'],
    ['c', 'B-PER'],
  ]),
  post('line break in a word', 'a\nb c', [
    ['a\nb', 'O'],
    ['c', 'B-PER'],
  ]),
  post('part of a word', 'unParisian art', [
    ['un', 'O'],
    ['Paris', 'B-LOC'],
    ['ian', 'O'],
    ['art', 'O'],
  ]),
  post('words that touch', 'Oslo, now', [
    ['Oslo', 'B-LOC'],
    [',', 'O'],
    ['now', 'O'],
  ]),
  post('two spaces', 'Ada  Berg', [
    ['Ada', 'B-PER'],
    ['Berg', 'I-PER'],
  ]),
  post('space before', ' Ada ran', [
    ['Ada', 'B-PER'],
    ['ran', 'O'],
  ]),
  post('line break between words', 'Ada\nran', [
    ['Ada', 'B-PER'],
    ['ran', 'O'],
  ]),
  post('line break in a span', 'Ada\nBerg ran', [
    ['Ada', 'B-PER'],
    ['Berg', 'I-PER'],
    ['ran', 'O'],
  ]),
  post('word of no-break space', 'a \u00a0 b', [
    ['a', 'B-PER'],
    ['\u00a0', 'O'],
    ['b', 'O'],
  ]),
  post('type with space', 'Hamlet ran', [
    ['Hamlet', 'B-creative work'],
    ['ran', 'O'],
  ]),
  post('type that is a mark', 'Ada ran', [
    ['Ada', 'B-*'],
    ['ran', 'O'],
  ]),
  post('type with brackets', 'Ada ran', [
    ['Ada', 'B-a[1]|b'],
    ['ran', 'O'],
  ]),
  post('orphan I', 'Ada ran', [
    ['Ada', 'I-PER'],
    ['ran', 'O'],
  ]),
  post('half a flag', '🇳🇴🇸🇪 ran', [
    ['🇳🇴', 'B-LOC'],
    ['🇸🇪', 'B-LOC'],
    ['ran', 'O'],
  ]),
]

function project(posts: readonly ImportedPost[]): ProjectStore {
  const store = workshop.create()
  publishPosts(store, posts)
  return store
}

const optionsFor = (format: string, variant: string): ExportOptions => ({
  format,
  variant,
  which: 'all',
  tags: 'gold',
  miscAsOther: false,
})

const write = (source: ProjectStore, path: string, options: ExportOptions) =>
  exportPosts({ source, path, options, author: 'Ada', at: '2026-01-01T00:00:00.000Z' })

async function read(path: string, format: string): Promise<ProjectStore> {
  const store = workshop.create()
  const opened = await openSources([path], format, () => Promise.reject(new Error('there are no pictures')))
  const report = await importPosts({
    target: store,
    sources: opened.sources,
    options: { ...DEFAULT_IMPORT_OPTIONS, format: opened.format },
    captions: null,
    pictures: null,
  })
  await opened.close()
  expect([
    report.outcome,
    report.files.flatMap(({ problems }) => problems.map(({ message }) => message)),
  ]).not.toContain('rejected')
  return store
}
/** The hard posts a variant refuses; every other one comes back as it was. */
async function refusedBy(
  format: string,
  { name: variant, carries, extension, severalFiles }: Variant,
): Promise<string[]> {
  const source = project(POSTS)
  const options = optionsFor(format, variant)
  const { refused } = await planExport(source, options)
  const path = join(folder, severalFiles === true ? 'out' : `out.${extension}`)
  if (refused.length > 0)
    await expect(write(source, path, options)).rejects.toMatchObject({
      kind: 'refused',
      details: { refused: refused.map((each) => each), count: refused.length },
    })
  expect(await readdir(folder)).toEqual([])
  const report = await write(source, path, { ...options, leaveOut: true })
  expect(report.leftOut).toEqual(refused)
  const names = new Set(refused.map(({ externalId }) => externalId))
  const held = POSTS.filter(({ externalId }) => !names.has(externalId))
  const told = ({ tokens, tags, text }: Pick<ImportedPost, 'tokens' | 'tags' | 'text'>): unknown => ({
    tokens,
    spans: spansFromTags(tags ?? []),
    text: carries.includes('text') ? text : null,
  })
  expect((await read(path, format)).posts.after(0, 100).map(told)).toEqual(held.map(told))
  return [...names].sort()
}

/** What each variant refuses of these posts. */
const REFUSED: Readonly<Record<string, readonly string[]>> = {
  'imgid imgid': ['TAB in a word', 'line break in a word'],
  'conll 2002': ['TAB in a word', 'line break in a word', 'type with space', 'word of no-break space'],
  'conll 2003': [
    'TAB in a word',
    'line break in a word',
    'space in a word',
    'type with space',
    'word of no-break space',
  ],
  'brat standoff': [
    'TAB in a word',
    'line break between words',
    'line break in a span',
    'line break in a word',
    'space in a word',
    'type with space',
  ],
  'spacy jsonl': ['TAB in a word', 'line break in a word', 'space in a word'],
  'webanno tsv': ['space before', 'type that is a mark'],
  'csv posts': ['TAB in a word', 'line break in a word', 'space in a word'],
  'csv posts-tsv': ['TAB in a word', 'line break in a word', 'space in a word'],
}

const VARIANTS = POST_FORMATS.flatMap(({ name, variants }) =>
  variants.map((variant) => [name, variant] as const),
)

it.each(VARIANTS)(
  '%s (%o) refuses, with a list, what it cannot hold, and gives back the rest',
  async (format, variant) => {
    expect(await refusedBy(format, variant)).toEqual(REFUSED[`${format} ${variant.name}`] ?? [])
  },
)
