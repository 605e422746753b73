import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { ImportedPost } from '../../shared/domain/post.ts'
import { chooseReader, POST_FORMATS } from '../formats/formatList.ts'
import { postFault } from '../formats/postLimits.ts'
import { placeOf } from '../formats/postReader.ts'
import type { PostReader } from '../formats/postReader.ts'
import { problemText } from '../formats/problemText.ts'
import type { Finding } from '../formats/problemText.ts'
import { readSample } from '../formats/sample.ts'
import { choicesFor } from './bundleSources.ts'
import type { ImportSource } from './importSource.ts'
import type { ImportOptions } from './importTypes.ts'
import { mapped } from './labelMap.ts'

/** How the file is to be read. Throws {@link FileFault} where that cannot be told. */
export async function recognised(
  source: ImportSource,
  options: ImportOptions,
): Promise<{ readonly reader: PostReader; readonly encoding: string; readonly options: ImportOptions }> {
  const chosen = choicesFor(source, options)
  const sample = await readSample(source, chosen.encoding)
  const { encoding } = sample
  const { reader } = chooseReader(sample, chosen.format, POST_FORMATS, chosen)
  return { reader, encoding, options: { ...chosen, encoding } }
}

/** The posts of the file as an import would store them, batch by batch. Throws `refused` at the first bad record. */
export async function* readPosts(source: ImportSource, given: ImportOptions): AsyncGenerator<ImportedPost[]> {
  const { reader, encoding, options } = await recognised(source, given)
  let record = 0
  for await (const items of reader.read(source, { ...options, encoding })) {
    const posts: ImportedPost[] = []
    for (const item of items) {
      if (item.kind !== 'note') record++
      if (item.kind === 'refused') throw badRecord(source, item.finding)
      if (item.kind !== 'post') continue
      const post = mapped(item.post, options.labels)
      const fault = postFault(post)
      if (fault !== null) {
        const { found, expected, token } = fault
        const place = placeOf(item, record, token)
        throw badRecord(source, {
          severity: 'error',
          ...place,
          found,
          expected,
          advice: 'Correct the record',
        })
      }
      posts.push(post)
    }
    yield posts
  }
}

function badRecord({ name, container }: ImportSource, finding: Finding): WorkbenchError {
  const place = container === undefined ? finding : { ...finding, entry: name }
  return new WorkbenchError('refused', problemText(container ?? name, place, { kind: 'preview' }))
}
