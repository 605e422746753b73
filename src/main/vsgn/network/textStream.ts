import type { Var } from '../../autodiff/graph.ts'
import { and, asCondition, cast, concat, lookUp, reshape, slice } from '../../autodiff/ops/index.ts'
import type { Block } from './block.ts'
import type { Evidence } from './crossAttention.ts'
import { encodeText, encodeTexts } from './encoder.ts'
import { ALONE, embedText, positionsOf } from './inputLayer.ts'
import type { TextInput } from './inputLayer.ts'

export interface CaptionInput extends TextInput {
  /** [B] bool. Where false, the caption has no effect. */
  readonly present: Var
}

/** What carries labels or stands in the text graph: words, or the pieces themselves with thirteen labels. */
export interface TextStreams {
  readonly words: Evidence
  readonly captionWords: Evidence | null
}

/**
 * (1), (5): the words of post and caption in context, [B, n, d] and [B, m_c, d]. Neither sees the other in the
 * encoder, except with `captionEncoding: joint`, where it reads both as one text. Where it reads pieces, a word is its first piece.
 */
export function readTexts(block: Block, text: TextInput, caption: CaptionInput | null): TextStreams {
  const told = caption === null ? null : tellAbsence(caption)
  if (told !== null && block.config.captionEncoding === 'joint') return readJointly(block, text, told)
  const inputs = told === null ? [text] : [text, told]
  const encoded = encodeTexts(
    block,
    inputs.map((input) => ({ x: embedText(block, input, ALONE), mask: positionsOf(input) })),
  )
  const [words, captionWords = null] = inputs.map((input, index) => wordsOf(input, encoded[index] as Var))
  return { words: words as Evidence, captionWords }
}

function readJointly(block: Block, text: TextInput, caption: TextInput): TextStreams {
  const [textMask, captionMask] = [positionsOf(text), positionsOf(caption)]
  const [, length] = textMask.shape as readonly [number, number]
  const [, captionLength] = captionMask.shape as readonly [number, number]
  const embedded = [embedText(block, text, ALONE), embedText(block, caption, { segment: 1, after: textMask })]
  const encoded = encodeText(block, concat(embedded, 1), joined(textMask, captionMask), {
    lengths: [length, captionLength],
  })
  return {
    words: wordsOf(text, slice(encoded, 1, 0, length)),
    captionWords: wordsOf(caption, slice(encoded, 1, length, length + captionLength)),
  }
}

/** A caption whose words are all padding where there is none. */
function tellAbsence(caption: CaptionInput): TextInput {
  const [batch] = caption.present.shape as readonly [number]
  const here = reshape(caption.present, [batch, 1])
  const { pieces } = caption
  return {
    ...caption,
    mask: and(caption.mask, here),
    pieces: pieces === null ? null : { ...pieces, mask: and(pieces.mask, here) },
  }
}

/** [B, p] and [B, q] bool → [B, p + q] bool. */
function joined(left: Var, right: Var): Var {
  // Conditions are joined as float32: see `and`.
  return asCondition(
    concat(
      [left, right].map((mask) => cast(mask, 'float32')),
      1,
    ),
  )
}

/** The vectors of words: those of their first pieces, or all where each position is a word. */
function wordsOf({ mask, pieces }: TextInput, encoded: Var): Evidence {
  if (pieces === null) return { keys: encoded, mask }
  const [batch, length, width] = encoded.shape as readonly [number, number, number]
  return { keys: lookUp(reshape(encoded, [batch * length, width]), pieces.firsts), mask }
}
