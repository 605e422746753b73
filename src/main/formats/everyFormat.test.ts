import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ImportedPost } from '../../shared/domain/post.ts'
import type { ByteSource } from './byteSource.ts'
import { chooseReader, POST_FORMATS } from './formatList.ts'
import { DEFAULT_READ_OPTIONS } from './postReader.ts'
import type { Aspect } from './postWriter.ts'
import { readSample } from './sample.ts'
import { troublePosts } from './testing/troublePosts.ts'
import { optionsFor, sourceOf, storedPost, writeAll, writtenPost } from './testing/written.ts'

const RUNS = Number(process.env['VSGN_ROUND_TRIPS'] ?? 100)
const SEED = Number(process.env['VSGN_SEED'] ?? 20_261)

const VARIANTS = POST_FORMATS.flatMap((format) =>
  format.variants.map((variant) => [`${format.name} ${variant.name}`, format, variant] as const),
)

/** Recognises the file by its content and reads all of it; a refusal fails the test with its reason. */
async function read(source: ByteSource): Promise<{ format: string; posts: ImportedPost[] }> {
  const { reader } = chooseReader(await readSample(source, null), 'auto')
  const posts: ImportedPost[] = []
  for await (const items of reader.read(source, DEFAULT_READ_OPTIONS))
    for (const item of items)
      if (item.kind === 'post') posts.push(item.post)
      else throw new Error(`${item.finding.found}; expected ${item.finding.expected ?? ''}`)
  return { format: reader.name, posts }
}

/** What a file that carries `aspects` can give back of a post. */
function carried(post: ImportedPost, aspects: readonly Aspect[]) {
  const has = (aspect: Aspect): boolean => aspects.includes(aspect)
  return {
    tokens: post.tokens,
    tags: post.tags,
    ...(has('id') ? { id: post.externalId } : {}),
    ...(has('text') ? { text: post.text, offsets: post.offsets } : {}),
    ...(has('picture') ? { picture: post.picture } : {}),
    ...(has('caption') ? { caption: post.caption } : {}),
    ...(has('split') ? { split: post.split } : {}),
    ...(has('meta') ? { meta: post.meta } : {}),
  }
}

describe.each(VARIANTS)('%s', (_name, format, variant) => {
  const options = optionsFor(variant)
  const aspects = variant.carries
  const fit = (post: ImportedPost): ImportedPost =>
    format.name === 'imgid' ? { ...post, picture: `${post.externalId}.jpg` } : post

  it(`gives back what it carries, then its own bytes, then a change (${RUNS} sets, seed ${SEED})`, async () => {
    await fc.assert(
      fc.asyncProperty(troublePosts, fc.nat(4), async (list, change) => {
        const given = list.map(({ post }) => fit(post))
        const written = given.map((post, index) => writtenPost(storedPost(post, index + 1)))
        fc.pre(written.every((each) => format.refuses(each, options) === null))
        const files = writeAll(format, options, written)
        const first = await read(sourceOf(files))
        expect(first.format).toBe(format.name)
        expect(first.posts.map((post) => carried(post, aspects))).toEqual(
          given.map((post) => carried(post, aspects)),
        )

        const stored = first.posts.map((post, index) => storedPost(post, index + 1))
        expect(
          writeAll(
            format,
            options,
            stored.map((post) => writtenPost(post)),
          ),
        ).toEqual(files)

        const at = change % stored.length
        const tags = (index: number) => (index === at ? list[at]?.otherTags : stored[index]?.tags) ?? null
        const changed = stored.map((post, index) => writtenPost(post, tags(index)))
        const again = await read(sourceOf(writeAll(format, options, changed)))
        expect(again.posts.map((post) => carried(post, aspects))).toEqual(
          first.posts.map((post, index) => carried({ ...post, tags: tags(index) }, aspects)),
        )
      }),
      { numRuns: RUNS, seed: SEED },
    )
  })
})
