import { gradients } from '../../autodiff/gradients.ts'
import { Graph } from '../../autodiff/graph.ts'
import type { Var } from '../../autodiff/graph.ts'
import {
  add,
  divide,
  gelu,
  greater,
  linear,
  logSumExp,
  lookUp,
  multiply,
  reduceSum,
  reshape,
  square,
  subtract,
  transposeMatrix,
} from '../../autodiff/ops/index.ts'
import { encodeOnnxModel } from '../../onnx/onnxModel.ts'
import type { Block } from '../../vsgn/network/block.ts'
import { normalise, project } from '../../vsgn/network/block.ts'
import type { VsgnConfig } from '../../vsgn/network/config.ts'
import { encodeText } from '../../vsgn/network/encoder.ts'
import { ALONE, embedText } from '../../vsgn/network/inputLayer.ts'
import { declareInputs } from '../../vsgn/network/inputs.ts'
import type { Bucket } from '../../vsgn/network/inputs.ts'
import { ParameterScope } from '../../vsgn/network/parameters.ts'
import type { ParameterSpec } from '../../vsgn/network/parameters.ts'
import type { LossGraph } from '../optimiser.ts'

/** The head that tells hidden words; thrown away after pre-training. */
export interface MaskedWordHead {
  /** Classes that are told apart. */
  readonly classes: number
  /** Width of the class vectors. */
  readonly width: number
  /** Words told in a run. */
  readonly capacity: number
}

export interface MaskedWordGraph extends LossGraph {
  /** A ModelProto. */
  readonly model: Uint8Array<ArrayBuffer>
}

/** Class vectors [classes, width]; the word vectors are where they start. */
export const CLASS_VECTORS = 'pretraining.output.weight'
/** Class biases [classes]; the shares of the classes are where they start. */
export const CLASS_BIASES = 'pretraining.output.bias'

/**
 * VSGN's input layer and encoder under a word-telling head, forward and backward: for the encoded word h,
 * z = LN(gelu(W h + b)), loss = mean over told words of log Σ_c exp(v_c · z + b_c) − (v_y · z + b_y).
 * Fed beside the text: lines [B, n], the number of the line at each position (a line sees itself alone), positions [M]
 * int32 into the batch · length words, targets [M] int32, target_weights [M].
 */
export function buildMaskedWordGraph(
  config: VsgnConfig,
  bucket: Bucket,
  head: MaskedWordHead,
): MaskedWordGraph {
  const graph = new Graph()
  const { parameters, loss, rows } = buildLoss(graph, config, bucket, head)
  const specs = parameters.specs
  const wrt = [rows, ...specs.map(({ name }) => parameters.variable(name))]
  const [dRows, ...partials] = gradients(loss, wrt)
  const outputs: Record<string, Var> = { loss }
  if (dRows !== null && dRows !== undefined) outputs.d_rows = dRows
  for (const [index, { name }] of specs.entries()) {
    const partial = partials[index]
    if (partial !== null && partial !== undefined) outputs[`d_${name}`] = partial
  }
  const model = graph.model('masked_words', outputs)
  return {
    model: encodeOnnxModel(model),
    inputs: model.inputs,
    outputs: model.outputs,
    parameters: specs.filter(({ name }) => `d_${name}` in outputs),
  }
}

/** Parameters of the encoder and of the head. */
export function maskedWordSpecs(config: VsgnConfig, head: MaskedWordHead): readonly ParameterSpec[] {
  const bucket = { batch: 1, words: 2, captionWords: 0, pictures: false }
  return buildLoss(new Graph(), config, bucket, head).parameters.specs
}

function buildLoss(graph: Graph, config: VsgnConfig, bucket: Bucket, head: MaskedWordHead) {
  const parameters = new ParameterScope(({ name, shape }) => graph.input(name, 'float32', shape))
  const block: Block = { config, graph, parameters, dropout: (x) => x }
  const { text } = declareInputs(graph, config, bucket, graph.scalar(0))

  const { capacity, classes, width } = head
  const positions = graph.input('positions', 'int32', [capacity])
  const told = encodeText(block, embedText(block, text, ALONE), text.mask, {
    wanted: positions,
    visible: sameLine(graph.input('lines', 'float32', [bucket.batch, bucket.words])),
  })
  const seen = normalise(block, 'pretraining.norm', gelu(project(block, 'pretraining.hidden', told, width)))
  const vectors = parameters.get(CLASS_VECTORS, [classes, width], { deviation: 0.05 })
  const bias = parameters.zeros(CLASS_BIASES, [classes])
  const targets = graph.input('targets', 'int32', [capacity])
  const ofTarget = add(
    reduceSum(multiply(seen, lookUp(vectors, targets)), [1]),
    lookUp(reshape(bias, [classes, 1]), targets),
  )
  const all = logSumExp(linear(seen, transposeMatrix(vectors), bias))
  const weights = graph.input('target_weights', 'float32', [capacity])
  const losses = multiply(subtract(all, reshape(ofTarget, [capacity])), weights)
  const loss = reshape(divide(reduceSum(losses, [0]), reduceSum(weights, [0])), [])
  return { parameters, loss, rows: text.rows }
}

/** Numbers of lines [B, n] → [B, n, n] bool: whether two words are of one line. */
function sameLine(lines: Var): Var {
  const [batch, length] = lines.shape as readonly [number, number]
  const difference = subtract(reshape(lines, [batch, length, 1]), reshape(lines, [batch, 1, length]))
  return greater(lines.graph.scalar(0.5), square(difference))
}
