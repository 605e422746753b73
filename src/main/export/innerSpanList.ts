import { atomicWriteFile } from '../system/atomicWrite.ts'
import type { WrittenPost } from '../formats/postWriter.ts'
import type { LeftOut } from './exportTypes.ts'

/** The spans of a post that are not written because they lie inside others or are parts of tokens. */
export function innerOf({ post, unwritten = [] }: WrittenPost): LeftOut[] {
  return unwritten.map(({ words }) => ({ externalId: post.externalId, reason: words }))
}

/** Writes the list beside an export, so that who uses the file knows what it does not say: `NAME.inner-spans.tsv`. */
export async function saveInnerSpans(path: string, inner: readonly LeftOut[]): Promise<void> {
  const rows = inner.map(
    ({ externalId, reason }) => `${JSON.stringify(externalId)}\t${JSON.stringify(reason)}\n`,
  )
  await atomicWriteFile(`${path}.inner-spans.tsv`, `post\tspan\n${rows.join('')}`)
}
