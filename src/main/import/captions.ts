import type { ImportedPost } from '../../shared/domain/post.ts'
import type { ByteSource } from '../formats/byteSource.ts'
import { textFault } from '../formats/postLimits.ts'
import { nowhere, quoted } from '../formats/problemText.ts'
import type { Finding } from '../formats/problemText.ts'
import { RecordFault } from '../formats/recordFault.ts'
import { jsonShape, readSample } from '../formats/sample.ts'
import { isJson, jsonEntries, tabbedEntries } from './captionEntries.ts'
import type { NamedCaption } from './captionEntries.ts'

/** The captions of a file, by the id or picture name the file gives. */
export interface Captions {
  readonly file: string
  readonly format: 'captions-jsonl' | 'captions-json' | 'captions-tsv'
  readonly encoding: string
  readonly byKey: ReadonlyMap<string, string>
  readonly read: number
  readonly refused: number
  readonly findings: readonly Finding[]
}

const NO_CAPTIONS: Finding = {
  severity: 'warning',
  ...nowhere,
  found: 'the file holds no captions',
  expected: null,
  advice: 'Choose another file.',
}

/**
 * Reads JSON (`{"id" or "image": …, "caption" or "text": …}`, one a line or a list of them, or one object of captions by
 * their ids) or two columns with a TAB between them, which of the two by how the file begins. Throws {@link FileFault}.
 */
export async function readCaptions(source: ByteSource, encoding: string | null): Promise<Captions> {
  const sample = await readSample(source, encoding)
  const shape = isJson(sample) ? jsonShape(sample) : null
  const entries = shape === null ? tabbedEntries(source, sample) : jsonEntries(source, sample, shape)
  const byKey = new Map<string, string>()
  const findings: Finding[] = []
  let read = 0
  let refused = 0
  for await (const batch of entries)
    for (const { line, said, twice } of batch) {
      read++
      const place = { line, record: read, entry: null }
      const fault = said instanceof RecordFault ? said : textFault(said.caption)
      if (fault !== null) {
        refused++
        const { found, expected } = fault
        const advice = line === null ? 'Correct the caption' : 'Correct the line'
        findings.push({ severity: 'error', ...place, found, expected, advice })
        continue
      }
      const { key, caption } = said as NamedCaption
      const doubt = twice === true ? twiceIn(key) : doubtAbout(caption, byKey.get(key))
      if (doubt !== null) findings.push({ severity: 'warning', ...place, expected: null, ...doubt })
      if (!byKey.has(key) && caption !== '') byKey.set(key, caption)
    }
  if (read === 0) findings.push(NO_CAPTIONS)
  const format = shape === null ? 'captions-tsv' : shape === 'lines' ? 'captions-jsonl' : 'captions-json'
  return { file: source.name, format, encoding: sample.encoding, byKey, read, refused, findings }
}

/** The caption of a post: by its id, its picture's name, or that name without extension. */
export function captionOf(
  captions: Captions,
  post: Pick<ImportedPost, 'externalId' | 'picture'>,
): string | null {
  const keys = [post.externalId, post.picture, post.picture?.replace(/\.[^.]+$/u, '')]
  for (const key of keys) {
    const caption = key === undefined || key === null ? undefined : captions.byKey.get(key)
    if (caption !== undefined) return caption
  }
  return null
}

const PLACEHOLDER_POSTS = 20
const PLACEHOLDER_SHARE = 0.01

/**
 * Captions that so many posts share that they describe a placeholder and not the posts' own pictures: at least 20 posts
 * and one in a hundred. (358 posts of Twitter-2017 have "a man is standing on a skateboard in the snow".)
 */
export function placeholderCaptions(
  uses: ReadonlyMap<string, number>,
): { readonly caption: string; readonly posts: number }[] {
  const all = [...uses.values()].reduce((sum, posts) => sum + posts, 0)
  const least = Math.max(PLACEHOLDER_POSTS, all * PLACEHOLDER_SHARE)
  return [...uses].flatMap(([caption, posts]) => (posts >= least ? [{ caption, posts }] : []))
}

/** What is odd about the captions that posts got; `uses` counts the posts of each, `read` those of the file. */
export function captionFindings(uses: ReadonlyMap<string, number>, read: number): Finding[] {
  const warning = (found: string, advice: string): Finding => ({
    severity: 'warning',
    ...nowhere,
    found,
    expected: null,
    advice,
  })
  if (uses.size === 0 && read > 0)
    return [
      warning(
        'no caption is of a post',
        'Compare its ids with those of the posts, or the names of their pictures.',
      ),
    ]
  const shared = placeholderCaptions(uses).map(({ caption, posts }) =>
    warning(
      `${posts} posts have the caption ${quoted(caption)}`,
      'It describes a placeholder picture; treat these posts as having none.',
    ),
  )
  const empty = [...uses].flatMap(([caption, posts]) => {
    const phrase = repeatedPhrase(caption)
    if (phrase === null) return []
    const posted = posts === 1 ? 'a post has' : `${posts} posts have`
    return [warning(`${posted} a caption that says ${quoted(phrase)} over and over`, 'It is kept as it is.')]
  })
  return [...shared, ...empty]
}

function twiceIn(key: string): Pick<Finding, 'found' | 'advice'> {
  return { found: `the key ${quoted(key)} stands twice in one object`, advice: 'The last one counts.' }
}

function doubtAbout(caption: string, earlier: string | undefined): Pick<Finding, 'found' | 'advice'> | null {
  if (caption.trim() === '') return { found: 'the caption is empty', advice: 'The post has no caption.' }
  if (earlier !== undefined && earlier !== caption)
    return {
      found: `the caption ${quoted(caption)} is the second of its id`,
      advice: `The first, ${quoted(earlier)}, is kept.`,
    }
  return null
}

/** The word or phrase between commas that fills a caption; null: it says more than one thing. */
export function repeatedPhrase(caption: string): string | null {
  const phrases = caption.split(',').map((part) => part.trim())
  const words = caption.split(/[\s,]+/u)
  for (const parts of [phrases, words]) {
    const uses = new Map<string, number>()
    for (const part of parts) uses.set(part, (uses.get(part) ?? 0) + 1)
    const [most] = [...uses].sort((a, b) => b[1] - a[1])
    if (most !== undefined && most[1] >= 4 && most[1] * 3 >= parts.length * 2) return most[0]
  }
  return null
}
