import { Dropout } from '../../autodiff/dropout.ts'
import type { DropoutSite } from '../../autodiff/dropout.ts'
import { gradients } from '../../autodiff/gradients.ts'
import { Graph } from '../../autodiff/graph.ts'
import type { Var } from '../../autodiff/graph.ts'
import { add, divide, multiply, reduceSum, reshape } from '../../autodiff/ops/index.ts'
import { encodeOnnxModel } from '../../onnx/onnxModel.ts'
import type { NamedTensorType } from '../../onnx/onnxModel.ts'
import { labelsOf } from './config.ts'
import type { VsgnConfig } from './config.ts'
import { crfLoss } from './crf.ts'
import { declareInputs } from './inputs.ts'
import type { Bucket } from './inputs.ts'
import { buildNetwork } from './network.ts'
import { ParameterScope } from './parameters.ts'
import type { ParameterSpec } from './parameters.ts'

export interface TrainingGraph {
  /** A ModelProto. */
  readonly model: Uint8Array<ArrayBuffer>
  /** Everything to feed: parameters by name, network inputs, gold, weights, dropout. */
  readonly inputs: readonly NamedTensorType[]
  /**
   * loss, crf_loss, alignment_loss (where there are two graphs), emissions; d_rows and d_caption_rows; and
   * `d_<parameter>` for every parameter of `parameters`.
   */
  readonly outputs: readonly NamedTensorType[]
  /** The parameters this bucket uses: a graph without pictures leaves those of the picture branch alone. */
  readonly parameters: readonly ParameterSpec[]
  /** Feed these from `DropoutMasks`. */
  readonly dropoutSites: readonly DropoutSite[]
}

/**
 * Forward and backward pass of one bucket. Beside the network's inputs (see `declareInputs`) it is fed
 * - gold_labels [B, n, K], gold_transitions [B, K, K], gold_last [B, K] (see `goldTensors`);
 * - weights [B]: a post's share of the loss, 0 for a row that only fills the batch; not all may be 0;
 * - emission_bias [B, K]: added to the scores of all words of a post before the loss, 0 or −1e4 for a label that
 *   the post's source did not annotate;
 * - label_space [B, labelSpaces], where the configuration has some: see `labelSpaceScores`;
 * - deviation_weight: β of (22), one value; alignment_weight: λ of (28), one value, where there are two graphs.
 *
 * loss = Σ weight · NLL / Σ weight + λ L_KL (28).
 */
export function buildTrainingGraph(config: VsgnConfig, bucket: Bucket): TrainingGraph {
  const graph = new Graph()
  const dropout = new Dropout(graph)
  const { parameters, losses, inputs, emissions } = buildLoss(graph, config, bucket, dropout)

  const rowInputs: Record<string, Var> = { d_rows: inputs.text.rows }
  if (inputs.caption !== null) rowInputs.d_caption_rows = inputs.caption.rows
  const specs = parameters.specs
  const wrt: [string, Var][] = [
    ...Object.entries(rowInputs),
    ...specs.map(({ name }): [string, Var] => [`d_${name}`, parameters.variable(name)]),
  ]
  const partials = gradients(
    losses.loss,
    wrt.map(([, variable]) => variable),
  )
  const outputs: Record<string, Var> = { ...losses, emissions }
  for (const [index, [name]] of wrt.entries()) {
    const partial = partials[index]
    if (partial !== null && partial !== undefined) outputs[name] = partial
  }
  const model = graph.model('vsgn_training', outputs)
  return {
    model: encodeOnnxModel(model),
    inputs: model.inputs,
    outputs: model.outputs,
    parameters: specs.filter(({ name }) => `d_${name}` in outputs),
    dropoutSites: dropout.sites,
  }
}

/** All parameters of the whole network, every branch included. */
export function parameterSpecs(config: VsgnConfig): readonly ParameterSpec[] {
  const graph = new Graph()
  const smallest = { batch: 1, words: 2, pieces: 2, captionWords: 2, captionPieces: 2, pictures: true }
  return buildLoss(graph, config, smallest, new Dropout(graph)).parameters.specs
}

function buildLoss(graph: Graph, config: VsgnConfig, bucket: Bucket, dropout: Dropout) {
  const parameters = new ParameterScope(({ name, shape }) => graph.input(name, 'float32', shape))
  const block = {
    config,
    graph,
    parameters,
    dropout: (x: Var, rate: number): Var => dropout.apply(x, rate),
  }
  const { batch, words } = bucket
  const spaces = config.labelSpaces.length
  const inputs = {
    ...declareInputs(graph, config, bucket, graph.input('deviation_weight', 'float32', [])),
    labelSpace: spaces === 0 ? null : graph.input('label_space', 'float32', [batch, spaces]),
  }
  const { emissions, alignmentLoss } = buildNetwork(block, inputs)

  const count = labelsOf(config).length
  const bias = reshape(graph.input('emission_bias', 'float32', [batch, count]), [batch, 1, count])
  const perPost = crfLoss(block, add(emissions, bias), inputs.text.mask, {
    labels: graph.input('gold_labels', 'float32', [batch, words, count]),
    transitions: graph.input('gold_transitions', 'float32', [batch, count, count]),
    last: graph.input('gold_last', 'float32', [batch, count]),
  })
  const weights = graph.input('weights', 'float32', [batch])
  const total = divide(reduceSum(multiply(perPost, weights), [0]), reduceSum(weights, [0]))
  const crf = reshape(total, [])
  if (alignmentLoss === null) return { parameters, inputs, emissions, losses: { loss: crf, crf_loss: crf } }
  const alignment = reshape(alignmentLoss, [])
  const loss = add(crf, multiply(alignment, graph.input('alignment_weight', 'float32', [])))
  return { parameters, inputs, emissions, losses: { loss, crf_loss: crf, alignment_loss: alignment } }
}
