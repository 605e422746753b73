import { WorkbenchError } from '../../../shared/api/workbenchError.ts'
import type { SpanExplanation } from '../../../shared/domain/explanation.ts'
import type { ScoredSpan } from '../../../shared/domain/span.ts'
import type { CalibrationErrors, LabelledEmissions } from '../calibration.ts'
import { calibrationErrors, fitTemperature, withTemperature } from '../calibration.ts'
import { captionTokens } from '../emissionModel.ts'
import type { TaggerInput } from '../emissionModel.ts'
import { explainReadings } from '../explainSpan.ts'
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
  readonly #features: LinearFeatures
  #weights: LinearWeights
  #reader: LinearReader

  private constructor(info: TaggerInfo, pack: LinearPack) {
    this.info = info
    this.#features = featuresOf(pack)
    this.#weights = pack.weights
    this.#reader = new LinearReader(this.#features, this.#weights)
  }

  /** Throws WorkbenchError when a hash is wrong, a weight does not fit, or another device than the CPU is asked for. */
  static async load(
    folder: string,
    { device, threads, precision = 'auto' }: TaggerOptions,
  ): Promise<LinearTagger> {
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
    const pack = await readLinearPack(folder)
    const { name, labels, inputs } = pack.manifest
    const described = { name, sha256: pack.sha256, labels, inputs, pictureRecipe: null }
    const info = { ...described, device: 'cpu', precision: 'float32', note: '', threads } as const
    return new LinearTagger(info, pack)
  }

  tag(inputs: readonly TaggerInput[]): Promise<{ readonly spans: ScoredSpan[] }[]> {
    return this.#reader.tag(inputs.map((input) => this.#shown(input)))
  }

  explain(input: TaggerInput, range: { start: number; end: number }): Promise<SpanExplanation> {
    const { name, sha256 } = this.info
    const shown = this.#shown(input)
    const emissions = {
      whole: this.#reader.emissions(shown),
      withoutPicture: null,
      withoutCaption:
        shown.caption === null ? null : this.#reader.emissions({ tokens: shown.tokens, caption: null }),
    }
    const { types, crf } = this.#weights
    const readings = explainReadings(
      emissions,
      { crf, tagSet: new TagSet(types) },
      shown.tokens.length,
      range,
    )
    return Promise.resolve({
      model: { name, sha256 },
      ...readings,
      captionWords: captionTokens(shown.caption),
      neighbours: [],
      fusionGate: null,
      textChannels: null,
      captionChannels: null,
      picture: null,
    })
  }

  calibrate(posts: readonly LabelledInput[]): Promise<number> {
    const { types, crf } = this.#weights
    const temperature = fitTemperature(this.#label(posts), crf, new TagSet(types))
    this.#weights = { ...this.#weights, crf: withTemperature(crf, temperature) }
    this.#reader = new LinearReader(this.#features, this.#weights)
    return Promise.resolve(temperature)
  }

  calibrationErrors(posts: readonly LabelledInput[]): Promise<CalibrationErrors> {
    const { types, crf } = this.#weights
    return Promise.resolve(calibrationErrors(this.#label(posts), crf, new TagSet(types)))
  }

  #label(posts: readonly LabelledInput[]): LabelledEmissions[] {
    return posts.map(({ input, gold, unlabelled }) => ({
      emissions: this.#reader.emissions(this.#shown(input)),
      gold,
      unlabelled,
    }))
  }

  dispose(): Promise<void> {
    return Promise.resolve()
  }

  #shown(input: TaggerInput): TaggerInput {
    return this.info.inputs.caption ? input : { ...input, caption: null }
  }
}
