import type { Var } from '../../autodiff/graph.ts'
import { add, cast, keepWhere, lookUp, reduceSum, reshape, slice } from '../../autodiff/ops/index.ts'
import type { Block } from './block.ts'
import { characterVector } from './characters.ts'
import { normalise, project, projectWithoutBias } from './block.ts'

/** A text as it enters. A position is a word or a piece of one, as `textInput` says; valid positions come first. */
export interface TextInput {
  /** [B, p, rowWidth]: each position's table rows, already summed. */
  readonly rows: Var
  /** [B, p, extrasWidth]: word vector, numbers of the post, bits; null for pieces. */
  readonly extras: Var | null
  /** [B, n, read] int32, see `characterVector`; only where the configuration has characters. */
  readonly characters?: Var
  /** [B, n] bool: true at words, false at padding. */
  readonly mask: Var
  /** Where words are among the pieces; null: each position is a word. */
  readonly pieces: PieceInput | null
}

export interface PieceInput {
  /** [B, p] bool: true at pieces. */
  readonly mask: Var
  /** [B, n] int32: the first piece of each word, counted over the B · p pieces of the batch; any at padding. */
  readonly firsts: Var
}

/** Where a text stands in what the encoder reads in one go. */
export interface Placement {
  /** 0: the post, or a caption on its own; 1: a caption behind the post. */
  readonly segment: 0 | 1
  /** [B, q] bool: the positions before it, a prefix of them valid; null: none. */
  readonly after: Var | null
}

export const ALONE: Placement = { segment: 0, after: null }

/** Which positions of a text are valid, [B, p] bool. */
export function positionsOf({ mask, pieces }: TextInput): Var {
  return pieces?.mask ?? mask
}

/**
 * Vectors of width d of the positions of a text, [B, p, d]. What the padding holds has no effect. Post and caption
 * share this layer.
 * Words: LN(rows W + b + extras W' + characters W''). There are no marks for begin and end: the encoder knows only distances, so first
 * and last word are told by two bits of the extras.
 * Pieces, as in BERT: LN(row + position + segment).
 */
export function embedText(block: Block, text: TextInput, placement: Placement): Var {
  const { config } = block
  const parts = config.textInput === 'words' ? wordParts(block, text) : pieceParts(block, text, placement)
  if (config.textInput === 'pieces' || config.captionEncoding === 'joint')
    parts.push(segmentVector(block, placement.segment))
  const sum = parts.reduce((total, part) => add(total, part))
  return block.dropout(normalise(block, 'input.norm', sum), config.dropout.input)
}

function wordParts(block: Block, { rows, extras, mask, characters }: TextInput): Var[] {
  const { hidden, characters: sizes } = block.config
  const valid = reshape(mask, [...mask.shape, 1])
  if (extras === null) throw new Error('words have extras')
  return [
    project(block, 'input.rows', keepWhere(valid, rows), hidden),
    projectWithoutBias(block, 'input.extras', keepWhere(valid, extras), hidden),
    ...(characters === undefined || sizes === null
      ? []
      : [projectWithoutBias(block, 'input.characters', characterVector(block, characters, sizes), hidden)]),
  ]
}

function pieceParts(block: Block, text: TextInput, { after }: Placement): Var[] {
  const mask = positionsOf(text)
  const [, count] = mask.shape as readonly [number, number]
  const { positions, hidden } = block.config
  const longest = count + (after?.shape[1] ?? 0)
  if (longest > positions)
    throw new RangeError(`${longest} pieces, and the encoder knows ${positions} positions`)
  const table = block.parameters.get('input.position.weight', [positions, hidden], { deviation: 0.02 })
  return [
    keepWhere(reshape(mask, [...mask.shape, 1]), text.rows),
    after === null ? slice(table, 0, 0, count) : lookUp(table, positionsAfter(after, count)),
  ]
}

/** The `count` positions behind the valid ones of another text, [B, count] int32. */
function positionsAfter(mask: Var, count: number): Var {
  const taken = reduceSum(cast(mask, 'float32'), [1])
  const own = Array.from({ length: count }, (_, position) => position)
  return cast(add(taken, mask.graph.constant('float32', own, [1, count])), 'int32')
}

function segmentVector({ config, parameters }: Block, segment: number): Var {
  const table = parameters.get('input.segment.weight', [2, config.hidden], { deviation: 0.02 })
  return slice(table, 0, segment, segment + 1)
}
