import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { Json, JsonObject } from '../../shared/domain/json.ts'
import type { ModelKind } from '../../shared/domain/modelKind.ts'
import { MODEL_KINDS } from '../../shared/domain/modelKind.ts'
import type { RangesOfGraphs } from './network/productRanges.ts'
import { GRAPH_INPUTS } from './network/productRanges.ts'

export const MANIFEST_FILE = 'manifest.json'

/** How the CPU may compute the matrix products of a network that is served. */
export const PACK_PRECISIONS = ['float32', 'int8'] as const
export type PackPrecision = (typeof PACK_PRECISIONS)[number]

/** What a pack is served in on the CPU, and what this was chosen by. */
export interface Serving {
  readonly precision: PackPrecision
  /** Micro F1 on the dev posts in each precision, percent. */
  readonly devF1: Readonly<Record<PackPrecision, number>>
  /** Of the products in bytes, measured on the dev posts; missing in packs from before, which float32 serves. */
  readonly ranges?: RangesOfGraphs
}

/** `manifest.json` of a model pack. */
export interface PackManifest {
  /** Version of this layout. */
  readonly format: 1
  readonly kind: ModelKind
  readonly name: string
  /** `linear`: of a linear CRF, which comes in one size. */
  readonly size: 'compact' | 'full' | 'linear'
  /** Configuration of the network, or of the features; what the weights must fit. */
  readonly network: JsonObject
  /** Span types in the order of the outputs. */
  readonly labels: readonly string[]
  /** Which inputs the model was trained to read; others are not shown to it. */
  readonly inputs: { readonly caption: boolean; readonly picture: boolean }
  /** T of the CRF's probabilities, fitted on dev posts; 1 where it is missing. */
  readonly calibration?: { readonly temperature: number }
  /** float32 where it is missing: nobody measured what int8 costs. */
  readonly serving?: Serving
  /** How inputs are made: a change of either makes older packs unreadable. */
  readonly recipe: { readonly text: string; readonly picture: string | null }
  readonly files: Readonly<Record<string, { readonly sha256: string; readonly bytes: number }>>
  /** Data and its hashes, seeds, scores with intervals, weaknesses, intended use. */
  readonly card: Json
}

/** What a pack is served in on the CPU: one from before has no ranges to be served in int8 with. */
export function servedIn({ serving }: Pick<PackManifest, 'serving'>): PackPrecision {
  return serving?.ranges === undefined ? 'float32' : serving.precision
}

/** Reads and checks a manifest. Throws WorkbenchError `model` naming `file` and the field that is wrong. */
export function parseManifest(text: string, file: string): PackManifest {
  const wrong = (what: string): WorkbenchError =>
    new WorkbenchError('model', `${file}: ${what}. Put the original pack back or train a new one.`)
  let found: unknown
  try {
    found = JSON.parse(text)
  } catch {
    throw wrong('this is not JSON')
  }
  if (!isObject(found)) throw wrong('expected an object')
  if (found.format !== 1) throw wrong('the layout is not version 1; a newer program wrote it')
  if (!MODEL_KINDS.some((kind) => kind === found.kind))
    throw wrong(`the kind is not one of ${MODEL_KINDS.join(', ')}; a newer program wrote it`)
  if ((found.kind === 'linear-crf') !== (found.size === 'linear'))
    throw wrong('the field "size" does not belong to the kind')
  for (const [field, holds] of Object.entries(FIELDS))
    if (!holds(found[field])) throw wrong(`the field "${field}" is missing or not of the expected form`)
  return found as unknown as PackManifest
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isNumber = (value: unknown): boolean => typeof value === 'number'
const isHash = (value: unknown): boolean => typeof value === 'string' && /^[0-9a-f]{64}$/u.test(value)
/** A plain name: a manifest must not lead out of its folder. */
const isFileName = (name: string): boolean => /^[\w-]+(?:\.[\w-]+)*$/u.test(name)

const isRanges = (value: unknown): boolean =>
  isObject(value) &&
  Object.entries(value).every(
    ([inputs, ranges]) =>
      GRAPH_INPUTS.some((known) => known === inputs) &&
      isObject(ranges) &&
      Object.values(ranges).every((range) => typeof range === 'number' && range >= 0),
  )

const FIELDS: Readonly<Record<string, (value: unknown) => boolean>> = {
  name: (value) => typeof value === 'string' && value !== '',
  size: (value) => value === 'compact' || value === 'full' || value === 'linear',
  network: isObject,
  labels: (value) =>
    Array.isArray(value) && value.length > 0 && value.every((label) => typeof label === 'string'),
  inputs: (value) =>
    isObject(value) && typeof value.caption === 'boolean' && typeof value.picture === 'boolean',
  recipe: (value) =>
    isObject(value) &&
    typeof value.text === 'string' &&
    (value.picture === null || typeof value.picture === 'string'),
  calibration: (value) =>
    value === undefined ||
    (isObject(value) && typeof value.temperature === 'number' && value.temperature > 0),
  serving: (value) =>
    value === undefined ||
    (isObject(value) &&
      PACK_PRECISIONS.some((precision) => precision === value.precision) &&
      isObject(value.devF1) &&
      PACK_PRECISIONS.every((precision) => isNumber((value.devF1 as JsonObject)[precision])) &&
      (value.ranges === undefined || isRanges(value.ranges))),
  files: (value) =>
    isObject(value) &&
    Object.entries(value).every(
      ([name, entry]) => isFileName(name) && isObject(entry) && isHash(entry.sha256),
    ),
  card: (value) => value !== undefined,
}
