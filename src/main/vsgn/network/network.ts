import type { Var } from '../../autodiff/graph.ts'
import {
  add,
  and,
  cast,
  concat,
  keepWhere,
  multiply,
  oneMinus,
  reshape,
  sigmoid,
  slice,
  where,
} from '../../autodiff/ops/index.ts'
import { alignmentLoss, alignToPatches, carryEdges } from './alignment.ts'
import type { Block } from './block.ts'
import { normalise, project } from './block.ts'
import { gateChannels } from './channelGate.ts'
import { labelsOf } from './config.ts'
import type { Part } from './config.ts'
import { crossAttention } from './crossAttention.ts'
import type { Evidence } from './crossAttention.ts'
import { buildEdges } from './edges.ts'
import type { Edges } from './edges.ts'
import { propagate } from './graphConvolution.ts'
import type { TextInput } from './inputLayer.ts'
import { labelSpaceScores } from './labelSpaces.ts'
import { blendRegions } from './regionGate.ts'
import { readTexts } from './textStream.ts'
import type { CaptionInput } from './textStream.ts'
import { legalPairs } from './textNodes.ts'

export interface PictureInput {
  /** [B, m, patchWidth] */
  readonly patches: Var
  /** [B, R, regionWidth] */
  readonly regions: Var
  /** [B, R] bool: which regions were found. */
  readonly regionMask: Var
  /** [B] bool. Where false, patches and regions have no effect. */
  readonly present: Var
}

/** A null branch is absent from the graph: equal to, and cheaper than, `present` false throughout. */
export interface NetworkInputs {
  readonly text: TextInput
  readonly caption: CaptionInput | null
  readonly picture: PictureInput | null
  /** β of (22), one value. */
  readonly deviationWeight: Var
  /** [B, labelSpaces] of zeros and ones, see `labelSpaceScores`; null: the outputs that all sets share. */
  readonly labelSpace: Var | null
}

/** What an interface may draw; a value is there only where its branch is. */
export interface Explanation {
  /** M of (12), [B, N, m]: nodes are words, then caption words. */
  readonly alignment?: Var
  /** A of (9), [B, N, N]. */
  readonly textEdges?: Var
  /** A of (9) between patches, [B, m, m]. */
  readonly imageEdges?: Var
  /** Gate of (16), [B, m, d]. */
  readonly regionGate?: Var
  /** Shares of the regions that each patch gathers before (16), [B, m, R]. */
  readonly regionAttention?: Var
  /** g of (25), [B, n, 1]: 1 is the fusion stream, 0 the graph stream. */
  readonly fusionGate?: Var
  /** B of (22), [B, 1, d]. */
  readonly textChannels?: Var
  readonly captionChannels?: Var
}

export interface NetworkOutputs {
  /** Scores of the labels at each word, [B, n, labels]. */
  readonly emissions: Var
  /** L_KL of (13), one value; null without both graphs. */
  readonly alignmentLoss: Var | null
  readonly explanation: Explanation
}

/** VSGN up to the emissions of its CRF: the one definition behind training and serving. */
export function buildNetwork(block: Block, inputs: NetworkInputs): NetworkOutputs {
  const { config } = block
  const included = (part: Part): boolean => !config.without.includes(part)
  const caption = included('caption') ? inputs.caption : null
  const picture = included('picture') ? inputs.picture : null

  const { words, captionWords } = readTexts(block, inputs.text, caption)
  const patches = picture === null ? null : projectPatches(block, picture)

  const fused = fuse(block, inputs, words, captionWords, patches)
  const graph = included('vsg') ? reasonOverGraphs(block, words, captionWords, patches) : null
  const mixed = graph === null ? null : mixStreams(block, fused.hidden, graph.hidden)
  const hidden = block.dropout(mixed?.hidden ?? fused.hidden, config.dropout.output)
  const emissions = project(block, 'output', hidden, labelsOf(config).length)
  return {
    emissions:
      inputs.labelSpace === null
        ? emissions
        : add(emissions, labelSpaceScores(block, hidden, inputs.labelSpace)),
    alignmentLoss: graph?.loss ?? null,
    explanation: {
      ...fused.explanation,
      ...graph?.explanation,
      ...(mixed === null ? {} : { fusionGate: mixed.gate }),
    },
  }
}

/** A picture inside the network: patches (2) and regions (4) of width d, projected where theirs differs. */
interface Patches {
  readonly patches: Var
  readonly regions: Var
  readonly regionMask: Var
  readonly present: Var
}

function projectPatches(block: Block, picture: PictureInput): Patches {
  const { hidden } = block.config
  const { present, regionMask } = picture
  const [batch, regionCount] = regionMask.shape as readonly [number, number]
  const here = reshape(present, [batch, 1, 1])
  const found = and(regionMask, reshape(present, [batch, 1]))
  const foundRows = reshape(found, [batch, regionCount, 1])
  const fitted = (name: string, rows: Var): Var =>
    rows.shape.at(-1) === hidden ? rows : project(block, name, rows, hidden)
  return {
    patches: fitted('picture.patch', keepWhere(here, picture.patches)),
    regions: fitted('picture.region', keepWhere(foundRows, picture.regions)),
    regionMask: found,
    present,
  }
}

