import { splitTag } from '../../shared/domain/bio.ts'
import type { LabelDefinition } from '../../shared/domain/labels.ts'
import { importedGold } from '../../shared/domain/projectTags.ts'
import type { Span } from '../../shared/domain/span.ts'
import { FileFault } from '../formats/fileFault.ts'
import { chooseReader, POST_FORMATS, readingsOf } from '../formats/formatList.ts'
import { choicesFor } from './bundleSources.ts'
import type { ImportSource } from './importSource.ts'
import { FindingList } from './importReport.ts'
import type { ImportOptions } from './importTypes.ts'
import { mapped } from './labelMap.ts'
import { postFault } from '../formats/postLimits.ts'
import { placeOf } from '../formats/postReader.ts'
import type { ColumnChoices, PostReader, ReadItem } from '../formats/postReader.ts'
import type { ImportProblem } from '../formats/problemText.ts'
import { readSample } from '../formats/sample.ts'
import type { Sample } from '../formats/sample.ts'
import { TagFindings } from './tagFindings.ts'

/** The beginning of a file as an import with these choices would store it. */
export interface FilePreview {
  readonly name: string
  readonly format: string
  /** What the content looks like, in words; null: nothing that is known. */
  readonly takenFor: string | null
  /** The readings among which the person has to choose; empty: it is clear. */
  readonly readings: readonly { readonly format: string; readonly as: string }[]
  readonly encoding: string
  /** What can be said about the columns of the file; null: nothing. */
  readonly columns: ColumnChoices | null
  /** Types of the shown posts as the file calls them. */
  readonly types: readonly string[]
  readonly posts: readonly {
    readonly externalId: string
    readonly tokens: readonly string[]
    /** Null: the file has no labels for this post. */
    readonly spans: readonly Span[] | null
    readonly picture: string | null
  }[]
  readonly problems: readonly ImportProblem[]
}

/** Posts that a preview shows. */
const SHOWN = 20

/** Reads the first posts of a file and what is odd about them; stores nothing. */
export async function previewFile(
  source: ImportSource,
  given: ImportOptions,
  labels: readonly LabelDefinition[],
  readers: readonly PostReader[] = POST_FORMATS,
): Promise<FilePreview> {
  const options = choicesFor(source, given)
  const findings = new FindingList()
  let first: FirstPosts = { posts: [], types: [] }
  let about: Pick<FilePreview, 'format' | 'takenFor' | 'readings' | 'columns'> = UNKNOWN
  let encoding = 'unknown'
  try {
    const sample = await readSample(source, options.encoding)
    encoding = sample.encoding
    about = { ...UNKNOWN, readings: openReadings(sample, options, readers) }
    const { reader, match } = chooseReader(sample, options.format, readers, options)
    const columns = reader.columnChoices?.(sample, options) ?? null
    about = { ...UNKNOWN, format: reader.name, takenFor: match?.as ?? null, columns }
    const names = new Set(labels.map((label) => label.name))
    const items = firstItems(reader.read(source, { ...options, encoding }))
    first = await firstPosts(items, options, names, findings)
  } catch (error) {
    if (!(error instanceof FileFault)) throw error
    findings.add(error.finding)
  }
  const { name, container } = source
  return {
    name: container === undefined ? name : `${container}, ${name}`,
    ...about,
    encoding,
    ...first,
    problems: findings.problems(
      container ?? name,
      { kind: 'preview' },
      container === undefined ? null : name,
    ),
  }
}

type FirstPosts = Pick<FilePreview, 'posts' | 'types'>

/** Posts as they will be stored, with the types their file has for them; what is odd about them goes to `findings`. */
async function firstPosts(
  items: AsyncIterable<ReadItem>,
  options: ImportOptions,
  names: ReadonlySet<string>,
  findings: FindingList,
): Promise<FirstPosts> {
  const posts: FilePreview['posts'][number][] = []
  const types = new Set<string>()
  const tags = new TagFindings(names, options.scheme)
  let record = 0
  for await (const item of items) {
    if (item.kind !== 'note') record++
    if (item.kind !== 'post') {
      findings.add(item.finding)
      continue
    }
    const place = placeOf(item, record)
    for (const tag of item.post.tags ?? []) types.add(splitTag(tag)?.type ?? '')
    for (const { type } of item.post.spans ?? []) types.add(type)
    const post = mapped(item.post, options.labels)
    const fault = postFault(post)
    if (fault !== null) {
      const { found, expected, token } = fault
      const at = placeOf(item, record, token)
      findings.add({ severity: 'error', ...at, found, expected, advice: 'Correct the record' })
      continue
    }
    findings.add(...item.findings, ...tags.add(post, place, item.firstTokenLine))
    const spans = importedGold(post, names)
    posts.push({ externalId: post.externalId, tokens: post.tokens, spans, picture: post.picture })
  }
  findings.add(...tags.summary())
  types.delete('')
  return { posts, types: [...types] }
}

const UNKNOWN = { format: 'unknown', takenFor: null, readings: [], columns: null } as const

/** Where content decides and speaks for more than one format, those; where for none, those whose columns can be named. */
function openReadings(
  sample: Sample,
  options: ImportOptions,
  readers: readonly PostReader[],
): FilePreview['readings'] {
  if (options.format !== 'auto') return []
  const readings = readingsOf(sample, readers, options)
  if (readings.length > 0)
    return readings.length === 1
      ? []
      : readings.map(({ reader, match }) => ({ format: reader.name, as: match.as }))
  return readers.flatMap((reader) => {
    const choices = reader.columnChoices?.(sample, options) ?? null
    return choices === null ? [] : [{ format: reader.name, as: `columns ${choices.columns.join(', ')}` }]
  })
}

async function* firstItems(batches: AsyncIterable<readonly ReadItem[]>): AsyncGenerator<ReadItem> {
  let shown = 0
  for await (const batch of batches)
    for (const item of batch) {
      yield item
      if (++shown === SHOWN) return
    }
}
