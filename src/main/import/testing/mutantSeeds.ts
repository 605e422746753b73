import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync, inflateSync } from 'node:zlib'
import { exportPosts } from '../../export/exportPosts.ts'
import type { ExportOptions } from '../../export/exportTypes.ts'
import { POST_FORMATS } from '../../formats/formatList.ts'
import { importedPost, publishPosts, Workshop } from '../../store/store.fixture.ts'
import type { ImportOptions } from '../importTypes.ts'
import { AWKWARD } from './awkward/cases.ts'
import type { AwkwardCase } from './awkward/awkwardCase.ts'
import { buildZip } from './zipBuilder.ts'

/** A sound file, to be altered. */
export interface Seed {
  readonly name: string
  readonly posts: Buffer
  /** A file of captions that goes with it. */
  readonly captions: Buffer | null
  /** Another file of its folder, of which only the content is told: whatever name is asked for with its ending. */
  readonly beside?: { readonly ending: string; readonly content: Buffer }
  /** How what was altered is packed, so that a checksum does not refuse all of it. */
  readonly pack?: (altered: Buffer) => Buffer
  readonly options?: Partial<ImportOptions>
}

const TWEETS =
  'IMGID:17_06_1\n😀\tO\nAda\tB-PER\nBerg\tI-PER\nin\tO\nOslo\tB-LOC\n\nIMGID:O_2\n\u00a0\tO\nArt\tB-OTHER\nFair\tI-OTHER\n\nIMGID:3\nIda\tI-PER\nW\tO\n.\tO\nHolm\tI-PER\n\n'
const RECORDS =
  '{"id":"17_06_1","tokens":["😀","Ada","Berg"],"tags":["O","B-PER","I-PER"],"text":"😀 Ada Berg","spans":[{"type":"PER","text":"Ada Berg","start":2,"end":10}],"image":"17_06_1.jpg","split":"train","status":"reviewed"}\n{"id":2,"tokens":["Oslo","fjord"],"caption":"a bay","lang":{"code":"no","score":0.5}}\n{"tokens":["Ada"],"spans":[{"type":"PER","start":0,"end":3}]}\n'

/** Written by hand, as files come from elsewhere. */
const HAND: readonly Seed[] = [
  seed(
    'tweets.txt',
    TWEETS,
    '17_06_1\ta woman at a desk\nO_2\tperson, person, person, person\n3\tthree dogs\n',
  ),
  seed(
    'posts.jsonl',
    RECORDS,
    '{"id":"2","caption":"a bay with boats"}\n{"image":"17_06_1.jpg","caption":"a woman"}\n',
  ),
  seed(
    'set.conll',
    '-DOCSTART- -X- -X- O\n\nAda NNP I-NP I-PER\nBerg NNP I-NP I-PER\n\nOslo NNP I-NP B-LOC\nfjord NN I-NP I-LOC\n',
  ),
  {
    name: 'bundle.zip',
    posts: buildZip([
      { name: 'train.txt', content: TWEETS, stored: true },
      { name: 'dev.jsonl', content: RECORDS },
      { name: 'pictures/17_06_1.jpg', content: 'GIF89a' },
      { name: 'captions.tsv', content: '17_06_1\ta desk\n' },
    ]),
    captions: null,
  },
  {
    name: 'inside.zip',
    posts: Buffer.from(TWEETS),
    captions: null,
    pack: (altered) => buildZip([{ name: 'train.txt', content: altered }]),
  },
]

const LARGEST = 100_000

/** The awkward files that are taken in: a change of them is met behind all the first looks. */
async function awkwardSeeds(): Promise<Seed[]> {
  const cases = AWKWARD.flatMap(({ cases: all }) => all).filter(
    ({ outcome, pictures, captions }) =>
      outcome !== 'rejected' && pictures === undefined && captions === undefined,
  )
  const seeds = await Promise.all(cases.map(awkwardSeed))
  return seeds.filter(({ posts }) => posts.length < LARGEST)
}

async function awkwardSeed({ file, content, beside, options }: AwkwardCase): Promise<Seed> {
  const posts = Buffer.from(await content())
  const [other] = Object.entries(beside ?? {})
  const common = { name: file, captions: null, ...(options === undefined ? {} : { options }) }
  if (other !== undefined) {
    const ending = other[0].replace(/^.*(?=\.)/u, '')
    return { ...common, posts, beside: { ending, content: Buffer.from(other[1]) } }
  }
  if (file.endsWith('.spacy'))
    return { ...common, posts: inflateSync(posts), pack: (altered) => deflateSync(altered) }
  return { ...common, posts }
}

function seed(name: string, posts: string, captions: string | null = null): Seed {
  return {
    name,
    posts: Buffer.from(posts),
    captions: captions === null ? null : Buffer.from(captions),
  }
}

/** Hand-written seeds, one of every format the program writes (so that a new one comes in by itself), and the awkward files. */
export async function mutantSeeds(): Promise<Seed[]> {
  const workshop = new Workshop()
  const folder = await mkdtemp(join(tmpdir(), 'seeds-'))
  try {
    const project = workshop.create()
    publishPosts(project, [
      importedPost('😀 Ada Berg in Oslo', {
        externalId: 'a_1',
        tags: ['O', 'B-PER', 'I-PER', 'O', 'B-LOC'],
        picture: 'a_1.jpg',
        caption: 'a desk',
      }),
      importedPost('Art Fair , again', {
        externalId: 'a_2',
        tags: ['B-MISC', 'I-MISC', 'O', 'O'],
        split: 'train',
        status: 'reviewed',
      }),
      importedPost('nobody here', { externalId: 'a_3', tags: ['O', 'O'], meta: { lang: 'en' } }),
    ])
    const written: Seed[] = []
    for (const { name: format, variants } of POST_FORMATS)
      for (const { name: variant, extension, severalFiles } of variants) {
        // A folder of files is altered file by file; the annotations alone say that their text is missing.
        const name = `written.${format}.${extension}`
        const path = join(folder, name)
        const options: ExportOptions = { format, variant, which: 'all', tags: 'gold', miscAsOther: false }
        await exportPosts({ source: project, path, options, author: 'Ada', at: '2026-01-01T00:00:00.000Z' })
        const file = severalFiles === true ? join(path, 'posts.ann') : path
        written.push({ name, posts: await readFile(file), captions: null })
      }
    return [...HAND, ...written, ...(await awkwardSeeds())]
  } finally {
    workshop.clear()
    await rm(folder, { recursive: true })
  }
}
