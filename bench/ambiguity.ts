/**
 * The ambiguity suite: posts whose type only the picture tells.
 *
 * node bench/ambiguity.ts make FOLDER [posts a type = 400] [seed = 1]
 *   writes train.jsonl, dev.jsonl, test.jsonl, wrong.jsonl, three sets of ordinary posts and pictures/ from the public
 *   pictures in VSGN_DATA. ordinary.jsonl holds posts of the training parts of WNUT-17 and Tweebank, ordinary-btc.jsonl
 *   of the Broad Twitter Corpus, which labels no MISC; each has a training picture that has nothing to do with it: what a
 *   model learns from it is that clear words outweigh a picture. ordinary-test.jsonl asks whether it did, with posts of
 *   the test part of WNUT-16 and pictures of the test. dev.jsonl holds other posts made of the names, frames
 *   and pictures of train.jsonl; it helps to choose the epoch.
 *   ORG is learned from flags and read from logos, which are trademarks and train nothing.
 * node bench/ambiguity.ts score PACK FOLDER
 *   prints, in percent of the posts, the right types with the picture, without it and with a wrong one, and the share
 *   that follows the wrong one; then F1 on the ordinary posts with and without their unrelated pictures.
 */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { packFolder } from '../src/main/hosts/cli/packArgument.ts'
import type { SuiteScores } from './experiments/suite.ts'
import { lookingAtPictures } from '../src/main/hosts/cli/pictureArgument.ts'
import { nodeProcesses } from '../src/main/jobs/childProcess.ts'
import { SeededRandom } from '../src/main/autodiff/seededRandom.ts'
import type { Shown, SuitePart, SuitePost } from '../src/main/train/ambiguity/ambiguitySuite.ts'
import { ambiguityPosts, partOfPicture, SHOWN } from '../src/main/train/ambiguity/ambiguitySuite.ts'
import { renderDrawing } from '../src/main/features/renderDrawing.ts'
import { drawnCaption, drawnPicture } from '../src/main/train/ambiguity/drawnPictures.ts'
import { goldType, typeAccuracy } from '../src/main/train/ambiguity/typeAccuracy.ts'
import type { EvaluatedPost } from '../src/main/train/evaluateModel.ts'
import { evaluate, NO_CONTROLS } from '../src/main/train/evaluateModel.ts'
import { pairedBootstrap } from '../src/shared/domain/significance.ts'
import { readLabelledPosts } from '../src/main/train/labelledPosts.ts'
import { readSeenPosts } from '../src/main/train/postPictures.ts'
import { loadTagger } from '../src/main/vsgn/loadTagger.ts'

interface Source {
  readonly folder: string
  readonly shown: Shown
  /** Parts it may serve; a picture goes to the one its name decides. */
  readonly parts: readonly SuitePart[]
  readonly takes: (picture: Annotation) => boolean
  /** What a person would say of any of them; null: each has captions of its own. */
  readonly caption: string | null
}

interface Annotation {
  readonly file: string
  /** Class of each thing, then its box. */
  readonly objects?: readonly (readonly [string, ...number[]])[]
  readonly captions?: readonly string[]
}

const DATA = process.env.VSGN_DATA ?? '../shared/data'
/**
 * Drawings of each type that train beside the photographs, so that flat colours are no riddle; the test has none. Of ORG
 * there are no photographs.
 */
const DRAWN: Readonly<Record<Shown, number>> = { PER: 90, LOC: 90, ORG: 400, MISC: 90 }
/** Of the photographs of a type at least as many are in the hat, some from several views. */
const PHOTOGRAPHED = 150
/** A view keeps at least this share of width and height. */
const LEAST_VIEW = 0.7
/** Flags are as flat as drawings: with all of them every flat picture would be an organisation. */
const MOST_FLAGS = 60
/** Ordinary posts by the file they are written to. Those of a file share what its sets label. */
const ORDINARY = [
  { part: 'train', name: 'ordinary.jsonl', files: ['ner/wnut17/train.conll', 'ner/tweebank/train.conll'] },
  { part: 'train', name: 'ordinary-btc.jsonl', files: ['ner/btc/train.conll'] },
  { part: 'test', name: 'ordinary-test.jsonl', files: ['ner/wnut16/test.conll'] },
] as const
const MOST_ORDINARY = 4000
/** Posts of each type that help to choose the epoch. */
const DEV_POSTS = 40
const every = (): boolean => true
const BOTH: readonly SuitePart[] = ['train', 'test']
const SOURCES: readonly Source[] = [
  {
    folder: 'people_us_congress',
    shown: 'PER',
    parts: BOTH,
    takes: every,
    caption: 'a person in front of a flag',
  },
  // the others of the folder are paintings, dishes and pets as well
  {
    folder: 'landmarks',
    shown: 'LOC',
    parts: BOTH,
    takes: ({ file }) => file.startsWith('cc0_'),
    caption: 'an old building',
  },
  { folder: 'sports_venues', shown: 'LOC', parts: BOTH, takes: every, caption: 'a stadium from above' },
  { folder: 'flags', shown: 'ORG', parts: ['train'], takes: every, caption: 'a flag' },
  { folder: 'logos', shown: 'ORG', parts: ['test'], takes: every, caption: 'a logo' },
  {
    folder: 'coco_cc',
    shown: 'MISC',
    parts: BOTH,
    takes: ({ objects = [] }) => objects.length > 0 && objects.every(([label]) => label !== 'person'),
    caption: null,
  },
]

