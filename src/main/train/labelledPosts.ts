import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { canonicalType } from '../../shared/domain/labels.ts'
import { splitTag } from '../../shared/domain/bio.ts'
import type { ImportedPost } from '../../shared/domain/post.ts'
import { fileSource } from '../formats/byteSource.ts'
import { captionOf, placeholderCaptions, readCaptions } from '../import/captions.ts'
import type { Captions } from '../import/captions.ts'
import { chooseReader } from '../formats/formatList.ts'
import { DEFAULT_READ_OPTIONS } from '../formats/postReader.ts'
import { problemText } from '../formats/problemText.ts'
import { readSample } from '../formats/sample.ts'

/** A post with gold tags, as training and evaluation use it. */
export interface LabelledPost {
  readonly id: string
  readonly tokens: readonly string[]
  /** Well-formed IOB2, OTHER read as MISC. */
  readonly tags: readonly string[]
  /** The tags before orphans were repaired: what the strict column counts. */
  readonly rawTags: readonly string[]
  readonly caption: string | null
  /** The name the file has for its picture; null: none. */
  readonly pictureName: string | null
}

/**
 * Reads every labelled post of a file in any format the program imports; OTHER becomes MISC, an orphan I- opens an
 * entity. Captions come from the file or, where it has none, from `captionsFile`; a caption that many posts share
 * describes a placeholder picture and counts as none. Throws WorkbenchError for a bad line of either or a post
 * without labels: a score over half a file is no score.
 */
export async function readLabelledPosts(
  file: string,
  captionsFile: string | null = null,
): Promise<LabelledPost[]> {
  const source = await fileSource(file)
  const captions = captionsFile === null ? null : await soundCaptions(captionsFile)
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
      const caption = item.post.caption ?? (captions === null ? null : captionOf(captions, item.post))
      posts.push(labelledPost(item.post, caption, source.name))
    }
  return withoutPlaceholders(posts)
}

/** Captions of a file without a bad line: with half of them a model would learn, or score, something else. */
async function soundCaptions(file: string): Promise<Captions> {
  const captions = await readCaptions(await fileSource(file), null)
  const { read, refused, findings } = captions
  const bad = findings.find(({ severity }) => read === 0 || severity === 'error')
  if (bad === undefined) return captions
  throw new WorkbenchError(
    'invalid-input',
    problemText(captions.file, bad, { kind: 'rejected', refused, read }),
  )
}

function labelledPost(post: ImportedPost, caption: string | null, file: string): LabelledPost {
  const { externalId, tokens, tags, line, picture } = post
  if (tags === null)
    throw new WorkbenchError(
      'invalid-input',
      `${file}, line ${line}: the post "${externalId}" has no labels; expected a tag for every token. ` +
        'Label it, or leave it out of the file.',
    )
  const rawTags = tags.map(canonicalTag)
  return { id: externalId, tokens, tags: repairOrphans(rawTags), rawTags, caption, pictureName: picture }
}

function withoutPlaceholders(posts: readonly LabelledPost[]): LabelledPost[] {
  const uses = new Map<string, number>()
  for (const { caption } of posts) if (caption !== null) uses.set(caption, (uses.get(caption) ?? 0) + 1)
  const placeholders = new Set(placeholderCaptions(uses).map(({ caption }) => caption))
  return posts.map((post) =>
    post.caption !== null && placeholders.has(post.caption) ? { ...post, caption: null } : post,
  )
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
