import { setImmediate as breathe } from 'node:timers/promises'
import type { Corpus } from './corpus.ts'
import { LINE_END } from './corpus.ts'
import { Random } from './random.ts'

export interface SkipGramOptions {
  /** A multiple of 4. */
  readonly dimensions: number
  /** Furthest context word; each position draws its own reach from 1 to this. */
  readonly window: number
  readonly negatives: number
  /** Words more frequent than this share of the text are thinned out. */
  readonly subsample: number
  /** Learning rate at the start; falls linearly to a hundredth of a percent of it. */
  readonly rate: number
  readonly epochs: number
  readonly seed: number
}

export interface SkipGramProgress {
  readonly done: number
  readonly total: number
  readonly rate: number
}

const NOISE_TABLE = 1 << 22
const SIGMOID_TABLE = 4096
const SIGMOID_REACH = 8

/**
 * Skip-gram with negative sampling (Mikolov et al. 2013): for a word w with context c and noise words n,
 * ascends log σ(u_w · v_c) + Σ log σ(−u_w · v_n), noise drawn in proportion to count^0.75.
 * Returns u, row-major [words, dimensions]. Others get their turn after each report; what it throws ends the training.
 */
export async function trainSkipGram(
  corpus: Corpus,
  options: SkipGramOptions,
  onProgress: (progress: SkipGramProgress) => void,
): Promise<Float32Array> {
  const { dimensions } = options
  if (dimensions % 4 !== 0) throw new RangeError(`dimensions must be a multiple of 4, found ${dimensions}`)
  const random = new Random(options.seed)
  const input = new Float32Array(corpus.words.length * dimensions)
  const output = new Float32Array(corpus.words.length * dimensions)
  for (let index = 0; index < input.length; index++) input[index] = (random.uniform() - 0.5) / dimensions
  const trainer = new PairTrainer(input, output, dimensions, noiseTable(corpus.counts), options, random)
  const keep = keepProbabilities(corpus.counts, options.subsample)
  const total = corpus.ids.length * options.epochs
  const sentence = new Int32Array(1024)
  let done = 0
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    let length = 0
    for (const id of corpus.ids) {
      if (id >= 0 && random.uniform() < (keep[id] ?? 0)) sentence[length++] = id
      if (id === LINE_END || length === sentence.length) {
        trainer.sentence(sentence, length)
        length = 0
      }
      if (++done % 65_536 === 0) {
        trainer.rate = options.rate * Math.max(1e-4, 1 - done / total)
        if (done % (65_536 * 16) === 0) {
          onProgress({ done, total, rate: trainer.rate })
          await breathe()
        }
      }
    }
  }
  return input
}

class PairTrainer {
  rate: number
  private readonly input: Float32Array
  private readonly output: Float32Array
  private readonly dimensions: number
  private readonly noise: Int32Array
  private readonly options: SkipGramOptions
  private readonly random: Random
  private readonly sigmoid = sigmoidTable()
  private readonly change: Float32Array

  constructor(
    input: Float32Array,
    output: Float32Array,
    dimensions: number,
    noise: Int32Array,
    options: SkipGramOptions,
    random: Random,
  ) {
    this.input = input
    this.output = output
    this.dimensions = dimensions
    this.noise = noise
    this.options = options
    this.random = random
    this.rate = options.rate
    this.change = new Float32Array(dimensions)
  }

  sentence(ids: Int32Array, length: number): void {
    for (let centre = 0; centre < length; centre++) {
      const reach = 1 + this.random.below(this.options.window)
      const last = Math.min(length - 1, centre + reach)
      for (let other = Math.max(0, centre - reach); other <= last; other++)
        if (other !== centre) this.pair(ids[other] ?? 0, ids[centre] ?? 0)
    }
  }

  /** One positive pair and its noise words. */
  private pair(word: number, context: number): void {
    const { input, dimensions, change } = this
    const base = word * dimensions
    change.fill(0)
    this.target(base, context, 1)
    for (let draw = 0; draw < this.options.negatives; draw++) {
      const noise = this.noise[this.random.uint32() & (NOISE_TABLE - 1)] ?? 0
      if (noise !== context) this.target(base, noise, 0)
    }
    for (let index = 0; index < dimensions; index++)
      input[base + index] = (input[base + index] as number) + (change[index] as number)
  }

  private target(base: number, target: number, label: number): void {
    const { input, output, dimensions, change } = this
    const row = target * dimensions
    let s0 = 0
    let s1 = 0
    let s2 = 0
    let s3 = 0
    for (let index = 0; index < dimensions; index += 4) {
      s0 += (input[base + index] as number) * (output[row + index] as number)
      s1 += (input[base + index + 1] as number) * (output[row + index + 1] as number)
      s2 += (input[base + index + 2] as number) * (output[row + index + 2] as number)
      s3 += (input[base + index + 3] as number) * (output[row + index + 3] as number)
    }
    const step = (label - this.probability(s0 + s1 + s2 + s3)) * this.rate
    for (let index = 0; index < dimensions; index++) {
      const context = output[row + index] as number
      change[index] = (change[index] as number) + step * context
      output[row + index] = context + step * (input[base + index] as number)
    }
  }

  private probability(score: number): number {
    if (score >= SIGMOID_REACH) return 1
    if (score <= -SIGMOID_REACH) return 0
    return this.sigmoid[Math.floor(((score + SIGMOID_REACH) * SIGMOID_TABLE) / (2 * SIGMOID_REACH))] as number
  }
}

function sigmoidTable(): Float64Array {
  return Float64Array.from({ length: SIGMOID_TABLE }, (_, index) => {
    const score = ((index + 0.5) / SIGMOID_TABLE) * 2 * SIGMOID_REACH - SIGMOID_REACH
    return 1 / (1 + Math.exp(-score))
  })
}

/** Word ids, each as often as its share of the counts to the power of 0.75. */
function noiseTable(counts: Float64Array): Int32Array {
  const weights = counts.map((count) => count ** 0.75)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const table = new Int32Array(NOISE_TABLE)
  let word = 0
  let reached = (weights[0] ?? 0) / total
  for (let slot = 0; slot < NOISE_TABLE; slot++) {
    table[slot] = word
    while ((slot + 1) / NOISE_TABLE > reached && word < counts.length - 1)
      reached += (weights[++word] ?? 0) / total
  }
  return table
}

/** Chance of keeping each word: (√(f/t) + 1) · t/f for a share f of the text and a threshold t. */
function keepProbabilities(counts: Float64Array, threshold: number): Float64Array {
  const total = counts.reduce((sum, count) => sum + count, 0)
  return counts.map((count) => {
    const ratio = count / total / threshold
    return Math.min(1, (Math.sqrt(ratio) + 1) / ratio)
  })
}
