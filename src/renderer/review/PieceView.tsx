import type { CSSProperties, ReactElement } from 'react'
import { memo } from 'react'
import type { LabelDefinition } from '../../shared/domain/labels.ts'
import type { PostDetail } from '../../shared/domain/post.ts'
import { sameSpan } from '../../shared/domain/span.ts'
import type { Span } from '../../shared/domain/span.ts'
import type { BidiEdge } from '../components/bidi.ts'
import { formatScore } from '../components/numbers.ts'
import type { DrawnSpan } from './knownPost.ts'
import type { Piece } from './postLayout.ts'
import { wordsOf } from './postLayout.ts'
import { Token } from './Token.tsx'
import styles from './PostText.module.css'

interface PieceProps {
  readonly piece: Piece
  readonly detail: PostDetail
  readonly labels: ReadonlyMap<string, LabelDefinition>
  readonly bidi: readonly BidiEdge[]
  /** The tokens the cursor covers, where it touches the piece; null: it does not, or a span is chosen. */
  readonly range: { readonly start: number; readonly end: number } | null
  readonly focus: number
  /** Where the word at the cursor would be split, where the cursor touches the piece. */
  readonly caret: number | null
  /** Words before which a token of the file is split. */
  readonly cuts: ReadonlySet<number>
  /** The chosen span, where it is in this piece. */
  readonly chosen: Span | null
}

/** A token, or a span as a box around its tokens and around the boxes of the spans inside it. */
export const PieceView = memo(function PieceView(props: PieceProps): ReactElement {
  const { piece, detail, labels } = props
  const { drawn } = piece
  if (drawn === null) return <TokenPiece {...props} gap={piece.tokens[0]?.gap ?? ''} inSpan={false} />
  return (
    <>
      {piece.tokens[0]?.gap}
      <SpanBox {...props} drawn={drawn} detail={detail} labels={labels} />
    </>
  )
})

function SpanBox({ drawn, ...props }: PieceProps & { readonly drawn: DrawnSpan }): ReactElement {
  const { piece, detail, labels, chosen } = props
  const { span, kind } = drawn
  const label = labels.get(span.type)
  const isChosen = chosen !== null && sameSpan(span, chosen)
  return (
    <span
      role="group"
      aria-label={spanName(drawn, wordsOf(detail, span.start, span.end), label)}
      className={styles.span}
      data-colour={label?.colour ?? 'none'}
      data-kind={kind}
      data-chosen={isChosen}
      style={piece.depth === 0 ? undefined : ({ '--inside': piece.depth } as CSSProperties)}
    >
      {piece.parts.map((part, place) => {
        const key = part.tokens[0]?.index
        // What parts the first token from the word before stands outside the box.
        const gap = place === 0 ? '' : (part.tokens[0]?.gap ?? '')
        return part.drawn === null ? (
          <TokenPiece key={key} {...props} piece={part} gap={gap} inSpan />
        ) : (
          <Inner key={key} {...props} piece={part} drawn={part.drawn} gap={gap} />
        )
      })}
    </span>
  )
}

function Inner({
  gap,
  ...props
}: PieceProps & { readonly drawn: DrawnSpan; readonly gap: string }): ReactElement {
  return (
    <>
      {gap}
      <SpanBox {...props} />
    </>
  )
}

interface TokenPieceProps extends PieceProps {
  readonly gap: string
  readonly inSpan: boolean
}

function TokenPiece({
  piece,
  detail,
  labels,
  bidi,
  range,
  focus,
  caret,
  cuts,
  gap,
  inSpan,
}: TokenPieceProps): ReactElement {
  const index = piece.tokens[0]?.index ?? 0
  const covered = range !== null && index >= range.start && index < range.end
  return (
    <Token
      index={index}
      gap={gap}
      inSpan={inSpan}
      text={detail.tokens[index] ?? ''}
      caret={index === focus ? caret : null}
      isCut={cuts.has(index)}
      bidi={bidi[index] ?? null}
      state={covered ? (index === focus ? 'cursor' : 'in') : 'none'}
      edges={piece.edges}
      labels={labels}
    />
  )
}

const KIND_NAMES = {
  confirmed: 'confirmed',
  predicted: 'predicted',
  suggested: 'suggested by the model',
} as const

function spanName(
  { span, kind, prediction }: DrawnSpan,
  words: string,
  label: LabelDefinition | undefined,
): string {
  const score = kind === 'confirmed' || prediction === null ? '' : `, score ${formatScore(prediction.score)}`
  return `${label?.title ?? span.type}: ${words}, ${KIND_NAMES[kind]}${score}`
}
