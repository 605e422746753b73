import type { Params } from '../../shared/api/contract.ts'
import type { WorkbenchErrorKind } from '../../shared/api/workbenchError.ts'
import type { SpanExplanation } from '../../shared/domain/explanation.ts'
import type { ScoredSpan } from '../../shared/domain/span.ts'
import type { PictureFeatures } from '../features/pictureFeatures.ts'

export type Device = Params<'predict.start'>['device']

/** How products are computed; `auto`: as the pack says, or a GPU's self-test. */
export const MODEL_PRECISIONS = ['auto', 'float32', 'float16', 'int8'] as const
export type ModelPrecision = (typeof MODEL_PRECISIONS)[number]

/** What the model reads of one post. */
export interface ModelInput {
  readonly tokens: readonly string[]
  readonly caption: string | null
  /** What was seen in its picture; missing: nothing was. */
  readonly picture?: PictureFeatures | null
}

/** Tokens `start` to `end`, end exclusive. */
export interface TokenRange {
  readonly start: number
  readonly end: number
}

/** The model that is loaded. */
export interface ModelInfo {
  readonly name: string
  /** Of the pack's manifest, which holds the hash of every file of the pack. */
  readonly sha256: string
  readonly labels: readonly string[]
  /** What it reads beside the words; anything else it is given changes nothing. */
  readonly inputs: { readonly caption: boolean; readonly picture: boolean }
  /** The eyes it was trained with; null: it reads no pictures. */
  readonly pictureRecipe: string | null
  /** Where it runs, for example `cpu`. */
  readonly device: string
  readonly precision: string
  /** One line for people when another device was asked for; else empty. */
  readonly note: string
}

/** What the model process can do. The production one is over the tagger of a model pack. */
export interface LoadedModel {
  readonly info: ModelInfo
  /** One list of spans for each input, in order. */
  tag(inputs: readonly ModelInput[]): Promise<readonly (readonly ScoredSpan[])[]>
  /** Why it reads tokens `start` to `end` of one post as it does. */
  explain(input: ModelInput, span: TokenRange): Promise<SpanExplanation>
  dispose(): Promise<void> | void
}
export type LoadModel = (pack: string, device: Device, precision: ModelPrecision) => Promise<LoadedModel>

export type ModelRequest =
  | {
      readonly type: 'load'
      readonly id: number
      readonly pack: string
      readonly device: Device
      readonly precision: ModelPrecision
    }
  | { readonly type: 'tag'; readonly id: number; readonly inputs: readonly ModelInput[] }
  | { readonly type: 'explain'; readonly id: number; readonly input: ModelInput; readonly span: TokenRange }

export type ModelReply =
  | { readonly type: 'loaded'; readonly id: number; readonly info: ModelInfo }
  | { readonly type: 'tagged'; readonly id: number; readonly spans: readonly (readonly ScoredSpan[])[] }
  | { readonly type: 'explained'; readonly id: number; readonly explanation: SpanExplanation }
  | {
      readonly type: 'failed'
      readonly id: number
      readonly kind: WorkbenchErrorKind
      readonly message: string
    }
