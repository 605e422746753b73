import type { CSSProperties, PointerEvent, ReactElement } from 'react'
import { useEffect, useMemo, useRef } from 'react'
import type { LabelDefinition } from '../../shared/domain/labels.ts'
import type { PostDetail } from '../../shared/domain/post.ts'
import { sameSpan } from '../../shared/domain/span.ts'
import type { Span } from '../../shared/domain/span.ts'
import { bidiEdges } from '../components/bidi.ts'
import { POST_ID } from './elementIds.ts'
import type { Piece, PostLayout } from './postLayout.ts'
import type { Request } from './request.ts'
import { rangeOf, spansAround } from './selection.ts'
import type { Selection } from './selection.ts'
import { PieceView } from './PieceView.tsx'
import { WordCaret } from './WordCaret.tsx'
import { cutWords } from './wordCut.ts'
import { tokenId } from './tokenId.ts'
import styles from './PostText.module.css'

interface PostTextProps {
  readonly detail: PostDetail
  readonly layout: PostLayout
  readonly selection: Selection
  readonly labels: ReadonlyMap<string, LabelDefinition>
  readonly act: (request: Request) => void
}

/**
 * The post as tokens one can act on. Spans are drawn over whole tokens, never over ranges of characters, so what is
 * seen is what is stored. One stop for Tab; the cursor inside is the active descendant.
 */
export function PostText({ detail, layout, selection, labels, act }: PostTextProps): ReactElement {
  const element = useRef<HTMLDivElement>(null)
  const pressed = useRef<number | null>(null)
  const dragged = useRef(false)
  /** The span that was chosen when the button went down. */
  const before = useRef<Span | null>(null)
  const edges = useMemo(() => bidiEdges(detail.tokens), [detail.tokens])
  const cuts = useMemo(() => cutWords(detail), [detail])
  const range = rangeOf(selection)
  const caret = selection.caret ?? null

  useEffect(() => {
    // The keys belong to the text, unless someone is in the middle of something else than coming here.
    const focused = document.activeElement
    if (focused === document.body || focused?.closest('nav') != null)
      element.current?.focus({ preventScroll: true })
  }, [detail.id])

  const hadCaret = useRef(false)
  useEffect(() => {
    if (hadCaret.current && caret === null) element.current?.focus({ preventScroll: true })
    hadCaret.current = caret !== null
  }, [caret])

  const press = (event: PointerEvent): void => {
    const token = tokenAt(event.target)
    if (token === null || event.button !== 0) return
    pressed.current = token
    dragged.current = false
    before.current = selection.span
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
    const around = spansAround(spansIn(layout.pieces), token, token + 1)
    // A click takes the innermost span; another one on the same place the span around it.
    const chosen = around.findIndex((span) => before.current !== null && sameSpan(span, before.current))
    const span = around[(chosen + 1) % around.length]
    if (span !== undefined) act({ type: 'select', span })
  }

  return (
    <div className={styles.frame}>
      <div
        ref={element}
        id={POST_ID}
        className={styles.text}
        role="listbox"
        aria-label="Post"
        aria-multiselectable="true"
        aria-activedescendant={tokenId(selection.focus)}
        tabIndex={0}
        dir="auto"
        style={{ '--depth': layout.depth } as CSSProperties}
        onPointerDown={press}
        onPointerOver={drag}
        onPointerUp={release}
      >
        {layout.pieces.map((piece) => {
          const first = piece.tokens[0]?.index ?? 0
          const last = piece.tokens.at(-1)?.index ?? 0
          const touches = selection.span === null && last >= range.start && first < range.end
          return (
            <PieceView
              key={`${piece.drawn === null ? 't' : 's'}${String(first)}`}
              piece={piece}
              detail={detail}
              labels={labels}
              bidi={edges}
              // Only what the cursor touches is drawn again when it moves.
              range={touches ? range : null}
              focus={touches ? selection.focus : -1}
              caret={touches ? caret : null}
              cuts={cuts}
              chosen={chosenIn(piece, selection.span)}
            />
          )
        })}
        {layout.tail}
      </div>
      {caret === null ? null : (
        <WordCaret
          key={selection.focus}
          word={detail.tokens[selection.focus] ?? ''}
          caret={caret}
          act={act}
        />
      )}
    </div>
  )
}

function spansIn(pieces: readonly Piece[]): Span[] {
  return pieces.flatMap(({ drawn, parts }) => (drawn === null ? [] : [drawn.span, ...spansIn(parts)]))
}

/** The chosen span where it stands in this piece, so that other pieces are not drawn again. */
function chosenIn(piece: Piece, chosen: Span | null): Span | null {
  return chosen !== null && spansIn([piece]).some((span) => sameSpan(span, chosen)) ? chosen : null
}

function tokenAt(target: EventTarget | null): number | null {
  const token = target instanceof Element ? target.closest<HTMLElement>('[data-token]') : null
  return token === null ? null : Number(token.dataset.token)
}
