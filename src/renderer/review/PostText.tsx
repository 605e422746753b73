import type { PointerEvent, ReactElement } from 'react'
import { memo, useEffect, useMemo, useRef } from 'react'
import type { LabelDefinition } from '../../shared/domain/labels.ts'
import type { PostDetail } from '../../shared/domain/post.ts'
import { sameSpan } from '../../shared/domain/span.ts'
import type { Span } from '../../shared/domain/span.ts'
import { formatScore } from '../components/numbers.ts'
import type { DrawnSpan } from './knownPost.ts'
import type { Piece } from './postLayout.ts'
import { wordsOf } from './postLayout.ts'
import type { Request } from './request.ts'
import { rangeOf } from './selection.ts'
import type { Selection } from './selection.ts'
import { Token } from './Token.tsx'
import { tokenId } from './tokenId.ts'
import { bidiEdges } from './tokenText.ts'
import styles from './PostText.module.css'

interface PostTextProps {
  readonly detail: PostDetail
  readonly pieces: readonly Piece[]
  readonly tail: string
  readonly selection: Selection
  readonly labels: ReadonlyMap<string, LabelDefinition>
  readonly act: (request: Request) => void
}

/**
 * The post as tokens one can act on. Spans are drawn over whole tokens, never over ranges of characters, so what is
 * seen is what is stored. One stop for Tab; the cursor inside is the active descendant.
 */
export function PostText({ detail, pieces, tail, selection, labels, act }: PostTextProps): ReactElement {
  const element = useRef<HTMLDivElement>(null)
  const pressed = useRef<number | null>(null)
  const dragged = useRef(false)
  const edges = useMemo(() => bidiEdges(detail.tokens), [detail.tokens])
  const range = rangeOf(selection)

  useEffect(() => {
    // The keys belong to the text, unless someone is in the middle of something else.
    if (document.activeElement === document.body) element.current?.focus({ preventScroll: true })
  }, [detail.id])

  const press = (event: PointerEvent): void => {
    const token = tokenAt(event.target)
    if (token === null || event.button !== 0) return
    pressed.current = token
    dragged.current = false
    act({ type: 'tokenAt', token, extend: event.shiftKey })
  }
  const drag = (event: PointerEvent): void => {
    const token = tokenAt(event.target)
    if (pressed.current === null || token === null || (token === pressed.current && !dragged.current)) return
    dragged.current = true
    act({ type: 'tokenAt', token, extend: true })
  }
  const release = (event: PointerEvent): void => {
    const token = pressed.current
    pressed.current = null
    if (token === null || dragged.current || event.shiftKey) return
    const span = pieces.find((piece) => piece.tokens.some(({ index }) => index === token))?.drawn?.span
    if (span !== undefined) act({ type: 'select', span })
  }

  return (
    <div
      ref={element}
      className={styles.text}
      role="listbox"
      aria-label="Post"
      aria-multiselectable="true"
      aria-activedescendant={tokenId(selection.focus)}
      tabIndex={0}
      dir="auto"
      onPointerDown={press}
      onPointerOver={drag}
      onPointerUp={release}
    >
      {pieces.map((piece) => {
        const drawn = piece.drawn
        const first = piece.tokens[0]?.index ?? 0
        const last = piece.tokens.at(-1)?.index ?? 0
        const touches = selection.span === null && last >= range.start && first < range.end
        return drawn === null ? (
          <Token
            key={`t${String(first)}`}
            index={first}
            gap={piece.tokens[0]?.gap ?? ''}
            text={detail.tokens[first] ?? ''}
            bidi={edges[first] ?? null}
            state={stateOf(first, touches, selection)}
          />
        ) : (
          <SpanPiece
            key={`s${String(first)}`}
            piece={piece}
            drawn={drawn}
            detail={detail}
            label={labels.get(drawn.span.type)}
            chosen={isChosen(drawn.span, selection)}
            range={touches ? range : null}
            focus={selection.focus}
            edges={edges}
          />
        )
      })}
      {tail}
    </div>
  )
}

interface SpanPieceProps {
  readonly piece: Piece
  readonly drawn: DrawnSpan
  readonly detail: PostDetail
  readonly label: LabelDefinition | undefined
  readonly chosen: boolean
  /** The token range, where it touches this span. */
  readonly range: { readonly start: number; readonly end: number } | null
  readonly focus: number
  readonly edges: readonly ('start' | 'end' | 'both' | null)[]
}

const SpanPiece = memo(function SpanPiece(props: SpanPieceProps): ReactElement {
  const { piece, drawn, detail, label, chosen, range, focus, edges } = props
  const { span, kind, prediction } = drawn
  const score = kind === 'confirmed' ? null : (prediction?.score ?? null)
  const last = piece.tokens.length - 1
  return (
    <>
      {piece.tokens[0]?.gap}
      <span
        role="group"
        aria-label={spanName(drawn, wordsOf(detail, span.start, span.end), label)}
        className={styles.span}
        data-colour={label?.colour ?? 'none'}
        data-kind={kind}
        data-chosen={chosen}
      >
        {piece.tokens.map(({ index, gap }, place) => (
          <Token
            key={index}
            index={index}
            gap={place === 0 ? '' : gap}
            inSpan
            text={detail.tokens[index] ?? ''}
            bidi={edges[index] ?? null}
            state={chosen ? 'none' : stateOfRange(index, range, focus)}
            type={place === 0 ? span.type : null}
            score={place === last && score !== null ? formatScore(score) : null}
          />
        ))}
      </span>
    </>
  )
})

function stateOf(index: number, touches: boolean, { focus }: Selection): 'none' | 'in' | 'cursor' {
  return touches ? (index === focus ? 'cursor' : 'in') : 'none'
}

function stateOfRange(
  index: number,
  range: { readonly start: number; readonly end: number } | null,
  focus: number,
): 'none' | 'in' | 'cursor' {
  if (range === null || index < range.start || index >= range.end) return 'none'
  return index === focus ? 'cursor' : 'in'
}

function isChosen(span: Span, selection: Selection): boolean {
  return selection.span !== null && sameSpan(span, selection.span)
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

function tokenAt(target: EventTarget | null): number | null {
  const token = target instanceof Element ? target.closest<HTMLElement>('[data-token]') : null
  return token === null ? null : Number(token.dataset.token)
}
