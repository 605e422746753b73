import type { Params } from '../../shared/api/contract.ts'
import { EXPORT_PRESETS } from '../../shared/domain/exportPresets.ts'
import type { Format } from './useFormats.ts'

export type ExportOptions = Params<'export.plan'>

export const DEFAULT_EXPORT: ExportOptions = {
  format: 'imgid',
  which: 'all',
  tags: 'gold',
  miscAsOther: false,
}

/** The chosen kind of file; the usual one of the format where none was chosen. */
export function variantOf(
  { format, variant }: ExportOptions,
  formats: readonly Format[],
): Format['variants'][number] | undefined {
  const variants = formats.find(({ name }) => name === format)?.variants ?? []
  return variants.find(({ name }) => name === variant) ?? variants[0]
}

/** Name of the preset whose choices these are; empty: none. */
export function presetOf({ format, variant, spreadsheet }: ExportOptions): string {
  const preset = EXPORT_PRESETS.find(
    (each) =>
      each.format === format &&
      each.variant === variant &&
      (each.spreadsheet ?? false) === (spreadsheet ?? false),
  )
  return preset?.name ?? ''
}

/** What choosing a preset changes; no preset: the usual variant of whatever format. */
export function presetChoices(
  name: string,
): Pick<ExportOptions, 'variant' | 'spreadsheet'> & { format?: string } {
  const preset = EXPORT_PRESETS.find((each) => each.name === name)
  if (preset === undefined) return { variant: null, spreadsheet: false }
  return { format: preset.format, variant: preset.variant, spreadsheet: preset.spreadsheet ?? false }
}

/** A retraining set is the reviewed posts with their gold, whatever was chosen before. */
export function settled(options: ExportOptions): ExportOptions {
  return options.format === 'retrain' ? { ...options, which: 'reviewed', tags: 'gold', zip: false } : options
}

/**
 * A name that says what the file holds: "courtside-sample-reviewed.txt". `extension` is that of the chosen variant; a
 * retraining set is a folder, a zip a zip.
 */
export function suggestName(
  project: string,
  { format, which, tags, zip }: ExportOptions,
  extension: string,
): string {
  const base = project
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/gu, '')
  const stem = base === '' ? 'posts' : base
  if (format === 'retrain') return `${stem}-retraining-set`
  const parts = [stem, which === 'reviewed' ? 'reviewed' : '', tags === 'predicted' ? 'predicted' : '']
  return `${parts.filter((part) => part !== '').join('-')}.${zip === true ? 'zip' : extension}`
}

const ASPECT_WORDS: Readonly<Record<string, string>> = {
  nested: 'spans inside others',
  subtokens: 'spans of a part of a token',
  id: 'ids',
  tokens: 'tokens as they are cut',
  text: 'the text between tokens',
  picture: 'names of pictures',
  caption: 'captions',
  split: 'splits',
  unlabelled: 'that a post has no labels yet',
  scores: 'scores',
  review: 'flags and comments',
  regions: 'boxes of mentions in pictures',
  columns: 'the second column of tags',
  meta: 'further fields',
}

/** What a format may not hold, in words. */
export function aspectWords(aspect: string): string {
  return ASPECT_WORDS[aspect] ?? aspect
}
