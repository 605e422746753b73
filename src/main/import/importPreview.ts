import type { LabelDefinition } from '../../shared/domain/labels.ts'
import { readProjectTags } from '../../shared/domain/projectTags.ts'
import type { Span } from '../../shared/domain/span.ts'
import { FileFault } from '../formats/fileFault.ts'
import { chooseReader, POST_FORMATS } from '../formats/formatList.ts'
import { choicesFor } from './bundleSources.ts'
import type { ImportSource } from './importSource.ts'
import { FindingList } from './importReport.ts'
import type { ImportOptions } from './importTypes.ts'
import { mapped } from './labelMap.ts'
import { postFault } from '../formats/postLimits.ts'
import { placeOf } from '../formats/postReader.ts'
import type { PostReader, ReadItem } from '../formats/postReader.ts'
import type { ImportProblem } from '../formats/problemText.ts'
import { readSample } from '../formats/sample.ts'
import { TagFindings } from './tagFindings.ts'

/** The beginning of a file as an import with these choices would store it. */
export interface FilePreview {
  readonly name: string
  readonly format: string
  readonly encoding: string
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
  const posts: FilePreview['posts'][number][] = []
  let format = 'unknown'
  let encoding = 'unknown'
  try {
    const sample = await readSample(source, options.encoding)
    encoding = sample.encoding
    const { reader } = chooseReader(sample, options.format, readers)
    format = reader.name
    const names = new Set(labels.map((label) => label.name))
    const tags = new TagFindings(names)
    let record = 0
    for await (const item of firstItems(reader.read(source, { ...options, encoding }))) {
      record++
      if (item.kind !== 'post') {
        findings.add(item.finding)
        continue
      }
      const place = placeOf(item, record)
      const post = mapped(item.post, options.labels)
      const fault = postFault(post)
      if (fault !== null) {
        findings.add({ severity: 'error', ...place, ...fault, advice: 'Correct the record' })
        continue
      }
      findings.add(...item.findings, ...tags.add(post, place, item.firstTokenLine))
      const spans = post.tags === null ? null : readProjectTags(post.tags, names).spans
      posts.push({ externalId: post.externalId, tokens: post.tokens, spans, picture: post.picture })
    }
    findings.add(...tags.summary())
  } catch (error) {
    if (!(error instanceof FileFault)) throw error
    findings.add(error.finding)
  }
  const { name, container } = source
  return {
    name: container === undefined ? name : `${container}, ${name}`,
    format,
    encoding,
    posts,
    problems: findings.problems(
      container ?? name,
      { kind: 'preview' },
      container === undefined ? null : name,
    ),
  }
}

async function* firstItems(batches: AsyncIterable<readonly ReadItem[]>): AsyncGenerator<ReadItem> {
  let shown = 0
  for await (const batch of batches)
    for (const item of batch) {
      yield item
      if (++shown === SHOWN) return
    }
}
