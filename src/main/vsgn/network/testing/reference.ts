import type { VsgnConfig } from '../vsgnConfig.ts'
import {
  add,
  columns,
  dot,
  linear,
  mean,
  multiply,
  relu,
  sigmoid,
  softmax,
  softplus,
  times,
  transpose,
} from './referenceMath.ts'
import type { Matrix, Vector } from './referenceMath.ts'
import { ReferenceParameters } from './referenceParameters.ts'
import type { ReferenceValues } from './referenceParameters.ts'
import { attention, feedForward, readTexts } from './referenceText.ts'
import type { ReferenceText } from './referenceText.ts'

/**
 * VSGN once more, in double precision and plain loops, for one post without padding, batch or masks: what is
 * not there is not in the lists. Written from the equations; it shares no code with the graph it checks.
 */

export interface ReferencePost {
  readonly text: ReferenceText
  readonly caption: ReferenceText | null
  /** Only the regions that were found. */
  readonly picture: { readonly patches: Matrix; readonly regions: Matrix } | null
  /** β of (22). */
  readonly deviationWeight: number
  /** Name of its label space; null: none. */
  readonly labelSpace: string | null
}

export interface ReferenceResult {
  readonly emissions: Matrix
  /** KL(P‖Q) + KL(Q‖P) of (13) for each text node that has a legal neighbour; empty without a picture. */
  readonly divergences: Vector
  readonly textEdges: Matrix
}

export class ReferenceNetwork {
  readonly #config: VsgnConfig
  readonly #parameters: ReferenceParameters

  constructor(config: VsgnConfig, values: ReferenceValues) {
    this.#config = config
    this.#parameters = new ReferenceParameters(values)
  }