/** A caption can be put in many ways; one that many posts share would be taken for that of a placeholder. */
const WAYS: readonly ((caption: string) => string)[] = [
  (caption) => caption,
  (caption) => `a photo of ${caption}`,
  (caption) => `a picture that shows ${caption}`,
  (caption) => `${caption} in the daytime`,
  (caption) => `${caption} up close`,
  (caption) => `an image of ${caption}`,
  (caption) => `${caption}, nothing else`,
  (caption) => `there is ${caption}`,
]
/** Half of the training posts have a caption as people write them; to the others the program gives one of its own. */
const CAPTIONED = 0.5

async function make(out: string, perType: number, seed: number): Promise<void> {
  const data = join(DATA, 'pictures')
  mkdirSync(join(out, 'pictures'), { recursive: true })
  for (const part of BOTH) {
    const pictures: Record<Shown, string[]> = { PER: [], LOC: [], ORG: [], MISC: [] }
    const captions = new Map<string, readonly string[]>()
    for (const { folder, shown, parts, takes, caption } of SOURCES)
      for (const line of readFileSync(join(data, folder, 'annotations.jsonl'), 'utf8')
        .trim()
        .split('\n')) {
        const picture = JSON.parse(line) as Annotation
        const name = `${folder}-${picture.file}`
        const own = parts.length === 1 ? parts[0] : partOfPicture(name)
        if (own !== part || !takes(picture)) continue
        copyFileSync(join(data, folder, picture.file), join(out, 'pictures', name))
        pictures[shown].push(name)
        captions.set(name, caption === null ? (picture.captions ?? []) : WAYS.map((way) => way(caption)))
      }
    if (part === 'train')
      for (const shown of SHOWN) {
        const photographs = shown === 'ORG' ? pictures.ORG.slice(0, MOST_FLAGS) : pictures[shown]
        const times = shown === 'ORG' ? 1 : Math.ceil(PHOTOGRAPHED / photographs.length)
        pictures[shown] = [...photographs, ...(await views(out, photographs, times - 1, captions, seed))]
        for (let number = 0; number < DRAWN[shown]; number++) {
          const name = `drawn-${shown}-${number}.png`
          writeFileSync(join(out, 'pictures', name), await renderDrawing(drawnPicture(part, shown, number)))
          pictures[shown].push(name)
          const caption = drawnCaption(shown, number)
          captions.set(
            name,
            WAYS.map((way) => way(caption)),
          )
        }
      }
    const posts = ambiguityPosts(part, pictures, perType, seed)
    const random = new SeededRandom(seed, SHOWN.length)
    const captionOf = (image: string): string | undefined => {
      const known = part === 'train' && random.uniform() < CAPTIONED ? captions.get(image) : undefined
      return known?.[random.integer(known.length)]
    }
    const write = (file: string, made: readonly SuitePost[], imageOf: (post: SuitePost) => string): void => {
      const lines = made.map((post) => {
        const { id, tokens, tags } = post
        const image = imageOf(post)
        return JSON.stringify({ id, tokens, tags, image, caption: captionOf(image), split: part })
      })
      writeFileSync(join(out, file), `${lines.join('\n')}\n`)
    }
    write(`${part}.jsonl`, posts, ({ image }) => image)
    if (part === 'test') write('wrong.jsonl', posts, ({ wrongImage }) => wrongImage)
    else write('dev.jsonl', ambiguityPosts(part, pictures, DEV_POSTS, seed + 1), ({ image }) => image)
    await writeOrdinary(out, part, Object.values(pictures).flat(), captionOf, seed)
    console.log(
      `${part}: ${posts.length} posts, pictures ${SHOWN.map((shown) => `${shown} ${new Set(pictures[shown]).size}`).join(', ')}`,
    )
  }
}

