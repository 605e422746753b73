import type { VsgnConfig } from '../vsgnConfig.ts'
import { add, dot, gelu, softmax, times } from './referenceMath.ts'
import type { Matrix, Vector } from './referenceMath.ts'
import type { ReferenceParameters } from './referenceParameters.ts'

/** Input layer and encoder of the reference network, (1) and (5), and the attention that all of it uses. */

export interface ReferenceText {
  /** One row a position: a word or a piece. */
  readonly rows: Matrix
  /** Empty for pieces. */
  readonly extras: Matrix
  /** Numbers of the characters of each word, 0 behind the last; empty where they are not read. */
  readonly characters: readonly (readonly number[])[]
  /** The first piece of each word; null: each position is a word. */
  readonly firsts: readonly number[] | null
}

/** A position of what the encoder reads: of which text, and which one there. */
interface Place {
  readonly text: number
  readonly position: number
}

/** The words of each text in context. */
export function readTexts(
  config: VsgnConfig,
  parameters: ReferenceParameters,
  texts: readonly ReferenceText[],
): Matrix[] {
  if (config.captionEncoding === 'joint') {
    const places = texts.flatMap(({ rows }, text) => rows.map((_, position) => ({ text, position })))
    const embedded = texts.flatMap((text, index) => {
      const before = texts.slice(0, index).reduce((sum, { rows }) => sum + rows.length, 0)
      return embed(config, parameters, text, index, before)
    })
    const encoded = encode(config, parameters, embedded, places)
    return texts.map((text, index) =>
      firstPieces(
        text,
        encoded.filter((_, i) => places[i]?.text === index),
      ),
    )
  }
  return texts.map((text) => {
    const places = text.rows.map((_, position) => ({ text: 0, position }))
    return firstPieces(text, encode(config, parameters, embed(config, parameters, text, 0, 0), places))
  })
}

function firstPieces({ firsts }: ReferenceText, encoded: Matrix): Matrix {
  return firsts === null ? encoded : firsts.map((piece) => encoded[piece] as Vector)
}

function embed(
  config: VsgnConfig,
  parameters: ReferenceParameters,
  { rows, extras, characters }: ReferenceText,
  segment: number,
  before: number,
): Matrix {
  const { hidden, textInput, captionEncoding } = config
  const ofSegment = (): Vector => parameters.matrix('input.segment.weight', hidden)[segment] as Vector
  if (textInput === 'words') {
    const fromExtras = times(extras, parameters.matrix('input.extras.weight', hidden))
    const read = add(parameters.project('input.rows', rows), fromExtras)
    const words = config.characters === null ? read : add(read, spell(config, parameters, characters))
    const placed = captionEncoding === 'joint' ? words.map((word) => plus(word, ofSegment())) : words
    return parameters.norm('input.norm', placed)
  }
  const positions = parameters.matrix('input.position.weight', hidden)
  const pieces = rows.map((row, i) => plus(plus(row, positions[before + i] as Vector), ofSegment()))
  return parameters.norm('input.norm', pieces)
}

/** The largest of each filter over the characters of a word, in the width of the network. */
function spell(
  { characters, hidden }: VsgnConfig,
  parameters: ReferenceParameters,
  words: readonly (readonly number[])[],
): Matrix {
  const width = characters?.width ?? 0
  const table = parameters.matrix('input.characters.table', width)
  const zeros = new Array<number>(width).fill(0)
  const pooled = words.map((numbers) => {
    const vectors = numbers.filter((number) => number > 0).map((number) => table[number] as Vector)
    if (vectors.length === 0) return zeros
    const triples = vectors.map((vector, k) => [
      ...(vectors[k - 1] ?? zeros),
      ...vector,
      ...(vectors[k + 1] ?? zeros),
    ])
    const filtered = parameters.project('input.characters.filter', triples)
    return zeros.map((_, filter) => Math.max(...filtered.map((row) => row[filter] as number)))
  })
  return times(pooled, parameters.matrix('input.characters.weight', hidden))
}

const plus = (x: Vector, y: Vector): Vector => x.map((value, c) => value + (y[c] as number))

function encode(
  config: VsgnConfig,
  parameters: ReferenceParameters,
  x: Matrix,
  places: readonly Place[],
): Matrix {
  if (config.encoder === 'bilstm') {
    let states = x
    for (let layer = 0; layer < config.encoderLayers; layer++)
      states = readBothWays(config, parameters, `encoder.${layer}`, states)
    return states
  }
  let hidden = x
  for (let layer = 0; layer < config.encoderLayers; layer++) {
    const name = `encoder.${layer}`
    hidden =
      config.textInput === 'words'
        ? layerOfWords(config, parameters, name, hidden, places)
        : layerOfPieces(config, parameters, name, hidden)
  }
  return config.textInput === 'words' ? parameters.norm('encoder.norm', hidden) : hidden
}

