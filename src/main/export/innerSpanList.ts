import { atomicWriteFile } from '../system/atomicWrite.ts'
import type { WrittenPost } from '../formats/postWriter.ts'
import type { LeftOut } from './exportTypes.ts'
import { nameOf, outerOf } from './writtenTags.ts'

/** The spans of a post that are not written because they lie inside others, each with the one around it. */
export function innerOf({ post, inner = [] }: WrittenPost): LeftOut[] {
  const spans = post.state.spans ?? []
  return inner.map((span) => ({
    externalId: post.externalId,
    reason: `${nameOf(post, span)} inside ${nameOf(post, outerOf(span, spans, inner))}`,
  }))
}

/** Writes the list beside an export, so that who uses the file knows what it does not say: `NAME.inner-spans.tsv`. */
export async function saveInnerSpans(path: string, inner: readonly LeftOut[]): Promise<void> {
  const rows = inner.map(
    ({ externalId, reason }) => `${JSON.stringify(externalId)}\t${JSON.stringify(reason)}\n`,
  )
  await atomicWriteFile(`${path}.inner-spans.tsv`, `post\tspan\n${rows.join('')}`)
}
