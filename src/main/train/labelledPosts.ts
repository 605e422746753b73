import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { WorkbenchErrorKind } from '../../shared/api/workbenchError.ts'
import { canonicalType } from '../../shared/domain/labels.ts'
import { splitTag } from '../../shared/domain/bio.ts'
import { fileSource } from '../formats/byteSource.ts'
import type { ByteSource } from '../formats/byteSource.ts'
import { FileFault } from '../formats/fileFault.ts'
import { chooseReader, POST_FORMATS } from '../formats/formatList.ts'
import { placeOf } from '../formats/postReader.ts'
import type { PostItem } from '../formats/postReader.ts'
import { problemText, quoted } from '../formats/problemText.ts'
import type { Finding } from '../formats/problemText.ts'
import { readSample } from '../formats/sample.ts'
import { choicesFor } from '../import/bundleSources.ts'
import { captionOf, placeholderCaptions, readCaptions } from '../import/captions.ts'
import type { Captions } from '../import/captions.ts'
import type { ImportSource } from '../import/importSource.ts'
import { DEFAULT_READING } from '../import/importTypes.ts'
import type { Reading } from '../import/importTypes.ts'
import { openSources } from '../import/openSources.ts'
import type { InspectPicture, PictureFolder } from '../import/pictureFolder.ts'

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

/** The labelled posts of a file, with the pictures that came along with them. */
export interface LabelledFile {
  readonly posts: readonly LabelledPost[]
  /** Those of the same zip; null: none came along. */
  readonly pictures: PictureFolder | null
  /** Ends every use of the pictures. */
  readonly close: () => Promise<void>
}

/**
 * Reads every labelled post of a file, a zip or a folder of brat documents, in any format the program imports; OTHER
 * becomes MISC, an orphan I- opens an entity. Captions come from the file or, where it has none, from `captionsFile`, else
 * from those in the zip; a caption that many posts share describes a placeholder picture and counts as none. Throws
 * WorkbenchError for a bad line of either or a post without labels: a score over half a file is no score.
 */
export async function openLabelledPosts(
  file: string,
  captionsFile: string | null = null,
  reading: Reading = DEFAULT_READING,
): Promise<LabelledFile> {
  const opened = await openSources([file], reading.format, notInspected)
  const { sources, captions: inside, format } = opened
  const close = (): Promise<void> => opened.close()
  try {
    const given = captionsFile === null ? inside : await fileSource(captionsFile)
    const captions = given === null ? null : await soundCaptions(given, captionsFile !== null)
    const posts: LabelledPost[] = []
    for (const source of sources)
      for await (const read of postsOf(source, { ...reading, format }))
        posts.push(labelledPost(source, read, captions))
    const pictures = sources[0]?.pictures ?? null
    return { posts: withoutPlaceholders(posts), pictures: pictures?.empty === true ? null : pictures, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** The same where nobody looks at pictures. */
export async function readLabelledPosts(
  ...choices: Parameters<typeof openLabelledPosts>
): Promise<readonly LabelledPost[]> {
  const { posts, close } = await openLabelledPosts(...choices)
  await close()
  return posts
}

/** Whoever learns from pictures or scores with them looks at them; only a project keeps them and has them inspected. */
export const notInspected: InspectPicture = () =>
  Promise.reject(new Error('a picture was inspected that belongs to no project'))

interface ReadPost {
  readonly item: PostItem
  /** Number of its record in the source, from 1. */
  readonly record: number
}

async function* postsOf(source: ImportSource, reading: Reading): AsyncGenerator<ReadPost> {
  let record = 0
  const choices = choicesFor(source, reading)
  try {
    const sample = await readSample(source, choices.encoding)
    const { reader } = chooseReader(sample, choices.format, POST_FORMATS, choices)
    for await (const items of reader.read(source, { ...choices, encoding: sample.encoding }))
      for (const item of items) {
        if (item.kind === 'note') continue
        record++
        if (item.kind === 'refused') throw unused(source, item.finding)
        if (item.kind === 'post') yield { item, record }
      }
  } catch (error) {
    throw error instanceof FileFault ? unused(source, error.finding, error.kind) : error
  }
}

/**
 * Captions of a file without a bad line: with half of them a model would learn, or score, something else. So it would with
 * none where the file was `named`.
 */
async function soundCaptions(source: ByteSource, named: boolean): Promise<Captions> {
  const captions = await readCaptions(source, null)
  const { read, findings } = captions
  const bad = findings.find(({ severity }) => severity === 'error' || (named && read === 0))
  if (bad === undefined) return captions
  throw unused(source, bad)
}

function unused(
  { name, container }: ByteSource,
  finding: Finding,
  kind: WorkbenchErrorKind = 'invalid-input',
): WorkbenchError {
  const [file, entry] = container === undefined ? [name, null] : [container, name]
  const place = { ...finding, entry: finding.entry ?? entry }
  return new WorkbenchError(kind, problemText(file, place, { kind: 'unused' }))
}

function labelledPost(
  source: ImportSource,
  { item, record }: ReadPost,
  captions: Captions | null,
): LabelledPost {
  const { externalId, tokens, tags, picture } = item.post
  if (tags === null)
    throw unused(source, {
      severity: 'error',
      ...placeOf(item, record),
      found: `the post ${quoted(externalId)} has no labels`,
      expected: 'a tag for every token',
      advice: 'Label it',
    })
  const caption = item.post.caption ?? (captions === null ? null : captionOf(captions, item.post))
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
