import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { SpanExplanation } from '../../shared/domain/explanation.ts'
import type { ScoredSpan } from '../../shared/domain/span.ts'
import type { ServingDevice } from '../onnx/ortSession.ts'
import type { CalibrationErrors, LabelledEmissions } from './calibration.ts'
import { calibrationErrors, fitTemperature, withTemperature } from './calibration.ts'
import type { DeviceRequest, PrecisionRequest } from './deviceChoice.ts'
import { chooseDevice } from './deviceChoice.ts'
import { CrfMarginals } from './crfMarginals.ts'
import { decodeSpans } from './decode.ts'
import type { TaggerInput, TrainedNetwork } from './emissionModel.ts'
import { EmissionModel } from './emissionModel.ts'
import { explainSpan } from './explainSpan.ts'
import type { ModelPack } from './modelPack.ts'
import { readModelPack } from './modelPack.ts'
import type { CrfTables } from './network/crf.ts'
import { crfTables, forPost } from './network/crf.ts'
import type { Precision } from './network/precision.ts'
import type { RangesOfGraphs } from './network/productRanges.ts'
import { labelsPieces } from './network/config.ts'
import { wordTables } from './network/pieceLabels.ts'
import { networkOfPack } from './networkOfPack.ts'
import { TagSet } from './tagSet.ts'

export type { TaggerInput } from './emissionModel.ts'

/** A post with what is so: its spans, and the types that its set does not label. */
export interface LabelledInput extends Omit<LabelledEmissions, 'emissions'> {
  readonly input: TaggerInput
}

/** What evaluation and prediction need of a model. */
export interface PostTagger {
  tag(inputs: readonly TaggerInput[]): Promise<{ readonly spans: ScoredSpan[] }[]>
}

export interface TaggerOptions {
  readonly device: DeviceRequest
  /** Threads inside one operator. */
  readonly threads: number
  /** What is missing or `auto` is what the pack says on the CPU, and what a self-test says on a GPU. */
  readonly precision?: PrecisionRequest
  /** For int8, where the pack has none or others are to be tried; those of the pack where they are missing. */
  readonly ranges?: RangesOfGraphs | undefined
}

export interface TaggerInfo {
  readonly name: string
  /** Of the manifest, and so of the whole pack. */
  readonly sha256: string
  readonly labels: readonly string[]
  /** Which inputs beside the text the model looks at. */
  readonly inputs: { readonly caption: boolean; readonly picture: boolean }
  /** The eyes it was trained with; null: it reads no pictures. */
  readonly pictureRecipe: string | null
  readonly device: ServingDevice
  readonly precision: Precision
  /** Why this device, in one line. */
  readonly note: string
  readonly threads: number
}

/** A pack that is loaded, of whichever kind. */
export interface LoadedTagger extends PostTagger {
  readonly info: TaggerInfo
  /** Why it reads these tokens as it does. Rejects with RangeError when the post does not have them. */
  explain(input: TaggerInput, span: { start: number; end: number }): Promise<SpanExplanation>
  /** Fits the temperature of its probabilities to posts with gold, reads with it from now on, and gives it. */
  calibrate(posts: readonly LabelledInput[]): Promise<number>
  /** How far its span scores can be believed on posts with gold, without and with the temperature. */
  calibrationErrors(posts: readonly LabelledInput[]): Promise<CalibrationErrors>
  dispose(): Promise<void>
}

/** The network as a model that reads posts. Runs block the thread for their whole length: it belongs in a process of its own. */
export class Tagger implements LoadedTagger {
  readonly info: TaggerInfo
  readonly #network: TrainedNetwork
  readonly #model: EmissionModel
  #crf: CrfTables
  readonly #tagSet: TagSet

  private constructor(info: TaggerInfo, network: TrainedNetwork, model: EmissionModel) {
    this.info = info
    this.#network = network
    this.#model = model
    this.#crf = withTemperature(servedTables(network), network.temperature ?? 1)
    this.#tagSet = new TagSet(network.config.types)
  }

  /** Loads a pack. Throws WorkbenchError when a hash is wrong, a weight does not fit, or the device is not there. */
  static async load(folder: string, options: TaggerOptions): Promise<Tagger> {
    return Tagger.ofPack(await readModelPack(folder), folder, options)
  }

