import { spansFromTags } from '../../../shared/domain/bio.ts'
import type { ImportedPost } from '../../../shared/domain/post.ts'
import type { StoredPost } from '../../store/types.ts'
import { bytesSource } from '../byteSource.ts'
import type { ByteSource } from '../byteSource.ts'
import type { PostFormat } from '../postFormat.ts'
import type { Output, Variant, WriteOptions, WrittenPost } from '../postWriter.ts'

/** A post as the store gives it to a writer, without a store. */
export function storedPost(post: ImportedPost, position: number): StoredPost {
  const { picture, status, tags, ...same } = post
  const spans = tags === null ? null : spansFromTags(tags)
  return {
    ...same,
    id: position,
    position,
    fileId: 1,
    tags,
    tagsHold: true,
    goldHolds: false,
    picture:
      picture === null
        ? null
        : { name: picture, state: 'missing', hash: null, width: 0, height: 0, findings: null, regions: [] },
    state: { spans, status, flagged: false, comment: '' },
    revision: 0,
    predicted: null,
    imported: spans,
    rawTags: null,
    predictedRun: null,
    captionOrigin: null,
  }
}

/** The post as it would be written: with the labels it came with, or with others. */
export function writtenPost(stored: StoredPost, tags: readonly string[] | null = stored.tags): WrittenPost {
  const asRead = tags === stored.tags
  return { post: stored, tags, spans: spansFromTags(tags ?? []), scores: null, asRead }
}

export function optionsFor(variant: Variant, more: Partial<WriteOptions> = {}): WriteOptions {
  return { variant: variant.name, scheme: null, offsets: null, delimiter: null, spreadsheet: false, ...more }
}

/** What a format writes: the content of each file by its name, `''` where there is only one. */
export function writeAll(
  format: PostFormat,
  options: WriteOptions,
  posts: readonly WrittenPost[],
  { bom = false, oneFile = true, labels = ['PER', 'LOC', 'ORG', 'MISC'] } = {},
): ReadonlyMap<string, Buffer> {
  const files = new Map<string, Buffer>()
  const put = (file: string, piece: string | Uint8Array): void => {
    files.set(file, Buffer.concat([files.get(file) ?? Buffer.alloc(0), Buffer.from(piece as string)]))
  }
  const take = (output: Output): void => {
    if (typeof output === 'string' || output instanceof Uint8Array) put('', output)
    else for (const { file, text } of output) put(file, text)
  }
  const writer = format.open({ options, bom, oneFile, labels })
  for (const post of posts) take(writer.record(post))
  take(writer.end())
  return files
}

/** The file a person would choose to read what was written, with its neighbours. */
export function sourceOf(files: ReadonlyMap<string, Uint8Array>, name = 'posts.txt'): ByteSource {
  const beside = (other: string): Promise<ByteSource | null> => {
    const bytes = files.get(other)
    return Promise.resolve(bytes === undefined ? null : bytesSource(other, bytes))
  }
  const single = files.get('')
  const chosen = single === undefined ? 'posts.ann' : name
  return { ...bytesSource(chosen, single ?? files.get(chosen) ?? ''), beside }
}
