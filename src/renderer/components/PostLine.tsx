import type { ReactElement } from 'react'
import { Fragment } from 'react'
import type { LabelDefinition } from '../../shared/domain/labels.ts'
import type { ScoredSpan, Span } from '../../shared/domain/span.ts'
import { sameSpan } from '../../shared/domain/span.ts'
import { bidiLine } from './bidi.ts'
import { layLanes } from './lanes.ts'
import type { LanePart } from './lanes.ts'
import { formatScore } from './numbers.ts'
import styles from './PostLine.module.css'

interface PostLineProps {
  readonly tokens: readonly string[]
  /** Tinted, with a full line; null: nobody has labelled this post. */
  readonly gold: readonly Span[] | null
  /** With a broken line and scores, under gold. Given: spans both agree on are drawn once, without colour. */
  readonly predicted?: readonly ScoredSpan[] | null
  /** Another reading that is drawn elsewhere: spans it has too are without colour. */
  readonly beside?: readonly Span[]
  /** What screen readers call what `gold` holds. */
  readonly name?: string
  readonly labels: readonly LabelDefinition[]
}

type Source = 'agreed' | 'gold' | 'model'

interface DrawnSpan extends Span {
  readonly source: Source
  readonly score?: number
}

/**
 * A post to be read, not edited: its tokens with the spans in lanes under them. With two readings, colour is kept for
 * where they differ, so that the eye goes there. What is drawn is also said in words to screen readers.
 */
export function PostLine(props: PostLineProps): ReactElement {
  const { tokens, gold, predicted, beside = predicted ?? [], name = 'Gold', labels } = props
  const lanes = layOut(tokens.length, gold ?? [], predicted ?? [], beside)
  const { direction, edges } = bidiLine(tokens)
  return (
    <span className={styles.post} dir={direction}>
      {tokens.map((token, index) => {
        const parts = lanes.map((lane) => lane[index] ?? null)
        const tint = parts.find((part) => part?.span.source === 'gold')
        // Lanes below the last one used are left out, so that a line without spans is no higher than its words.
        const used = parts.slice(0, parts.findLastIndex((part) => part !== null) + 1)
        const edge = edges[index]
        return (
          // Tokens repeat and never move: their place is their identity.
          <Fragment key={index}>
            {edge === 'start' || edge === 'both' ? RUN_BEGINS[direction] : null}
            <span className={styles.token}>
              <span
                className={tint == null ? styles.word : `${styles.word ?? ''} ${styles.tinted ?? ''}`}
                data-colour={tint == null ? undefined : colourOf(labels, tint.span.type)}
              >
                {token}
                {tint == null || tint.last ? null : ' '}
              </span>
              {tint == null || tint.last ? ' ' : null}
              {used.map((part, lane) => (
                <Mark key={lane} part={part} labels={labels} />
              ))}
            </span>
            {edge === 'end' || edge === 'both' ? RUN_ENDS : null}
          </Fragment>
        )
      })}
      <span className="visually-hidden">{inWords(tokens, name, gold, predicted)}</span>
    </span>
  )
}

/** What isolates a run of the other direction from a line of this one, and its end. */
const RUN_BEGINS = { ltr: '\u2067', rtl: '\u2066' } as const
const RUN_ENDS = '\u2069'

/** Gold and what both agree on first, what only the model says under them. */
function layOut(
  tokenCount: number,
  gold: readonly Span[],
  predicted: readonly ScoredSpan[],
  beside: readonly Span[],
): readonly (readonly (LanePart<DrawnSpan> | null)[])[] {
  const isIn = (span: Span, list: readonly Span[]): boolean => list.some((other) => sameSpan(span, other))
  const source = (span: Span): Source => (isIn(span, beside) ? 'agreed' : 'gold')
  const upper = gold.map((span): DrawnSpan => ({ ...span, source: source(span) }))
  const lower = predicted
    .filter((span) => !isIn(span, gold))
    .map((span): DrawnSpan => ({ ...span, source: 'model' }))
  return [...layLanes(tokenCount, upper), ...layLanes(tokenCount, lower)]
}

interface MarkProps {
  readonly part: LanePart<DrawnSpan> | null
  readonly labels: readonly LabelDefinition[]
}

function Mark({ part, labels }: MarkProps): ReactElement {
  if (part === null) return <span className={styles.mark} aria-hidden="true" />
  const { span, first, last } = part
  const classes = [styles.mark, styles[span.source], last ? styles.last : '']
  return (
    <span className={classes.join(' ')} data-colour={colourOf(labels, span.type)} aria-hidden="true">
      {first ? (
        <span className={styles.letters}>
          {span.type}
          {span.score === undefined ? null : <span className={styles.score}> {formatScore(span.score)}</span>}
        </span>
      ) : null}
    </span>
  )
}

function colourOf(labels: readonly LabelDefinition[], type: string): string {
  return labels.find((label) => label.name === type)?.colour ?? 'none'
}

function inWords(
  tokens: readonly string[],
  name: string,
  gold: readonly Span[] | null,
  predicted: readonly ScoredSpan[] | null | undefined,
): string {
  const list = (spans: readonly Span[]): string =>
    spans.length === 0
      ? 'no entities'
      : spans.map((span) => `${tokens.slice(span.start, span.end).join(' ')} ${span.type}`).join(', ')
  const sentences = [gold === null ? 'Not labelled.' : `${name}: ${list(gold)}.`]
  if (predicted !== undefined && predicted !== null) sentences.push(`Model: ${list(predicted)}.`)
  return sentences.join(' ')
}
