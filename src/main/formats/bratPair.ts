import { allBytes, bytesSource } from './byteSource.ts'
import type { ByteSource } from './byteSource.ts'
import { decodedText } from './decodedText.ts'
import { FileFault } from './fileFault.ts'
import { byteOrderMark } from './lineReader.ts'

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
  const ending = given === 'txt' ? 'ann' : 'txt'
  // Systems that write names in capitals write both so.
  const name = `${stem}.${/\.(?:ANN|TXT)$/u.test(source.name) ? ending.toUpperCase() : ending}`
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
    text: await textOf(text, encoding, source.name),
    textFile: text.name,
    annotations: (await textOf(annotations, encoding, source.name)).split(/\r?\n/u),
    annotationFile: annotations.name,
    given: source.name,
  }
}

/** `given`: the file of the two that messages name. */
async function textOf(source: ByteSource, encoding: string | null, given: string): Promise<string> {
  if (source.size > LARGEST)
    throw new FileFault(source.name, `the file is larger than ${LARGEST} bytes`, 'a document', 'Part it')
  const bytes = await allBytes(source)
  const named = encoding ?? byteOrderMark(bytes)?.encoding ?? 'utf-8'
  try {
    let text = ''
    for await (const piece of decodedText(bytesSource(source.name, bytes), named)) text += piece
    return text
  } catch (error) {
    if (!(error instanceof FileFault) || source.name === given) throw error
    const { found, expected, advice, line } = error.finding
    const place = line === null ? source.name : `line ${line} of ${source.name}`
    throw new FileFault(given, `${place}: ${found}`, expected, advice)
  }
}
