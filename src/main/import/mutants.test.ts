import { afterEach, expect, it } from 'vitest'
import { Workshop } from '../store/store.fixture.ts'
import type { ProjectStore } from '../store/types.ts'
import { bytesSource } from '../formats/byteSource.ts'
import { importPosts } from './importPosts.ts'
import type { ImportReport } from './importReport.ts'
import { DEFAULT_IMPORT_OPTIONS } from './importTypes.ts'
import { mutantOf, seededRandom } from './testing/mutants.ts'

// docs/reliability.md P10: altered files never crash, never half-import, and always say why. VSGN_MUTANTS sets the number.
const MUTANTS = Number(process.env['VSGN_MUTANTS'] ?? 2000)
const SEED = Number(process.env['VSGN_SEED'] ?? 20_261)
/** Imports into one project, so that known posts and known files are met as well. */
const A_PROJECT = 40

const SEEDS: readonly { readonly name: string; readonly posts: string; readonly captions: string | null }[] =
  [
    {
      name: 'tweets.txt',
      posts:
        'IMGID:17_06_1\n😀\tO\nAda\tB-PER\nBerg\tI-PER\nin\tO\nOslo\tB-LOC\n\nIMGID:O_2\n\u00a0\tO\nArt\tB-OTHER\nFair\tI-OTHER\n\nIMGID:3\nIda\tI-PER\nW\tO\n.\tO\nHolm\tI-PER\n\n',
      captions: '17_06_1\ta woman at a desk\nO_2\tperson, person, person, person\n3\tthree dogs\n',
    },
    {
      name: 'posts.jsonl',
      posts:
        '{"id":"17_06_1","tokens":["😀","Ada","Berg"],"tags":["O","B-PER","I-PER"],"text":"😀 Ada Berg","spans":[{"type":"PER","text":"Ada Berg","start":2,"end":10}],"image":"17_06_1.jpg","split":"train","status":"reviewed"}\n{"id":2,"tokens":["Oslo","fjord"],"caption":"a bay","lang":{"code":"no","score":0.5}}\n{"tokens":["Ada"],"spans":[{"type":"PER","start":0,"end":3}]}\n',
      captions: '{"id":"2","caption":"a bay with boats"}\n{"image":"17_06_1.jpg","caption":"a woman"}\n',
    },
    {
      name: 'set.conll',
      posts:
        '-DOCSTART- -X- -X- O\n\nAda NNP I-NP I-PER\nBerg NNP I-NP I-PER\n\nOslo NNP I-NP B-LOC\nfjord NN I-NP I-LOC\n',
      captions: null,
    },
  ]

const workshop = new Workshop()
afterEach(() => workshop.clear())

const snapshot = (project: ProjectStore): string => JSON.stringify(project.posts.after(0, 10_000))

interface Mutant {
  readonly name: string
  readonly posts: Buffer
  readonly captions: Buffer | null
  readonly skipBad: boolean
}

function mutant(n: number, random: () => number): Mutant {
  const seed = SEEDS[n % SEEDS.length] as (typeof SEEDS)[number]
  const other = SEEDS[(n + 1) % SEEDS.length] as (typeof SEEDS)[number]
  const name = `${n}-${seed.name}`
  const skipBad = random() < 0.3
  if (seed.captions === null)
    return { name, posts: mutantOf(seed.posts, other.posts, random), captions: null, skipBad }
  if (random() < 0.25)
    return {
      name,
      posts: Buffer.from(seed.posts),
      captions: mutantOf(seed.captions, '{"id":1}', random),
      skipBad,
    }
  return {
    name,
    posts: mutantOf(seed.posts, other.posts, random),
    captions: Buffer.from(seed.captions),
    skipBad,
  }
}

/** A file's name, perhaps a line, a sentence; and nothing that is meant for programmers. */
const MESSAGE = /^(?:\d+-(?:tweets\.txt|posts\.jsonl|set\.conll)|captions)(?:, line \d+)?: .+\.$/su
const FOR_PROGRAMMERS = /undefined|\[object|Error:|\s{3}at |\n/u

async function tryMutant(
  project: ProjectStore,
  { name, posts, captions, skipBad }: Mutant,
): Promise<ImportReport> {
  const before = snapshot(project)
  const report = await importPosts({
    target: project,
    sources: [bytesSource(name, posts, 64)],
    options: { ...DEFAULT_IMPORT_OPTIONS, skipBad },
    captions: captions === null ? null : bytesSource('captions', captions, 64),
    pictures: null,
  })
  const [file] = report.files
  const { read, stored, skipped, refused } = file as NonNullable<typeof file>
  expect(read).toBe(stored + skipped + refused)
  const messages = [...(file?.problems ?? []), ...(report.captions?.problems ?? [])]
  expect(messages.length > 0).toBe(report.outcome !== 'accepted')
  for (const { message } of messages) {
    expect(message).toMatch(MESSAGE)
    expect(message).not.toMatch(FOR_PROGRAMMERS)
  }
  if (report.outcome === 'rejected') {
    expect(messages.some(({ severity }) => severity === 'error')).toBe(true)
    expect(snapshot(project)).toBe(before)
  } else expect((JSON.parse(snapshot(project)) as []).length).toBe((JSON.parse(before) as []).length + stored)
  return report
}

it(
  `${MUTANTS} altered files (seed ${SEED}): no crash, no partial import, always a message`,
  { timeout: 1_200_000 },
  async () => {
    const random = seededRandom(SEED)
    let project = workshop.create()
    let rejected = 0
    for (let n = 0; n < MUTANTS; n++) {
      if (n % A_PROJECT === A_PROJECT - 1) {
        workshop.clear()
        project = workshop.create()
      }
      const each = mutant(n, random)
      try {
        if ((await tryMutant(project, each)).outcome === 'rejected') rejected++
      } catch (error) {
        throw new Error(`mutant ${n} of seed ${SEED}: ${JSON.stringify(each.posts.toString('latin1'))}`, {
          cause: error,
        })
      }
    }
    // Mutants that are all refused, or all taken, would test next to nothing.
    expect(rejected).toBeGreaterThan(MUTANTS / 10)
    expect(rejected).toBeLessThan((MUTANTS * 9) / 10)
  },
)