  run(post: ReferencePost): ReferenceResult {
    const { without } = this.#config
    const caption = without.includes('caption') ? null : post.caption
    const picture = without.includes('picture') ? null : post.picture
    const texts = caption === null ? [post.text] : [post.text, caption]
    const [words = [], captionWords = null] = readTexts(this.#config, this.#parameters, texts)
    const patches = picture === null ? null : this.#fitted('picture.patch', picture.patches)
    const regions = picture === null ? [] : this.#fitted('picture.region', picture.regions)

    const fused = this.#fuse(words, captionWords, patches, regions, post.deviationWeight)
    const graph = without.includes('vsg') ? null : this.#graphStream(words, captionWords, patches)
    const hidden = graph === null ? fused : this.#mix(fused, graph.hidden)
    return {
      emissions: this.#score(hidden, post.labelSpace),
      divergences: graph?.divergences ?? [],
      textEdges: graph?.textEdges ?? [],
    }
  }

  /** H (W + W_s) + b + b_s, or H W + b. */
  #score(hidden: Matrix, space: string | null): Matrix {
    const shared = this.#project('output', hidden)
    return space === null ? shared : add(shared, this.#project(`output.space.${space}`, hidden))
  }

  /** (2), (4): vectors of width d enter as they are. */
  #fitted(name: string, x: Matrix): Matrix {
    return x.every((row) => row.length === this.#config.hidden) ? x : this.#project(name, x)
  }

  /** CMA: (15), (18), (24), with the null row in front of the evidence. */
  #crossAttention(name: string, queries: Matrix, evidence: Matrix): Matrix {
    const keys = [[...this.#vector(`${name}.null`)], ...evidence]
    const attended = attention(this.#config, this.#parameters, name, queries, keys, () => 0)
    const first = this.#norm(`${name}.attention.norm`, add(queries, attended))
    return this.#norm(`${name}.feed_forward.norm`, add(first, feedForward(this.#parameters, name, first)))
  }

  /** (16) to (24). */
  #fuse(
    words: Matrix,
    captionWords: Matrix | null,
    patches: Matrix | null,
    regions: Matrix,
    deviationWeight: number,
  ): Matrix {
    const { without } = this.#config
    const [sees, reads] = [!without.includes('picture'), !without.includes('caption')]
    if (!sees && !reads) return words
    const seen = patches === null ? [] : this.#blend(patches, regions)
    const look = (name: string, rows: Matrix): Matrix =>
      sees ? this.#crossAttention(name, rows, seen) : rows
    const gate = (branch: string, rows: Matrix): Matrix =>
      without.includes('cir') ? rows : this.#gateChannels(`cir.${branch}`, rows, deviationWeight)
    const text = gate('text', look('cma_text', words))
    const evidence = captionWords === null ? [] : gate('caption', look('cma_caption', captionWords))
    const fusion = reads ? this.#crossAttention('cma_fusion', text, evidence) : text
    return this.#norm('fusion.norm', add(words, fusion))
  }

  /** (16), (17). */
  #blend(patches: Matrix, regions: Matrix): Matrix {
    if (regions.length === 0) return patches
    const scale = Math.sqrt(this.#config.hidden)
    return patches.map((patch) => {
      const weights = softmax(regions.map((region) => dot(patch, region) / scale))
      const gathered = times([weights], regions)[0] as Vector
      const gate = (this.#project('region_gate', [[...patch, ...gathered]])[0] as Vector).map(sigmoid)
      return patch.map((value, c) => {
        const g = gate[c] as number
        return g * value + (1 - g) * (gathered[c] as number)
      })
    })
  }

  /** (19) to (23). */
  #gateChannels(name: string, rows: Matrix, deviationWeight: number): Matrix {
    const { hidden, channelTemperature } = this.#config
    const z = columns(rows).map(mean)
    const squeezed = this.#project(`${name}.squeeze`, [z]).map((row) => row.map(relu))
    const p = (this.#project(`${name}.excite`, squeezed)[0] as Vector).map(sigmoid)
    const scale = this.#vector(`${name}.deviation_scale`)
    const usual = this.#vector(`${name}.usual_activation`)
    const q = z.map((value, c) => softplus(scale[c] as number) * (value - (usual[c] as number)) ** 2)
    const norm = Math.sqrt(dot(q, q))
    const scores = p.map((value, c) => {
      const deviation = (Math.sqrt(hidden) * (q[c] as number)) / norm
      return (value - deviationWeight * deviation) / channelTemperature
    })
    const factors = softmax(scores).map((factor) => hidden * factor)
    return rows.map((row) => multiply(row, factors))
  }

  /** (6) to (15). */
  #graphStream(words: Matrix, captionWords: Matrix | null, patches: Matrix | null) {
    const nodes = [...words, ...(captionWords ?? [])]
    const { window } = this.#config
    const sameText = (i: number, j: number): boolean => i < words.length === j < words.length
    const legal = (i: number, j: number): boolean =>
      i !== j && (!sameText(i, j) || window === null || Math.abs(i - j) <= window)
    const dense = this.#edges(nodes)
    const textEdges = this.#strongest(dense, legal)
    const text = this.#propagate('vsg.text', nodes, textEdges).slice(0, words.length)
    if (patches === null) return { hidden: text, textEdges, divergences: [] }

    const denseImage = this.#edges(patches)
    const imageEdges = this.#strongest(denseImage, (i, j) => i !== j)
    const attended = this.#crossAttention(
      'cma_graph',
      text,
      this.#propagate('vsg.image', patches, imageEdges),
    )
    const alignment = this.#align(nodes, patches)
    const carried = times(times(alignment, denseImage), transpose(alignment))
    return { hidden: attended, textEdges, divergences: this.#divergences(dense, carried, legal) }
  }

  /** (6) to (8), pair by pair. */
  #edges(nodes: Matrix): Matrix {
    const { hidden, latent } = this.#config
    const directions = times(nodes, this.#matrix('vsg.edge.kernel.weight', latent))
    const weights = [
      ...this.#matrix('vsg.edge.from.weight', latent),
      ...this.#matrix('vsg.edge.to.weight', latent),
    ]
    if (weights.length !== 2 * hidden) throw new Error('W₁ takes both ends of an edge')
    const a = softplus(this.#vector('vsg.edge.balance')[0] as number)
    return nodes.map((from, i) =>
      nodes.map((to, j) => {
        const [x, y] = [directions[i] as Vector, directions[j] as Vector]
        const cosine = dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y))
        const inner = linear([[...from, ...to]], weights, this.#vector('vsg.edge.bias')).map((row) =>
          row.map(relu),
        )
        const f = sigmoid((this.#project('vsg.edge.outer', inner)[0] as Vector)[0] as number)
        return f + a * relu(cosine)
      }),
    )
  }

  /** (9). */
  #strongest(edges: Matrix, legal: (i: number, j: number) => boolean): Matrix {
    return edges.map((row, i) => {
      const ranked = row.map((_, j) => j).filter((j) => legal(i, j))
      ranked.sort((j, k) => (row[k] as number) - (row[j] as number))
      const kept = ranked.slice(0, this.#config.topK)
      return row.map((edge, j) => (kept.includes(j) ? edge : 0))
    })
  }

  /** (14). */
  #propagate(name: string, nodes: Matrix, edges: Matrix): Matrix {
    const residual = this.#config.gcn === 'residual'
    const linked = edges.map((row, i) =>
      row.map((edge, j) => (edge + ((edges[j] as Vector)[i] as number)) / 2 + (residual && i === j ? 1 : 0)),
    )
    const degrees = linked.map((row) => row.reduce((sum, edge) => sum + edge, 0))
    const flow = linked.map((row, i) =>
      row.map((edge, j) =>
        edge === 0 ? 0 : edge / Math.sqrt((degrees[i] as number) * (degrees[j] as number)),
      ),
    )
    let hidden = nodes
    for (let layer = 0; layer < this.#config.gcnLayers; layer++) {
      const mixed = this.#project(`${name}.${layer}`, times(flow, hidden)).map((row) => row.map(relu))
      hidden = residual ? this.#norm(`${name}.${layer}.norm`, add(hidden, mixed)) : mixed
    }
    return hidden
  }

  /** (11), (12). */
  #align(text: Matrix, patches: Matrix): Matrix {
    const { latent } = this.#config
    const left = times(text, this.#matrix('vsg.alignment.text.weight', latent))
    const right = times(patches, this.#matrix('vsg.alignment.picture.weight', latent))
    return left.map((t) => softmax(right.map((i) => dot(t, i) / Math.sqrt(latent))))
  }

  /** (13), each node's share. */
  #divergences(textEdges: Matrix, carried: Matrix, legal: (i: number, j: number) => boolean): Vector {
    const temperature = this.#config.alignmentTemperature
    return textEdges.flatMap((row, i) => {
      const neighbours = row.map((_, j) => j).filter((j) => legal(i, j))
      if (neighbours.length === 0) return []
      const own = neighbours.map((j) => row[j] as number)
      const other = neighbours.map((j) => (carried[i] as Vector)[j] as number)
      const deviation = (values: Vector): number =>
        Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)) + 1e-6)
      const matched = other.map(
        (value) => ((value - mean(other)) / deviation(other)) * deviation(own) + mean(own),
      )
      const p = softmax(own.map((value) => value / temperature))
      const q = softmax(matched.map((value) => value / temperature))
      return [
        p.reduce((sum, share, j) => {
          const ratio = Math.log(share / (q[j] as number))
          return sum + share * ratio - (q[j] as number) * ratio
        }, 0),
      ]
    })
  }

  /** (25). */
  #mix(fused: Matrix, graph: Matrix): Matrix {
    return fused.map((left, i) => {
      const right = graph[i] as Vector
      const g = sigmoid((this.#project('vsg.gate', [[...left, ...right]])[0] as Vector)[0] as number)
      return left.map((value, c) => g * value + (1 - g) * (right[c] as number))
    })
  }

  #project(name: string, x: Matrix): Matrix {
    return this.#parameters.project(name, x)
  }

  #norm(name: string, x: Matrix): Matrix {
    return this.#parameters.norm(name, x)
  }

  #vector(name: string): Vector {
    return this.#parameters.vector(name)
  }

  #matrix(name: string, width: number): Matrix {
    return this.#parameters.matrix(name, width)
  }
}
