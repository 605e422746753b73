import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportPosts } from '../../export/exportPosts.ts'
import type { ExportOptions } from '../../export/exportTypes.ts'
import { POST_FORMATS } from '../../formats/formatList.ts'
import { importedPost, publishPosts, Workshop } from '../../store/store.fixture.ts'
import { buildZip } from './zipBuilder.ts'

/** A sound file, to be altered. */
export interface Seed {
  readonly name: string
  readonly posts: Buffer
  /** A file of captions that goes with it. */
  readonly captions: Buffer | null
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
]

function seed(name: string, posts: string, captions: string | null = null): Seed {
  return {
    name,
    posts: Buffer.from(posts),
    captions: captions === null ? null : Buffer.from(captions),
  }
}

/** The hand-written seeds, and one of every format the program writes, so that a new format comes in by itself. */
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
    return [...HAND, ...written]
  } finally {
    workshop.clear()
    await rm(folder, { recursive: true })
  }
}
