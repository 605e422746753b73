import type { KeyboardEvent, PointerEvent, ReactElement } from 'react'
import styles from './Splitter.module.css'

interface SplitterProps {
  readonly label: string
  /** Pixels of the panel it resizes. */
  readonly width: number
  readonly min: number
  readonly max: number
  /** Whether the panel lies before (left of) or after the line. */
  readonly side: 'before' | 'after'
  readonly onResize: (width: number) => void
}

const STEP = 16

/** A line between two panels that can be dragged, or moved with the arrow keys. */
export function Splitter({ label, width, min, max, side, onResize }: SplitterProps): ReactElement {
  const sign = side === 'before' ? 1 : -1
  const resize = (next: number): void => onResize(Math.round(Math.max(min, Math.min(max, next))))
  const key = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    event.preventDefault()
    event.stopPropagation()
    resize(width + (event.key === 'ArrowRight' ? STEP : -STEP) * sign)
  }
  const drag = (event: PointerEvent): void => {
    if (event.buttons === 1) resize(width + event.movementX * sign)
  }
  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={Math.round(width)}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      className={styles.splitter}
      data-side={side}
      onKeyDown={key}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
    />
  )
}
