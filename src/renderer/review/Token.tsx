import type { ReactElement } from 'react'
import { memo } from 'react'
import { tokenId } from './tokenId.ts'
import type { BidiEdge } from './tokenText.ts'
import { glyphOf } from './tokenText.ts'
import styles from './PostText.module.css'

interface TokenProps {
  readonly index: number
  readonly gap: string
  /** Inside a span a plain space may vanish at the end of a line, so that the span's box ends with its words. */
  readonly inSpan?: boolean
  readonly text: string
  readonly bidi: BidiEdge
  readonly state: 'none' | 'in' | 'cursor'
  /** Letters under the first token of a span. */
  readonly type?: string | null
  /** Under the last token of a span. */
  readonly score?: string | null
}

/** One token, never re-tokenised; one that shows nothing by itself is drawn as its name. */
export const Token = memo(function Token(props: TokenProps): ReactElement {
  const { index, gap, inSpan = false, text, bidi, state, type = null, score = null } = props
  const glyph = glyphOf(text)
  return (
    <>
      {inSpan && gap === ' ' ? <span className={styles.space}> </span> : gap}
      <span
        id={tokenId(index)}
        role="option"
        aria-selected={state !== 'none'}
        className={styles.token}
        data-token={index}
        data-state={state}
        data-bidi={bidi}
      >
        {glyph === null ? (
          text
        ) : (
          <span className={styles.glyph} title={glyph.title}>
            {glyph.label}
          </span>
        )}
        {type === null && score === null ? null : (
          <span className={styles.under} data-end={type === null} aria-hidden="true">
            {type === null ? null : <span className={styles.type}>{type}</span>}
            {score === null ? null : <span className={styles.score}>{score}</span>}
          </span>
        )}
      </span>
    </>
  )
})
