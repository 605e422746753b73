import type { Json, JsonObject } from '../../shared/domain/json.ts'
import type { OffsetUnit } from '../../shared/domain/textOffsets.ts'
import { OFFSET_UNITS } from '../../shared/domain/textOffsets.ts'

/** Name of the manifest in a zip that the program has written. */
export const MANIFEST_NAME = 'manifest.json'
/** Folder of the pictures in such a zip. */
export const PICTURE_FOLDER = 'pictures'
/** Folder of the boxes people drew in them. */
export const BOX_FOLDER = 'boxes'
/** Captions, where the format of the posts has no place for them. */
export const CAPTIONS_NAME = 'captions.jsonl'

const KIND = 'vsgn-bundle'
const VERSION = 1

/** A picture of a bundle: the name posts call it by, and the entry that holds it. */
export interface BundlePicture {
  readonly name: string
  readonly entry: string
}

/** What has to be known to read the posts of a bundle as they were written. */
export interface BundleReading {
  readonly format: string
  readonly offsets: OffsetUnit | null
  readonly delimiter: string | null
}

/** What a reader takes from the manifest of a bundle. */
export interface BundleManifest {
  readonly reading: BundleReading
  readonly pictures: readonly BundlePicture[]
  /** Files of boxes by the names of their pictures. */
  readonly boxes: readonly BundlePicture[]
}

/** The manifest as it is written; `more` says what was written, for people. It tells no time: same posts, same bytes. */
export function manifestText({ reading, pictures, boxes }: BundleManifest, more: JsonObject): string {
  const manifest = {
    kind: KIND,
    version: VERSION,
    ...more,
    reading: { ...reading },
    pictures: pictures.map(({ name, entry }) => ({ name, entry })),
    ...(boxes.length === 0 ? {} : { boxes: boxes.map(({ name, entry }) => ({ name, entry })) }),
  }
  return `${JSON.stringify(manifest, null, 1)}\n`
}

/** Null: the text is no manifest of a bundle, or one of a version that is not known; then the zip is read as any other. */
export function readManifest(text: string): BundleManifest | null {
  const root = objectIn(text)
  if (root?.['kind'] !== KIND || root['version'] !== VERSION) return null
  const reading = asObject(root['reading'])
  const format = textIn(reading, 'format')
  if (format === null) return null
  return {
    reading: {
      format,
      offsets: OFFSET_UNITS.find((unit) => unit === reading?.['offsets']) ?? null,
      delimiter: textIn(reading, 'delimiter'),
    },
    pictures: entriesIn(root['pictures']),
    boxes: entriesIn(root['boxes']),
  }
}

function entriesIn(list: Json | undefined): BundlePicture[] {
  if (!Array.isArray(list)) return []
  return (list as readonly Json[]).flatMap((each) => {
    const picture = asObject(each)
    const [name, entry] = [textIn(picture, 'name'), textIn(picture, 'entry')]
    return name === null || entry === null ? [] : [{ name, entry }]
  })
}

function objectIn(text: string): JsonObject | null {
  try {
    return asObject(JSON.parse(text) as Json)
  } catch {
    return null
  }
}

function asObject(value: Json | undefined): JsonObject | null {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as JsonObject) : null
}

function textIn(record: JsonObject | null, key: string): string | null {
  const value = record?.[key]
  return typeof value === 'string' ? value : null
}
