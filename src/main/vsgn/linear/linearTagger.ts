import { WorkbenchError } from '../../../shared/api/workbenchError.ts'
import type { SpanExplanation } from '../../../shared/domain/explanation.ts'
import type { ScoredSpan } from '../../../shared/domain/span.ts'
import type { CalibrationErrors, LabelledEmissions } from '../calibration.ts'
import { calibrationErrors, fitTemperature, withTemperature } from '../calibration.ts'
import { captionTokens } from '../emissionModel.ts'
import type { TaggerInput } from '../emissionModel.ts'
import { explainReadings } from '../explainSpan.ts'
import { Tagger } from '../tagger.ts'
import type { LabelledInput, LoadedTagger, TaggerInfo, TaggerOptions } from '../tagger.ts'
import { TagSet } from '../tagSet.ts'
import type { LinearFeatures } from './linearFeatures.ts'
import type { LinearWeights } from './linearModel.ts'
import { LinearReader } from './linearModel.ts'
import type { LinearPack } from './linearPack.ts'
import { featuresOf, readLinearPack } from './linearPack.ts'

/** A pack of a linear CRF that reads posts. */
export class LinearTagger implements LoadedTagger {
  readonly info: TaggerInfo
  readonly #base: Tagger | null
  readonly #features: LinearFeatures
  #weights: LinearWeights
  #reader: LinearReader

  private constructor(info: TaggerInfo, pack: LinearPack, base: Tagger | null) {
    this.info = info
    this.#base = base
    this.#features = featuresOf(pack)
    this.#weights = pack.weights
    this.#reader = new LinearReader(this.#features, this.#weights, this.#base)
  }

  /**
   * Throws WorkbenchError when a hash is wrong, a weight does not fit, or another device than the CPU is asked for where
   * no network is there to run on it.
   */
  static async load(folder: string, options: TaggerOptions): Promise<LinearTagger> {
    const pack = await readLinearPack(folder)
    const { name, labels, inputs, recipe } = pack.manifest
    const described = { name, sha256: pack.sha256, labels, inputs, pictureRecipe: recipe.picture }
    if (pack.base !== null) {
      const base = await Tagger.ofPack(pack.base, folder, options)
      return new LinearTagger({ ...base.info, ...described }, pack, base)
    }
    const { device, threads, precision = 'auto' } = options
    if (device !== 'auto' && device !== 'cpu')
      throw new WorkbenchError(
        'model',
        `${folder} is a linear CRF, which runs on the CPU alone; ${device} was asked for. Choose auto or cpu.`,
      )
    if (precision !== 'auto' && precision !== 'float32')
      throw new WorkbenchError(
        'model',
        `${folder} is a linear CRF, which adds up 32-bit floats; ${precision} was asked for. Choose auto or float32.`,
      )
    const ran = { device: 'cpu', precision: 'float32', note: '', threads } as const
    return new LinearTagger({ ...described, ...ran }, pack, null)
  }

  tag(inputs: readonly TaggerInput[]): Promise<{ readonly spans: ScoredSpan[] }[]> {
    return this.#reader.tag(inputs.map((input) => this.#shown(input)))
  }

  async explain(input: TaggerInput, range: { start: number; end: number }): Promise<SpanExplanation> {
    const { name, sha256 } = this.info
    const shown = this.#shown(input)
    const [whole, mute, blind] = (await this.#reader.emissions([
      shown,
      { ...shown, caption: null },
      { ...shown, picture: null },
    ])) as [Float32Array, Float32Array, Float32Array]
    const emissions = {
      whole,
      withoutPicture: shown.picture === null ? null : blind,
      withoutCaption: shown.caption === null ? null : mute,
    }
    const { types, crf } = this.#weights
    const tagSet = new TagSet(types)
    const readings = explainReadings(emissions, { crf, tagSet }, shown.tokens.length, range)
    return {
      model: { name, sha256 },
      ...readings,
      captionWords: captionTokens(shown.caption),
      neighbours: [],
      fusionGate: null,
      textChannels: null,
      captionChannels: null,
      picture: null,
    }
  }

  async calibrate(posts: readonly LabelledInput[]): Promise<number> {
    const { types, crf } = this.#weights
    const temperature = fitTemperature(await this.#label(posts), crf, new TagSet(types))
    this.#weights = { ...this.#weights, crf: withTemperature(crf, temperature) }
    this.#reader = new LinearReader(this.#features, this.#weights, this.#base)
    return temperature
  }

  async calibrationErrors(posts: readonly LabelledInput[]): Promise<CalibrationErrors> {
    const { types, crf } = this.#weights
    return calibrationErrors(await this.#label(posts), crf, new TagSet(types))
  }

  async #label(posts: readonly LabelledInput[]): Promise<LabelledEmissions[]> {
    const emissions = await this.#reader.emissions(posts.map(({ input }) => this.#shown(input)))
    return posts.map(({ gold, unlabelled }, index) => ({
      emissions: emissions[index] as Float32Array,
      gold,
      unlabelled,
    }))
  }

  async dispose(): Promise<void> {
    await this.#base?.dispose()
  }

  #shown(input: TaggerInput): TaggerInput {
    const { caption, picture } = this.info.inputs
    return { ...input, ...(!caption && { caption: null }), ...(!picture && { picture: null }) }
  }
}