  /** Of a pack that is read, wherever it lies in the folder. */
  static async ofPack(pack: ModelPack, folder: string, options: TaggerOptions): Promise<Tagger> {
    const network = networkOfPack(pack, folder)
    const { name, labels, inputs, recipe, serving } = pack.manifest
    const ranges = options.ranges ?? serving?.ranges
    if (options.precision === 'int8' && ranges === undefined)
      throw new WorkbenchError(
        'refused',
        `${name} is not served in int8: the ranges of its products were never measured. Run "vsgn precision" on it with dev posts and --write, or ask for float32.`,
      )
    const { model, ...ran } = await chooseDevice(
      (choice) => new EmissionModel(network, { ...choice, ranges }),
      options,
      ranges === undefined ? 'float32' : (serving?.precision ?? 'float32'),
    )
    const { threads } = options
    const described = { name, sha256: pack.sha256, labels, inputs, pictureRecipe: recipe.picture }
    return new Tagger({ ...described, ...ran, threads }, network, model)
  }

  /** A tagger over weights in memory, on the CPU: how training scores an epoch. */
  static overNetwork(name: string, network: TrainedNetwork, threads: number): Tagger {
    const { config, inputs } = network
    const described = { name, sha256: '', labels: config.types, inputs, pictureRecipe: null }
    const ran = { device: 'cpu', precision: 'float32', note: '' } as const
    return new Tagger(
      { ...described, ...ran, threads },
      network,
      new EmissionModel(network, { device: 'cpu', threads }),
    )
  }

  async tag(inputs: readonly TaggerInput[]): Promise<{ readonly spans: ScoredSpan[] }[]> {
    const emissions = await this.#model.run(inputs)
    return emissions.map((scores, index) => {
      const crf = forPost(this.#crf, this.#model.splitWords(inputs[index] as TaggerInput))
      return { spans: decodeSpans(scores, crf, this.#tagSet) }
    })
  }

  /** Probabilities of the tags at each token of each post, [tokens, tags]. */
  async tagProbabilities(inputs: readonly TaggerInput[]): Promise<Float64Array[]> {
    const emissions = await this.#model.run(inputs)
    return emissions.map((scores, index) => {
      const input = inputs[index] as TaggerInput
      if (input.tokens.length === 0) return new Float64Array(0)
      const marginals = new CrfMarginals(scores, forPost(this.#crf, this.#model.splitWords(input)))
      return Float64Array.from(input.tokens.flatMap((_, token) => marginals.tagProbabilities(token)))
    })
  }

  /** Why it reads these tokens as it does. Throws RangeError when the post does not have them. */
  async explain(input: TaggerInput, span: { start: number; end: number }): Promise<SpanExplanation> {
    const { name, sha256 } = this.info
    const parts = {
      network: this.#network,
      emissions: this.#model,
      crf: forPost(this.#crf, this.#model.splitWords(input)),
      tagSet: this.#tagSet,
    }
    return { model: { name, sha256 }, ...(await explainSpan(parts, input, span)) }
  }

  async calibrate(posts: readonly LabelledInput[]): Promise<number> {
    this.#crf = withTemperature(this.#crf, fitTemperature(await this.#label(posts), this.#crf, this.#tagSet))
    return this.#crf.temperature ?? 1
  }

  async calibrationErrors(posts: readonly LabelledInput[]): Promise<CalibrationErrors> {
    return calibrationErrors(await this.#label(posts), this.#crf, this.#tagSet)
  }

  async #label(posts: readonly LabelledInput[]): Promise<LabelledEmissions[]> {
    const emissions = await this.#model.run(posts.map(({ input }) => input))
    return posts.map(({ input, gold, unlabelled }, index) => {
      const splitWords = this.#model.splitWords(input)
      const labelled = { emissions: emissions[index] as Float32Array, gold, unlabelled }
      return splitWords === undefined ? labelled : { ...labelled, splitWords }
    })
  }

  async dispose(): Promise<void> {
    await this.#model.dispose()
  }
}

/** The CRF of a network as words are read by it. */
function servedTables({ config, values }: TrainedNetwork): CrfTables {
  const tables = crfTables(config, values)
  return labelsPieces(config) ? wordTables(tables) : tables
}