/** Further views of pictures, `count` of each: another part of it, every second one in the mirror. Their captions stay true. */
async function views(
  out: string,
  photographs: readonly string[],
  count: number,
  captions: Map<string, readonly string[]>,
  seed: number,
): Promise<string[]> {
  const random = new SeededRandom(seed, ORDINARY.length)
  const made: string[] = []
  for (const name of photographs)
    for (let number = 1; number <= count; number++) {
      const image = sharp(join(out, 'pictures', name))
      const { width, height } = await image.metadata()
      const share = LEAST_VIEW + (1 - LEAST_VIEW) * random.uniform()
      const size = { width: Math.round(share * width), height: Math.round(share * height) }
      const view = image.extract({
        ...size,
        left: random.integer(width - size.width + 1),
        top: random.integer(height - size.height + 1),
      })
      const file = name.replace(/(\.\w+)$/u, `-view-${number}$1`)
      await (number % 2 === 0 ? view : view.flop()).toFile(join(out, 'pictures', file))
      captions.set(file, captions.get(name) ?? [])
      made.push(file)
    }
  return made
}

async function writeOrdinary(
  out: string,
  wanted: SuitePart,
  pictures: readonly string[],
  captionOf: (image: string) => string | undefined,
  seed: number,
): Promise<void> {
  for (const [stream, { part, name, files }] of ORDINARY.entries()) {
    if (part !== wanted) continue
    const random = new SeededRandom(seed, stream)
    const posts = (await Promise.all(files.map((file) => readLabelledPosts(join(DATA, file))))).flat()
    random.shuffle(posts)
    const lines = posts.slice(0, MOST_ORDINARY).map(({ tokens, tags }, index) => {
      const image = pictures[random.integer(pictures.length)] as string
      const caption = captionOf(image)
      return JSON.stringify({ id: `ordinary-${index}`, tokens, tags, image, caption, split: part })
    })
    writeFileSync(join(out, name), `${lines.join('\n')}\n`)
  }
}

async function score(pack: string, folder: string): Promise<void> {
  const tagger = await loadTagger(packFolder(pack), { device: 'cpu', threads: 1 })
  const { signal } = new AbortController()
  const read = (file: string): Promise<EvaluatedPost[]> =>
    lookingAtPictures({ processes: nodeProcesses(), signal }, (look) =>
      readSeenPosts(
        { name: file, file: join(folder, file), captions: null, pictures: join(folder, 'pictures') },
        { look },
      ),
    )
  const right = await read('test.jsonl')
  const wrong = await read('wrong.jsonl')
  const shownBy = new Map(SOURCES.map(({ folder: name, shown }) => [name, shown]))
  const shownType = ({ pictureName }: EvaluatedPost): string => {
    const [source = ''] = (pictureName ?? '').split('-')
    return shownBy.get(source) ?? ''
  }
  const percent = async (posts: readonly EvaluatedPost[], typeOf: (post: EvaluatedPost) => string) =>
    Math.round(1000 * (await typeAccuracy(tagger, posts, typeOf))) / 10
  const withoutSight = (posts: readonly EvaluatedPost[]) => posts.map((post) => ({ ...post, sight: null }))
  const ordinary = await read('ordinary-test.jsonl')
  const seen = await evaluate(tagger, ordinary, NO_CONTROLS)
  const unseen = await evaluate(tagger, withoutSight(ordinary), NO_CONTROLS)
  const { f1, interval95, p } = pairedBootstrap(unseen.tally.counts, seen.tally.counts)
  const points = (value: number): number => Math.round(10_000 * value) / 100
  const scores: SuiteScores = {
    posts: right.length,
    withPicture: await percent(right, goldType),
    withoutPicture: await percent(withoutSight(right), goldType),
    wrongPictureRight: await percent(wrong, goldType),
    wrongPictureFollowed: await percent(wrong, shownType),
    ordinary: {
      posts: ordinary.length,
      withPicture: points(seen.tally.micro.f1),
      withoutPicture: points(unseen.tally.micro.f1),
      difference: points(f1),
      interval95: interval95 === null ? null : [points(interval95[0]), points(interval95[1])],
      p,
    },
  }
  await tagger.dispose()
  console.log(JSON.stringify(scores, null, 2))
}

const [command, first, second, third] = process.argv.slice(2)
if (command === 'make' && first !== undefined) await make(first, Number(second ?? 400), Number(third ?? 1))
else if (command === 'score' && first !== undefined && second !== undefined) await score(first, second)
else {
  console.error('Usage: node bench/ambiguity.ts make FOLDER [POSTS] [SEED] | score PACK FOLDER')
  process.exitCode = 2
}
