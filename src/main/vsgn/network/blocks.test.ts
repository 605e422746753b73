import { describe, expect, it } from 'vitest'
import type { Var } from '../../autodiff/graph.ts'
import { add, multiply, reshape } from '../../autodiff/ops/index.ts'
import { chooseRows } from './attention.ts'
import { alignmentLoss, alignToPatches, carryEdges } from './alignment.ts'
import type { Block } from './block.ts'
import { gateChannels } from './channelGate.ts'
import { characterVector } from './characters.ts'
import { crossAttention } from './crossAttention.ts'
import { buildEdges } from './edges.ts'
import { encodeText } from './encoder.ts'
import { propagate } from './graphConvolution.ts'
import { ALONE, embedText } from './inputLayer.ts'
import { readBothWays } from './recurrence.ts'
import { blendRegions } from './regionGate.ts'
import {
  blockGradientError,
  largestDifference,
  randomTensor,
  runBlock,
  tinyConfig,
} from './testing/tinyNetwork.ts'
import { legalPairs } from './textNodes.ts'

const config = tinyConfig()
const { hidden } = config

/** [2, 4] bool: the first post has four words, the second two. */
const mask = ({ graph }: Block): Var => graph.constant('bool', [1, 1, 1, 1, 1, 1, 0, 0], [2, 4])

describe('gradients of each block against finite differences', () => {
  const worst = 5e-3

  it('input layer', async () => {
    const error = await blockGradientError(config, { rows: [2, 4, 5], extras: [2, 4, 3] }, (block, inputs) =>
      embedText(block, { ...inputs, mask: mask(block), pieces: null }, ALONE),
    )
    expect(error).toBeLessThan(worst)
  })

  it('encoder', async () => {
    const error = await blockGradientError(config, { x: [2, 4, hidden] }, (block, { x }) =>
      encodeText(block, x, mask(block)),
    )
    expect(error).toBeLessThan(worst)
  })

  it('encoder, of some words alone', async () => {
    const wanted = ({ graph }: Block): Var => graph.constant('int32', [5, 0, 2])
    const two = tinyConfig({ encoderLayers: 2 })
    const error = await blockGradientError(two, { x: [2, 4, hidden] }, (block, { x }) =>
      encodeText(block, x, mask(block), { wanted: wanted(block) }),
    )
    expect(error).toBeLessThan(worst)
    const { some, all } = await runBlock(two, { x: randomTensor([2, 4, hidden], 1) }, (block, { x }) => ({
      some: encodeText(block, x as Var, mask(block), { wanted: wanted(block) }),
      all: chooseRows(encodeText(block, x as Var, mask(block)), wanted(block)),
    }))
    expect(largestDifference(some ?? [], all ?? [])).toBeLessThan(1e-6)
  })

  it('encoder, of two texts in one row that do not see each other', async () => {
    const visible = ({ graph }: Block): Var =>
      graph.constant('bool', [1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1], [1, 4, 4])
    const every = ({ graph }: Block, shape: number[]): Var => graph.constant('bool', [1, 1, 1, 1], shape)
    const { packed, apart } = await runBlock(
      config,
      { x: randomTensor([1, 4, hidden], 1) },
      (block, { x }) => ({
        packed: encodeText(block, x as Var, every(block, [1, 4]), { visible: visible(block) }),
        apart: encodeText(block, reshape(x as Var, [2, 2, hidden]), every(block, [2, 2])),
      }),
    )
    expect(largestDifference(packed ?? [], apart ?? [])).toBeLessThan(1e-6)
  })

  it('memories in both directions, of texts of different lengths', async () => {
    const error = await blockGradientError(config, { x: [2, 4, hidden] }, (block, { x }) =>
      readBothWays(block, 'encoder.0', x, mask(block)),
    )
    expect(error).toBeLessThan(worst)
  })

  it('characters', async () => {
    const numbers = [3, 1, 0, 4, 2, 5, 0, 0, 0]
    const error = await blockGradientError(config, {}, (block) => {
      const characters = block.graph.constant('int32', numbers, [1, 3, 3])
      return characterVector(block, characters, { read: 3, rows: 6, width: 4 })
    })
    expect(error).toBeLessThan(worst)
  })

  it('cross-attention with some, without any evidence', async () => {
    const some = await blockGradientError(
      config,
      { queries: [2, 3, hidden], keys: [2, 4, hidden] },
      (block, { queries, keys }) => crossAttention(block, 'cma', queries, { keys, mask: mask(block) }),
    )
    const none = await blockGradientError(config, { queries: [2, 3, hidden] }, (block, { queries }) =>
      crossAttention(block, 'cma', queries, null),
    )
    expect(Math.max(some, none)).toBeLessThan(worst)
  })

  it('graph edges, dense', async () => {
    const error = await blockGradientError(config, { nodes: [1, 3, hidden] }, (block, { nodes }) => {
      const legal = legalPairs([block.graph.constant('bool', [1, 1, 1], [1, 3])], null)
      return buildEdges(block, nodes, legal).dense
    })
    expect(error).toBeLessThan(worst)
  })

  it.each(['residual', 'paper'] as const)('graph convolution, %s', async (gcn) => {
    const error = await blockGradientError(
      tinyConfig({ gcn }),
      { nodes: [1, 3, hidden], edges: [1, 3, 3] },
      (block, { nodes, edges }) =>
        // Squared: edges are never negative.
        propagate(block, 'vsg.text', nodes, add(multiply(edges, edges), 0.1)),
    )
    expect(error).toBeLessThan(worst)
  })

  it('alignment and its loss', async () => {
    const error = await blockGradientError(
      config,
      { text: [2, 4, hidden], patches: [2, 3, hidden], imageEdges: [2, 3, 3] },
      (block, { text, patches, imageEdges }) => {
        const alignment = alignToPatches(block, text, patches)
        const edges = Array.from({ length: 32 }, (_, index) => ((index * 7) % 16) / 16)
        const loss = alignmentLoss(block, {
          // Constant: the loss holds the statistics of text rows constant, which a difference does not.
          textEdges: block.graph.constant('float32', edges, [2, 4, 4]),
          carriedEdges: carryEdges(alignment, imageEdges),
          legal: legalPairs([mask(block)], null),
          hasImage: block.graph.constant('bool', [1, 1], [2]),
        })
        return add(multiply(loss, 10), multiply(alignment, 3))
      },
    )
    expect(error).toBeLessThan(worst)
  })

  it('region gate', async () => {
    const error = await blockGradientError(
      config,
      { patches: [2, 3, hidden], regions: [2, 2, hidden] },
      (block, { patches, regions }) => {
        const found = block.graph.constant('bool', [1, 0, 1, 1], [2, 2])
        return blendRegions(block, patches, regions, found).blended
      },
    )
    expect(error).toBeLessThan(worst)
  })

  it('channel gate', async () => {
    const error = await blockGradientError(config, { rows: [2, 4, hidden] }, (block, { rows }) => {
      const valid = block.graph.constant('float32', [1, 1, 1, 1, 1, 1, 0, 0], [2, 4, 1])
      return gateChannels(block, 'text', rows, valid, block.graph.scalar(0.7)).gated
    })
    expect(error).toBeLessThan(worst)
  })
})