/** An LSTM over the words in their order beside one over them in reverse. */
function readBothWays(
  { hidden }: VsgnConfig,
  parameters: ReferenceParameters,
  name: string,
  x: Matrix,
): Matrix {
  const half = hidden / 2
  const inputs = parameters.project(`${name}.input`, x)
  const recurrent = parameters.matrix(`${name}.recurrent.weight`, 4 * half)
  const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value))
  const run = (direction: number): Matrix => {
    const own = inputs.map((row) => row.slice(direction * 4 * half, (direction + 1) * 4 * half))
    const matrix = recurrent.slice(direction * half, (direction + 1) * half)
    let [state, cell] = [new Array<number>(half).fill(0), new Array<number>(half).fill(0)]
    return (direction === 0 ? own : own.toReversed()).map((input) => {
      const sums = plus(input, times([state], matrix)[0] as Vector)
      const gate = (index: number, unit: number): number => sums[index * half + unit] as number
      cell = cell.map(
        (before, unit) =>
          sigmoid(gate(1, unit) + 1) * before + sigmoid(gate(0, unit)) * Math.tanh(gate(3, unit)),
      )
      state = cell.map((value, unit) => sigmoid(gate(2, unit)) * Math.tanh(value))
      return state
    })
  }
  const [forward, backward] = [run(0), run(1).toReversed()]
  return forward.map((row, word) => [...row, ...(backward[word] as Vector)])
}

/** x + attention(LN x), then x + FFN(LN x). */
function layerOfWords(
  config: VsgnConfig,
  parameters: ReferenceParameters,
  name: string,
  x: Matrix,
  places: readonly Place[],
): Matrix {
  const normalised = parameters.norm(`${name}.attention.norm`, x)
  const table = parameters.matrix(`${name}.attention.distance`, config.heads)
  const attended = attention(
    config,
    parameters,
    `${name}.attention`,
    normalised,
    normalised,
    (head, i, j) => {
      const distance = clippedDistance(places[i] as Place, places[j] as Place, config.distanceLimit)
      return (table[distance + config.distanceLimit] as Vector)[head] as number
    },
  )
  const between = add(x, attended)
  return add(between, feedForward(parameters, name, parameters.norm(`${name}.feed_forward.norm`, between)))
}

/** LN(x + attention(x)), then LN(x + FFN(x)). */
function layerOfPieces(config: VsgnConfig, parameters: ReferenceParameters, name: string, x: Matrix): Matrix {
  const attended = attention(config, parameters, `${name}.attention`, x, x, () => 0)
  const between = parameters.norm(`${name}.attention.norm`, add(x, attended))
  return parameters.norm(`${name}.feed_forward.norm`, add(between, feedForward(parameters, name, between)))
}

function clippedDistance(from: Place, to: Place, limit: number): number {
  if (from.text < to.text) return limit
  if (from.text > to.text) return -limit
  return Math.max(-limit, Math.min(limit, to.position - from.position))
}

/** softmax(q kᵀ / √width + bias) v of each head, heads side by side, then the output projection. */
export function attention(
  { hidden, heads }: VsgnConfig,
  parameters: ReferenceParameters,
  name: string,
  queries: Matrix,
  keys: Matrix,
  bias: (head: number, query: number, key: number) => number,
): Matrix {
  const width = hidden / heads
  const query = parameters.project(`${name}.query`, queries)
  const key = times(keys, parameters.matrix(`${name}.key.weight`, hidden))
  const value = parameters.project(`${name}.value`, keys)
  const context = query.map((q, i) =>
    Array.from({ length: heads }, (_, head) => {
      const of = (row: Vector): Vector => row.slice(head * width, (head + 1) * width)
      const scores = key.map((k, j) => dot(of(q), of(k)) / Math.sqrt(width) + bias(head, i, j))
      return times([softmax(scores)], value.map(of))[0] as Vector
    }).flat(),
  )
  return parameters.project(`${name}.output`, context)
}

/** W₂ gelu(W₁ x + b₁) + b₂. */
export function feedForward(parameters: ReferenceParameters, name: string, x: Matrix): Matrix {
  const inner = parameters.project(`${name}.feed_forward.inner`, x).map((row) => row.map(gelu))
  return parameters.project(`${name}.feed_forward.outer`, inner)
}
