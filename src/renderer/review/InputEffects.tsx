import type { ReactElement } from 'react'
import type { Reading, SpanEvidence } from '../../shared/domain/explanation.ts'
import { readingWords } from './evidenceWords.ts'
import styles from './Evidence.module.css'

/** What the model says with all inputs, and without each of picture and caption; what it was not shown is said. */
export function InputEffects({ evidence }: { readonly evidence: SpanEvidence }): ReactElement {
  const { readings, withoutPicture, withoutCaption, noPicture } = evidence
  const [whole] = readings
  const all = withoutPicture === null ? (withoutCaption === null ? 'Text' : 'Text and caption') : 'Everything'
  return (
    <div className={styles.half}>
      <h2 className={styles.title}>Inputs</h2>
      <dl className={styles.effects}>
        <Effect name={all} reading={whole} whole={whole} />
        {withoutPicture === null ? (
          <Unseen name="Picture" reason={noPicture ?? 'The model saw none.'} />
        ) : (
          <Effect name="Without the picture" reading={withoutPicture[0]} whole={whole} />
        )}
        {withoutCaption === null ? (
          <Unseen name="Caption" reason="The model read none." />
        ) : (
          <Effect name="Without the caption" reading={withoutCaption[0]} whole={whole} />
        )}
      </dl>
    </div>
  )
}

interface EffectProps {
  readonly name: string
  readonly reading: Reading | undefined
  readonly whole: Reading | undefined
}

function Effect({ name, reading, whole }: EffectProps): ReactElement | null {
  if (reading === undefined || whole === undefined) return null
  return (
    <div data-changes={reading.type !== whole.type}>
      <dt>{name}</dt>
      <dd>{readingWords(reading)}</dd>
    </div>
  )
}

function Unseen({ name, reason }: { readonly name: string; readonly reason: string }): ReactElement {
  return (
    <div className={styles.unseen}>
      <dt>{name}</dt>
      <dd>{reason}</dd>
    </div>
  )
}
