import type { ImportedPost } from '../../../shared/domain/post.ts'
import { bytesSource } from '../byteSource.ts'
import { DEFAULT_READ_OPTIONS } from '../postReader.ts'
import type { PostReader, ReadItem, ReadOptions } from '../postReader.ts'
import type { Finding } from '../problemText.ts'

export interface ReadAll {
  readonly items: readonly ReadItem[]
  readonly posts: readonly ImportedPost[]
  /** Everything noticed, of whatever weight, in file order. */
  readonly findings: readonly Finding[]
}

/** Reads content in pieces of `chunkBytes`, so that records cross the seams. */
export async function readAll(
  reader: PostReader,
  content: string | Uint8Array,
  options: Partial<ReadOptions> & { name?: string; chunkBytes?: number } = {},
): Promise<ReadAll> {
  const { name = 'tweets.txt', chunkBytes, ...read } = options
  const items: ReadItem[] = []
  for await (const batch of reader.read(bytesSource(name, content, chunkBytes), {
    ...DEFAULT_READ_OPTIONS,
    ...read,
  }))
    items.push(...batch)
  return {
    items,
    posts: items.flatMap((item) => (item.kind === 'post' ? [item.post] : [])),
    findings: items.flatMap((item) => (item.kind === 'post' ? item.findings : [item.finding])),
  }
}
