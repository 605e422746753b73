import type { CSSProperties, ReactElement } from 'react'
import { memo } from 'react'
import type { LabelDefinition } from '../../shared/domain/labels.ts'
import type { BidiEdge } from '../components/bidi.ts'
import { formatScore } from '../components/numbers.ts'
import type { SpanEdge } from './postLayout.ts'
import { tokenId } from './tokenId.ts'
import { glyphOf } from './tokenText.ts'
import styles from './PostText.module.css'

interface TokenProps {
  readonly index: number
  readonly gap: string
  /** Inside a span a plain space may vanish at the end of a line, so that the span's box ends with its words. */
  readonly inSpan?: boolean
  readonly text: string
  /** Where the word would be split; null: the caret is elsewhere. */
  readonly caret: number | null
  /** A token of the file is split right before it. */
  readonly isCut: boolean
  readonly bidi: BidiEdge
  readonly state: 'none' | 'in' | 'cursor'
  /** Spans that begin or end here: letters stand under the first token of a span, its score under the last. */
  readonly edges: readonly SpanEdge[]
  readonly labels: ReadonlyMap<string, LabelDefinition>
}

/** One token, never re-tokenised; one that shows nothing by itself is drawn as its name. */
export const Token = memo(function Token(props: TokenProps): ReactElement {
  const { index, gap, inSpan = false, text, caret, isCut, bidi, state, edges, labels } = props
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
        data-cut={isCut}
      >
        {caret !== null ? (
          <>
            {text.slice(0, caret)}
            <span className={styles.caret} />
            {text.slice(caret)}
          </>
        ) : glyph === null ? (
          text
        ) : (
          <span className={styles.glyph} title={glyph.title}>
            {glyph.label}
          </span>
        )}
        {edges.map((edge) => (
          <Under key={edge.level} edge={edge} labels={labels} />
        ))}
      </span>
    </>
  )
})

interface UnderProps {
  readonly edge: SpanEdge
  readonly labels: TokenProps['labels']
}

/** The letters and the score of a span, each level of nesting on a line of its own. */
function Under({ edge, labels }: UnderProps): ReactElement | null {
  const { drawn, level, first, last } = edge
  const { span, kind, prediction } = drawn
  const score = last && kind !== 'confirmed' ? prediction : null
  if (!first && score === null) return null
  return (
    <span
      className={styles.under}
      data-end={!first}
      data-kind={kind}
      data-colour={labels.get(span.type)?.colour ?? 'none'}
      style={level === 0 ? undefined : ({ '--level': level } as CSSProperties)}
      aria-hidden="true"
    >
      {first ? <span className={styles.type}>{span.type}</span> : null}
      {score === null ? null : <span className={styles.score}>{formatScore(score.score)}</span>}
    </span>
  )
}
