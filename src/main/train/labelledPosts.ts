import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { canonicalType } from '../../shared/domain/labels.ts'
import { splitTag } from '../../shared/domain/bio.ts'
import { fileSource } from '../import/byteSource.ts'
import { chooseReader } from '../import/formats.ts'
import { DEFAULT_READ_OPTIONS } from '../import/postReader.ts'
import { problemText } from '../import/problemText.ts'
import { readSample } from '../import/sample.ts'

/** A post with gold tags, as training and evaluation use it. */
export interface LabelledPost {
  readonly id: string
  readonly tokens: readonly string[]
  /** Well-formed IOB2, OTHER read as MISC. */
  readonly tags: readonly string[]
  /** The tags before orphans were repaired: what the strict column counts. */
  readonly rawTags: readonly string[]
  readonly caption: string | null
}

/**
 * Reads every labelled post of a file in any format the program imports; OTHER becomes MISC, an orphan I- opens an
 * entity. Throws WorkbenchError for a bad line or a post without labels: a score over half a file is no score.
 */
export async function readLabelledPosts(file: string): Promise<LabelledPost[]> {
  const source = await fileSource(file)
  const { reader } = chooseReader(await readSample(source, null), 'auto')
  const posts: LabelledPost[] = []
  for await (const items of reader.read(source, DEFAULT_READ_OPTIONS))
    for (const item of items) {
      if (item.kind === 'refused')
        throw new WorkbenchError(
          'invalid-input',
          problemText(source.name, item.finding, { kind: 'rejected', refused: 1, read: posts.length + 1 }),
        )
      if (item.kind !== 'post') continue
      const { externalId, tokens, tags, caption, line } = item.post
      if (tags === null)
        throw new WorkbenchError(
          'invalid-input',
          `${source.name}, line ${line}: the post "${externalId}" has no labels; expected a tag for every token. ` +
            'Label it, or leave it out of the file.',
        )
      const rawTags = tags.map(canonicalTag)
      posts.push({ id: externalId, tokens, tags: repairOrphans(rawTags), rawTags, caption })
    }
  return posts
}

function canonicalTag(tag: string): string {
  const parts = splitTag(tag)
  return parts === null || parts.prefix === 'O' ? 'O' : `${parts.prefix}-${canonicalType(parts.type)}`
}

/** An I- that continues nothing of its type becomes B-: what conlleval counts is unchanged. */
export function repairOrphans(tags: readonly string[]): string[] {
  return tags.map((tag, index) => {
    const parts = splitTag(tag)
    if (parts?.prefix !== 'I') return tag
    const previous = splitTag(tags[index - 1] ?? 'O')
    return previous?.type === parts.type ? tag : `B-${parts.type}`
  })
}
