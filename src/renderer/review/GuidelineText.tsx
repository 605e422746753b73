import type { ReactElement } from 'react'
import { useEffect, useRef } from 'react'
import type { LabelDefinition } from '../../shared/domain/labels.ts'
import type { Block, Inline } from './guidelineBlocks.ts'
import styles from './Guidelines.module.css'

interface GuidelineTextProps {
  readonly blocks: readonly Block[]
  readonly labels: readonly LabelDefinition[]
  /** The type of the chosen span: its part comes into view. */
  readonly type: string | null
  /** An example was asked for. */
  readonly onExample: (externalId: string) => void
}

/** Guidelines as they are read. */
export function GuidelineText({ blocks, labels, type, onExample }: GuidelineTextProps): ReactElement {
  const current = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (type !== null) current.current?.scrollIntoView({ block: 'start' })
  }, [type])
  const first = blocks.findIndex((block) => block.kind === 'heading' && block.type === type)
  return (
    <>
      {blocks.map((block, index) => {
        switch (block.kind) {
          case 'heading': {
            const isCurrent = type !== null && index === first
            return (
              <h3
                // What is written has no identity but its place.
                key={index}
                ref={isCurrent ? current : undefined}
                className={styles.heading}
                data-level={block.level}
                aria-current={isCurrent}
                data-colour={labels.find(({ name }) => name === block.type)?.colour}
              >
                <Inlines inlines={block.inlines} onExample={onExample} />
              </h3>
            )
          }
          case 'paragraph':
            return (
              <p key={index}>
                <Inlines inlines={block.inlines} onExample={onExample} />
              </p>
            )
          case 'list': {
            const items = block.items.map((item, place) => (
              <li key={place}>
                <Inlines inlines={item} onExample={onExample} />
              </li>
            ))
            return block.ordered ? <ol key={index}>{items}</ol> : <ul key={index}>{items}</ul>
          }
        }
      })}
    </>
  )
}

interface InlinesProps {
  readonly inlines: readonly Inline[]
  readonly onExample: (externalId: string) => void
}

function Inlines({ inlines, onExample }: InlinesProps): ReactElement {
  return (
    <>
      {inlines.map((inline, index) => {
        switch (inline.kind) {
          case 'post':
            return (
              <button
                key={index}
                type="button"
                className={styles.example}
                title={`Open ${inline.externalId}`}
                onClick={() => onExample(inline.externalId)}
              >
                {inline.text}
              </button>
            )
          case 'strong':
            return <strong key={index}>{inline.text}</strong>
          case 'em':
            return <em key={index}>{inline.text}</em>
          case 'code':
            return <code key={index}>{inline.text}</code>
          case 'text':
            return inline.text
        }
      })}
    </>
  )
}
