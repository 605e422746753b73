import type { Json, JsonObject } from '../../shared/domain/json.ts'
import { allBytes } from './byteSource.ts'
import type { ByteSource } from './byteSource.ts'
import { RecordFault } from './recordFault.ts'

/** What a row of numbers is refused with where nothing says what they mean. */
export const NO_NAMES = new RecordFault(
  'the tags are numbers and no names of them are stated',
  '`label_names`, features in the file, or dataset_info.json beside it',
)

/** A training mask, not a label. */
export const MASK = -100

/** What says what numbers mean, outside the file. */
export interface NamesBeside {
  /** Null: nothing does. */
  readonly names: readonly string[] | null
  /** A file that should and is no JSON; null: there is none. */
  readonly broken: string | null
}

/** The names a person gave, else those of `dataset_info.json` beside the file. */
export async function labelNamesOf(
  source: ByteSource,
  column: string,
  chosen: readonly string[] | null,
): Promise<NamesBeside> {
  let broken: string | null = null
  if (chosen !== null) return { names: chosen, broken }
  for (const name of ['dataset_info.json', 'dataset_infos.json']) {
    const info = await source.beside?.(name)
    if (info === null || info === undefined || info.size > 16 * 1024 * 1024) continue
    try {
      const found = namesIn(JSON.parse((await allBytes(info)).toString('utf8')) as Json, column)
      if (found !== null) return { names: found, broken }
    } catch (error) {
      // It is told where the names are missed: data that states its own is sound without it.
      if (!(error instanceof SyntaxError)) throw error
      broken ??= name
    }
  }
  return { names: null, broken }
}

/** The names of the first `column` (else `ner_tags`, `tags` or `labels`) in a description of features, at whatever depth. */
export function namesIn(value: Json, column: string): readonly string[] | null {
  if (value === null || typeof value !== 'object') return null
  const within = (each: Json): readonly string[] | null => namesIn(each, column)
  if (Array.isArray(value)) return firstOf(value as readonly Json[], within)
  const record = value as JsonObject
  for (const key of [column, 'ner_tags', 'tags', 'labels']) {
    const names = classNames(record[key] ?? null)
    if (names !== null) return names
  }
  return firstOf(Object.values(record), within)
}

/** `{"feature": {"names": […], "_type": "ClassLabel"}, "_type": "Sequence"}` and its relatives. */
function classNames(value: Json): readonly string[] | null {
  if (value === null || typeof value !== 'object') return null
  if (Array.isArray(value)) return firstOf(value as readonly Json[], classNames)
  const { names, feature } = value as JsonObject
  if (Array.isArray(names) && (names as readonly Json[]).every((name) => typeof name === 'string'))
    return names as readonly string[]
  // YAML of the Hub writes {"class_label": {"names": {"0": "O", …}}}.
  if (names !== null && typeof names === 'object' && !Array.isArray(names)) {
    const values = Object.values(names as JsonObject)
    if (values.every((name) => typeof name === 'string')) return values
  }
  return feature === undefined ? firstOf(Object.values(value as JsonObject), classNames) : classNames(feature)
}

function firstOf(
  values: readonly Json[],
  look: (value: Json) => readonly string[] | null,
): readonly string[] | null {
  for (const value of values) {
    const found = look(value)
    if (found !== null) return found
  }
  return null
}

/** The number of a tag; a mark that is no tag is the mask. */
export function tagNumber(tag: string, names: readonly string[]): number {
  return names.includes(tag) ? names.indexOf(tag) : MASK
}