/** Patches as evidence: all of them, or none where the post has no picture. */
function patchEvidence(keys: Var, present: Var): Evidence {
  const [batch, count] = keys.shape as readonly [number, number, number]
  const every = keys.graph.constant('bool', new Array<number>(count).fill(1), [1, count])
  return { keys, mask: and(reshape(present, [batch, 1]), every) }
}

/** The fusion stream, (16)–(24): H_out [B, n, d]. */
function fuse(
  block: Block,
  inputs: NetworkInputs,
  words: Evidence,
  captionWords: Evidence | null,
  picture: Patches | null,
): { hidden: Var; explanation: Explanation } {
  const { without } = block.config
  const seesPictures = !without.includes('picture')
  const readsCaptions = !without.includes('caption')
  if (!seesPictures && !readsCaptions) return { hidden: words.keys, explanation: {} }

  const blend =
    picture === null ? null : blendRegions(block, picture.patches, picture.regions, picture.regionMask)
  const seen = blend === null || picture === null ? null : patchEvidence(blend.blended, picture.present)
  const look = (name: string, rows: Var): Var =>
    seesPictures ? crossAttention(block, name, rows, seen) : rows
  const gate = (branch: 'text' | 'caption', { keys, mask }: Evidence): { gated: Var; factors?: Var } =>
    without.includes('cir')
      ? { gated: keys }
      : gateChannels(block, branch, keys, floatMask(mask), inputs.deviationWeight)

  const text = gate('text', { keys: look('cma_text', words.keys), mask: words.mask })
  const caption =
    captionWords === null
      ? null
      : gate('caption', { keys: look('cma_caption', captionWords.keys), mask: captionWords.mask })
  const evidence =
    caption === null || captionWords === null ? null : { keys: caption.gated, mask: captionWords.mask }
  const fusion = readsCaptions ? crossAttention(block, 'cma_fusion', text.gated, evidence) : text.gated
  return {
    hidden: normalise(block, 'fusion.norm', add(words.keys, fusion)),
    explanation: {
      ...(blend === null ? {} : { regionGate: blend.gate, regionAttention: blend.attention }),
      ...(text.factors === undefined ? {} : { textChannels: text.factors }),
      ...(caption?.factors === undefined ? {} : { captionChannels: caption.factors }),
    },
  }
}

/** The graph stream, (6)–(15): H_g [B, n, d] and, with a picture, the alignment loss. */
function reasonOverGraphs(
  block: Block,
  words: Evidence,
  captionWords: Evidence | null,
  picture: Patches | null,
): { hidden: Var; loss: Var | null; explanation: Explanation } {
  const [, wordCount] = words.mask.shape as readonly [number, number]
  const groups = captionWords === null ? [words] : [words, captionWords]
  const nodes = concat(
    groups.map((group) => group.keys),
    1,
  )
  const legal = legalPairs(
    groups.map((group) => group.mask),
    block.config.window,
  )
  const textEdges = buildEdges(block, nodes, legal)
  const propagated = propagate(block, 'vsg.text', nodes, textEdges.sparse)
  const text = slice(propagated, 1, 0, wordCount)
  if (picture === null) return { hidden: text, loss: null, explanation: { textEdges: textEdges.sparse } }

  const { patches, present } = picture
  const imageEdges = buildEdges(block, patches, legalPatches(patches))
  const propagatedPatches = propagate(block, 'vsg.image', patches, imageEdges.sparse)
  const attended = crossAttention(block, 'cma_graph', text, patchEvidence(propagatedPatches, present))
  const here = reshape(present, [...present.shape, 1, 1])
  const alignment = alignToPatches(block, nodes, patches)
  return {
    // Without a picture there is nothing to attend to: the graph stream is the text graph alone.
    hidden: where(here, attended, text),
    loss: lossOf(block, alignment, textEdges, imageEdges, legal, present),
    explanation: { alignment, textEdges: textEdges.sparse, imageEdges: imageEdges.sparse },
  }
}

function lossOf(
  block: Block,
  alignment: Var,
  textEdges: Edges,
  imageEdges: Edges,
  legal: Var,
  hasImage: Var,
): Var {
  const carriedEdges = carryEdges(alignment, imageEdges.dense)
  return alignmentLoss(block, { textEdges: textEdges.dense, carriedEdges, legal, hasImage })
}

/** Every pair of different patches may be linked, [1, m, m] bool. */
function legalPatches(patches: Var): Var {
  const [, count] = patches.shape as readonly [number, number, number]
  const pairs = Array.from({ length: count * count }, (_, index) => Number(index % (count + 1) !== 0))
  return patches.graph.constant('bool', pairs, [1, count, count])
}

/** (25): g = σ(w_g · [H_out ; H_g] + b), H = g H_out + (1 − g) H_g. */
function mixStreams(block: Block, fused: Var, graph: Var): { hidden: Var; gate: Var } {
  const gate = sigmoid(project(block, 'vsg.gate', concat([fused, graph], -1), 1))
  return { hidden: add(multiply(gate, fused), multiply(oneMinus(gate), graph)), gate }
}

/** [B, n] bool → [B, n, 1] of zeros and ones. */
function floatMask(mask: Var): Var {
  return reshape(cast(mask, 'float32'), [...mask.shape, 1])
}
