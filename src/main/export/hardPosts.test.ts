import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { spansFromTags } from '../../shared/domain/bio.ts'
import type { ImportedPost } from '../../shared/domain/post.ts'
import { POST_FORMATS } from '../formats/formatList.ts'
import type { Variant } from '../formats/postWriter.ts'
import { Workshop } from '../store/store.fixture.ts'
import { planExport } from './exportPosts.ts'
import { HARD_POSTS } from './testing/hardPosts.ts'
import { fileName, optionsFor, projectOf, read, write } from './testing/throughFiles.ts'

const workshop = new Workshop()
let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hard-posts-'))
})
afterEach(async () => {
  workshop.clear()
  await rm(folder, { recursive: true })
})

/** The hard posts a variant refuses; every other one comes back as it was. */
async function refusedBy(format: string, variant: Variant): Promise<string[]> {
  const source = projectOf(workshop, HARD_POSTS)
  const options = optionsFor(format, variant.name)
  const { refused } = await planExport(source, options)
  const path = join(folder, fileName(variant))
  if (refused.length > 0)
    await expect(write(source, path, options)).rejects.toMatchObject({
      kind: 'refused',
      details: { refused },
    })
  expect(await readdir(folder)).toEqual([])
  const report = await write(source, path, { ...options, leaveOut: true })
  expect(report.leftOut).toEqual(refused)
  const names = new Set(refused.map(({ externalId }) => externalId))
  const held = HARD_POSTS.filter(({ externalId }) => !names.has(externalId))
  const told = ({ tokens, tags, text }: Pick<ImportedPost, 'tokens' | 'tags' | 'text'>): unknown => ({
    tokens,
    spans: spansFromTags(tags ?? []),
    text: variant.carries.includes('text') ? text : null,
  })
  expect((await read(workshop, path, format)).store.posts.after(0, 100).map(told)).toEqual(held.map(told))
  return [...names].sort()
}

/** What each variant refuses of these posts. */
const REFUSED: Readonly<Record<string, readonly string[]>> = {
  'imgid imgid': ['TAB in a word', 'line break in a word'],
  'conll 2002': [
    'TAB in a word',
    'line break in a word',
    'space in a word',
    'type with space',
    'word that begins documents',
  ],
  'conll 2003': [
    'TAB in a word',
    'line break in a word',
    'space in a word',
    'type with space',
    'word that begins documents',
  ],
  'doccano jsonl': ['word nobody annotated'],
  'label-studio json': ['word nobody annotated'],
  'label-studio json-min': ['word nobody annotated'],
  'prodigy jsonl': ['word nobody annotated'],
  'brat standoff': [
    'TAB in a word',
    'line break between words',
    'line break in a span',
    'line break in a word',
    'space in a word',
    'type with space',
    'word nobody annotated',
  ],
  'spacy jsonl': ['TAB in a word', 'line break in a word', 'space in a word', 'word nobody annotated'],
  'webanno tsv': ['space before', 'type that is a mark', 'word nobody annotated'],
  'csv posts': ['TAB in a word', 'line break in a word', 'space in a word', 'word nobody annotated'],
  'csv posts-tsv': ['TAB in a word', 'line break in a word', 'space in a word', 'word nobody annotated'],
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
