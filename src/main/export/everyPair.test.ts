import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ImportedPost } from '../../shared/domain/post.ts'
import { POST_FORMATS } from '../formats/formatList.ts'
import { troublePosts } from '../formats/testing/troublePosts.ts'
import { pictureOfId } from '../formats/imgidRecords.ts'
import type { Aspect } from '../formats/postWriter.ts'
import { importedPost, quickFolder, Workshop } from '../store/store.fixture.ts'
import type { ProjectStore, StoredPost } from '../store/types.ts'
import { planExport } from './exportPosts.ts'
import { HARD_POSTS } from './testing/hardPosts.ts'
import { fileName, optionsFor, projectOf, read, write } from './testing/throughFiles.ts'

const RUNS = Number(process.env['VSGN_PAIR_SETS'] ?? 1)
const SEED = Number(process.env['VSGN_SEED'] ?? 20_261)

const workshop = new Workshop()
let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(quickFolder(), 'every-pair-'))
})
afterEach(async () => {
  workshop.clear()
  await rm(folder, { recursive: true })
})

const VARIANTS = POST_FORMATS.flatMap(({ name, variants }) =>
  variants.map((variant) => ({ format: name, variant })),
)
type Kind = (typeof VARIANTS)[number]

/** Posts that no drawing of words makes. */
const MORE: readonly ImportedPost[] = [
  ...HARD_POSTS,
  importedPost('never looked at', { tags: null, caption: 'a desk,\n"two" lines', picture: 'gone.jpg' }),
  importedPost('Ada Berg Oslo', {
    externalId: '007',
    tags: ['B-PER', 'B-PER', 'B-LOC'],
    split: 'dev',
    meta: {
      label: 'x',
      text2: 1,
      entities: [],
      answer: 'maybe',
      ner_tags: null,
      data: { a: '' },
      task: 'NER',
    },
  }),
  importedPost('Bo ran', {
    tags: ['B-PER', 'O'],
    meta: {
      regions: [{ start: 0, end: 2, labels: ['ORG'] }],
      spans: [],
      vsgn: { vsgn: 1 },
      image: 3,
      id: null,
    },
  }),
  importedPost('Cy ran', {
    tags: ['B-PER', 'O'],
    meta: {
      task: { predictions: [{ result: [] }], otherAnnotations: [{ was_cancelled: true, result: [] }] },
      _view_id: 'ner',
    },
  }),
  importedPost('X ran off', { externalId: '=1+1', tags: ['X', 'O', 'B-PER'], picture: 'x.jpg' }),
  importedPost('Di ran', { tags: ['B-', 'O'] }),
  importedPost('# is a mark', { externalId: '-', tags: ['X', 'O', 'O', 'O'] }),
]

/** What a file that carries `aspects` gives back of a post, ids of its own making aside. */
function told(post: StoredPost, aspects: readonly Aspect[]) {
  const has = (aspect: Aspect): boolean => aspects.includes(aspect)
  const { externalId, tokens, text, offsets, state, caption, split, meta } = post
  return {
    tokens,
    spans: state.spans ?? (has('unlabelled') ? null : []),
    ...(has('id') ? { id: externalId } : {}),
    ...(has('text') ? { text, offsets } : {}),
    ...(has('picture') ? { picture: post.picture?.name ?? null } : {}),
    ...(has('caption') ? { caption } : {}),
    ...(has('split') ? { split } : {}),
    ...(has('meta') ? { meta } : {}),
  }
}

/** What is compared by name; an IMGID file calls a picture by the id of its post. */
function aspectsOf({ format, variant }: Kind): readonly Aspect[] {
  return variant.carries.filter((aspect) => !(format === 'imgid' && aspect === 'picture'))
}

/** Where lines may end in CRLF without a word of the posts changing. */
const LINE_ENDED = new Set(['imgid', 'conll', 'jsonl', 'doccano', 'prodigy', 'webanno', 'huggingface jsonl'])

async function withReturns(path: string, { format, variant }: Kind): Promise<void> {
  if (!LINE_ENDED.has(format) && !LINE_ENDED.has(`${format} ${variant.name}`)) return
  const content = await readFile(path, 'utf8')
  await writeFile(path, content.replaceAll(/\r?\n/gu, '\r\n'))
}

/** What a plan has to name as lost where a post that is written holds it. */
function lossesOf(posts: readonly StoredPost[], { variant }: Kind): Aspect[] {
  const holds: Readonly<Partial<Record<Aspect, (post: StoredPost) => boolean>>> = {
    text: ({ text, tokens }) => text !== tokens.join(' '),
    caption: ({ caption }) => caption !== null,
    split: ({ split }) => split !== null,
    meta: ({ meta }) => meta !== null,
  }
  const aspects = Object.keys(holds) as Aspect[]
  return aspects.filter((aspect) => !variant.carries.includes(aspect) && posts.some(holds[aspect] ?? never))
}

const never = (): boolean => false

/** The project after an export to a format and an import of the file. What is neither in it nor in a list fails the test. */
async function through(from: ProjectStore, kind: Kind, crlf: boolean): Promise<ProjectStore> {
  const { format, variant } = kind
  const options = optionsFor(format, variant.name)
  const path = join(folder, fileName(variant))
  await rm(path, { recursive: true, force: true })
  const plan = await planExport(from, options)
  const report = await write(from, path, { ...options, leaveOut: true })
  const left = [...plan.refused, ...plan.leftOut].map(({ externalId }) => externalId)
  expect(report.leftOut.map(({ externalId }) => externalId).sort()).toEqual(left.sort())
  const given = from.posts.after(0, 1000)
  const kept = given.filter(({ externalId }) => !left.includes(externalId))
  expect(kept.length + left.length).toBe(given.length)
  expect(plan.losses.map(({ aspect }) => aspect)).toEqual(expect.arrayContaining(lossesOf(kept, kind)))
  if (crlf) await withReturns(path, kind)
  const { store } = await read(workshop, path, 'auto')
  const aspects = aspectsOf(kind)
  const came = store.posts.after(0, 1000)
  expect(came.map((post) => told(post, aspects))).toEqual(kept.map((post) => told(post, aspects)))
  if (format === 'imgid')
    expect(came.map(({ picture }) => picture?.name)).toEqual(kept.map((post) => pictureOfId(post.externalId)))
  return store
}

describe.each(VARIANTS.map((kind) => [`${kind.format} ${kind.variant.name}`, kind] as const))(
  'posts that came as %s',
  (_name, from) => {
    it(`go on in every format and come back, or are listed (${RUNS} sets, seed ${SEED})`, async () => {
      await fc.assert(
        fc.asyncProperty(troublePosts, fc.boolean(), async (list, crlf) => {
          const posts = [...list.map(({ post }) => post), ...MORE]
          const source = await through(projectOf(workshop, posts), from, crlf)
          for (const to of VARIANTS)
            await through(source, to, !crlf).catch((error: unknown) => {
              throw new Error(`to ${to.format} ${to.variant.name}: ${String(error)}`, { cause: error })
            })
          workshop.clear()
        }),
        { numRuns: RUNS, seed: SEED, endOnFailure: true },
      )
    })
  },
)
