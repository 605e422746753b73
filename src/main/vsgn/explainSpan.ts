import type {
  GraphNeighbour,
  PictureExplanation,
  Reading,
  SpanExplanation,
} from '../../shared/domain/explanation.ts'
import { bestPaths } from './bestPaths.ts'
import { CrfMarginals } from './crfMarginals.ts'
import { readingsOf } from './decode.ts'
import type { EmissionModel, TaggerInput, TrainedNetwork } from './emissionModel.ts'
import { captionTokens } from './emissionModel.ts'
import type { CrfTables } from './network/crf.ts'
import type { TagSet } from './tagSet.ts'

/** Readings of the whole post that are listed. */
const WHOLE_READINGS = 3

export interface ExplainedModel {
  readonly network: Pick<TrainedNetwork, 'config' | 'inputs'>
  readonly emissions: EmissionModel
  readonly crf: CrfTables
  readonly tagSet: TagSet
}

interface TokenRange {
  readonly start: number
  readonly end: number
}

/**
 * Why the model reads tokens `start` to `end` of a post as it does. The readings come from the graph that predicts,
 * with all inputs and without each of picture and caption; what is drawn comes from the same network with its
 * explanation as outputs. Of a post longer than a graph the window around `start` is drawn.
 * Throws RangeError when the post does not have these tokens.
 */
export async function explainSpan(
  model: ExplainedModel,
  input: TaggerInput,
  range: TokenRange,
): Promise<Omit<SpanExplanation, 'model'>> {
  requireTokens(input.tokens.length, range)
  const { inputs, config } = model.network
  const captionWords =
    inputs.caption && !config.without.includes('caption') ? captionTokens(input.caption) : []
  const hasPicture = inputs.picture && !config.without.includes('picture') && input.picture !== null

  const [whole, blind, mute] = (await model.emissions.run([
    input,
    { ...input, picture: null },
    { ...input, caption: null },
  ])) as [Float32Array, Float32Array, Float32Array]
  const emissions = {
    whole,
    withoutPicture: hasPicture ? blind : null,
    withoutCaption: captionWords.length > 0 ? mute : null,
  }
  return {
    ...explainReadings(emissions, model, input.tokens.length, range),
    captionWords,
    ...(await drawnParts(model, input, range)),
  }
}

type ExplainedReadings = Pick<
  SpanExplanation,
  | 'start'
  | 'end'
  | 'readings'
  | 'distance'
  | 'withoutPicture'
  | 'withoutCaption'
  | 'wholePost'
  | 'tags'
  | 'marginals'
>

/**
 * What the CRF of any model makes of its emissions, [tokens, tags]; null: it was not shown such an input anyway.
 * Throws RangeError when the post does not have these tokens.
 */
export function explainReadings(
  emissions: {
    readonly whole: Float32Array
    readonly withoutPicture: Float32Array | null
    readonly withoutCaption: Float32Array | null
  },
  { crf, tagSet }: Pick<ExplainedModel, 'crf' | 'tagSet'>,
  tokens: number,
  range: TokenRange,
): ExplainedReadings {
  const { start, end } = range
  requireTokens(tokens, range)
  const marginals = new CrfMarginals(emissions.whole, crf)
  const readings = readingsOf(range, marginals, tagSet)
  const without = (scores: Float32Array | null): Reading[] | null =>
    scores === null ? null : readingsOf(range, new CrfMarginals(scores, crf), tagSet)
  const [first, second] = readings as [Reading, Reading]
  return {
    start,
    end,
    readings,
    distance: first.score - second.score,
    withoutPicture: without(emissions.withoutPicture),
    withoutCaption: without(emissions.withoutCaption),
    wholePost: bestPaths(emissions.whole, crf, WHOLE_READINGS)
      .map(({ path, score }) => ({
        spans: tagSet.spansOf(path),
        score: Math.min(1, Math.exp(score - marginals.logPartition)),
      }))
      .filter(({ score }) => score > 0),
    tags: tagSet.tags,
    marginals: Array.from({ length: end - start }, (_, offset) => marginals.tagProbabilities(start + offset)),
  }
}

function requireTokens(tokens: number, { start, end }: TokenRange): void {
  if (!(start >= 0 && start < end && end <= tokens))
    throw new RangeError(`tokens ${start} to ${end} of a post of ${tokens}`)
}

type DrawnParts = Pick<
  SpanExplanation,
  'neighbours' | 'fusionGate' | 'textChannels' | 'captionChannels' | 'picture'
>

/** What the explanation outputs of the network say of the tokens. */
async function drawnParts(
  { emissions }: ExplainedModel,
  input: TaggerInput,
  { start, end }: TokenRange,
): Promise<DrawnParts> {
  const window = emissions.windows(input).find(({ from, to }) => start >= from && start < to)
  if (window === undefined) throw new RangeError(`no window holds token ${start}`)
  const { outputs, nodes } = await emissions.explain(input, window)
  const tokens = Array.from({ length: Math.min(end, window.end) - start }, (_, offset) => start + offset)
  const row = (name: string, index: number): number[] | null => {
    const tensor = outputs[name]
    if (tensor === undefined) return null
    const width = tensor.shape.at(-1) ?? 1
    return Array.from(tensor.values as Float32Array).slice(index * width, (index + 1) * width)
  }
  const rows = (name: string): number[][] | null => {
    const found = tokens.map((token) => row(name, nodes.tokens[token - window.start] as number))
    return found.every((values) => values !== null) ? found : null
  }
  const edges = rows('text_edges') ?? []
  const neighbours = edges
    .flatMap((weights, offset) =>
      weights.map((weight, node) => ({ token: start + offset, word: nodes.words.get(node), weight })),
    )
    .flatMap(({ token, word, weight }): GraphNeighbour[] => {
      if (word === undefined || weight <= 0) return []
      const index = word.kind === 'token' ? window.start + word.index : word.index
      return [{ token, kind: word.kind, index, weight }]
    })
    .sort((a, b) => b.weight - a.weight)
  return {
    neighbours,
    fusionGate: rows('fusion_gate')?.flat() ?? null,
    textChannels: row('text_channels', 0),
    captionChannels: row('caption_channels', 0),
    picture: pictureParts(rows('alignment'), outputs),
  }
}

function pictureParts(
  alignment: number[][] | null,
  outputs: Awaited<ReturnType<EmissionModel['explain']>>['outputs'],
): PictureExplanation | null {
  const gate = outputs.region_gate
  const attention = outputs.region_attention
  if (gate === undefined || attention === undefined) return null
  const [, patches = 0, width = 1] = gate.shape
  const [, , regions = 0] = attention.shape
  const gates = gate.values as Float32Array
  const patchGate = Array.from({ length: patches }, (_, patch) =>
    mean(gates.subarray(patch * width, (patch + 1) * width)),
  )
  const shares = attention.values as Float32Array
  const regionGate = Array.from({ length: regions }, (_, region) =>
    mean(patchGate.map((kept, patch) => (1 - kept) * (shares[patch * regions + region] as number))),
  )
  const columns = Math.round(Math.sqrt(patches))
  return { rows: patches / columns, columns, alignment, patchGate, regionGate }
}

const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
