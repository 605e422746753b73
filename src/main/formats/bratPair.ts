import { allBytes } from './byteSource.ts'
import type { ByteSource } from './byteSource.ts'
import { FileFault } from './fileFault.ts'
import { byteOrderMark, decoderOf } from './lineReader.ts'

/** The two files of a document of brat. */
export interface BratPair {
  /** Name without its ending. */
  readonly stem: string
  readonly text: string
  readonly textFile: string
  /** Lines of the annotations, without their ends. */
  readonly annotations: readonly string[]
  readonly annotationFile: string
  /** The one of the two by whose name it is known. */
  readonly given: string
}

const LARGEST = 256 * 1024 * 1024

/** Reads both files, whichever of them was given. An empty .ann says that nothing is labelled; a missing one is an error. */
export async function readBratPair(source: ByteSource, encoding: string | null): Promise<BratPair> {
  const stem = source.name.replace(/\.(?:ann|txt)$/iu, '')
  const given = /\.txt$/iu.test(source.name) ? 'txt' : 'ann'
  const name = `${stem}.${given === 'txt' ? 'ann' : 'txt'}`
  const other = (await source.beside?.(name)) ?? null
  if (other === null)
    throw new FileFault(
      source.name,
      `${name} is not beside it`,
      given === 'txt'
        ? 'its annotations (an empty file where there are none)'
        : 'the text its offsets count in',
      `Put ${name} into the same folder, or choose both`,
    )
  const [text, annotations] = given === 'txt' ? [source, other] : [other, source]
  return {
    stem,
    text: await textOf(text, encoding),
    textFile: text.name,
    annotations: (await textOf(annotations, encoding)).split(/\r?\n/u),
    annotationFile: annotations.name,
    given: source.name,
  }
}

async function textOf(source: ByteSource, encoding: string | null): Promise<string> {
  if (source.size > LARGEST)
    throw new FileFault(source.name, `the file is larger than ${LARGEST} bytes`, 'a document', 'Part it')
  const bytes = await allBytes(source)
  const decoder = decoderOf(encoding ?? byteOrderMark(bytes)?.encoding ?? 'utf-8')
  try {
    return decoder.decode(bytes)
  } catch {
    throw new FileFault(
      source.name,
      `the file is not ${decoder.encoding} text`,
      null,
      'Choose the encoding the file was saved in (--encoding), or save it as UTF-8',
    )
  }
}
