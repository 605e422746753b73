import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { quoted } from '../../shared/domain/visibleText.ts'
import { formatNamed } from '../formats/formatList.ts'
import type { PostFormat } from '../formats/postFormat.ts'
import type { Variant, WriteOptions } from '../formats/postWriter.ts'
import { BundleContents, carriedInZip } from './bundleContents.ts'
import type { ExportOptions } from './exportTypes.ts'

/** The format of an export with every choice made. */
export interface ChosenFormat {
  readonly writer: PostFormat
  readonly variant: Variant
  readonly options: WriteOptions
  /** What is kept of a post, with all files of the export together. */
  readonly carries: Variant['carries']
  /** What goes into the zip beside the posts; null: no zip is written. */
  readonly bundle: BundleContents | null
}

const ZIP = /\.zip$/iu

/**
 * What an export to `path` is written as: the named variant, else the one with the longest ending that the path has
 * (before `.zip`), else the usual one. A retraining set is written as `imgid`. Throws `invalid-input` for names nobody knows.
 */
export function chosenFormat(options: ExportOptions, path: string | null): ChosenFormat {
  const retrain = options.format === 'retrain'
  const writer = formatNamed(retrain ? 'imgid' : options.format)
  const variant = variantOf(writer, options.variant ?? null, path?.replace(ZIP, '') ?? null)
  const zip = !retrain && (options.zip ?? (path !== null && ZIP.test(path)))
  return {
    writer,
    variant,
    carries: zip ? carriedInZip(variant) : variant.carries,
    bundle: zip ? new BundleContents(writer, variant) : null,
    options: {
      variant: variant.name,
      scheme: options.scheme ?? null,
      offsets: options.offsets ?? null,
      delimiter: options.delimiter ?? null,
      spreadsheet: options.spreadsheet ?? false,
    },
  }
}

function variantOf({ name, variants }: PostFormat, chosen: string | null, path: string | null): Variant {
  if (chosen === null) {
    const fitting = variants.filter(({ extension }) => path?.toLowerCase().endsWith(`.${extension}`))
    // `.tokens.csv` is a `.csv` as well: the ending that says more decides.
    const [longest] = fitting.sort((a, b) => b.extension.length - a.extension.length)
    return longest ?? variants[0]
  }
  const found = variants.find((each) => each.name === chosen)
  if (found !== undefined) return found
  throw new WorkbenchError(
    'invalid-input',
    `The format ${name} has no variant ${quoted(chosen)}; expected one of ${variants.map((each) => each.name).join(', ')}.`,
  )
}
