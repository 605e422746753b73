import type { KeyboardEvent, ReactElement } from 'react'
import { useEffect, useRef } from 'react'
import { isRightToLeft } from '../components/bidi.ts'
import { Kbd } from '../components/Kbd.tsx'
import type { Request } from './request.ts'
import { caretPlaces } from './wordCut.ts'
import type { CaretMove } from './wordCut.ts'
import styles from './WordCaret.module.css'

interface WordCaretProps {
  readonly word: string
  /** UTF-16 offset in the word. */
  readonly caret: number
  readonly act: (request: Request) => void
}

const MOVES: Readonly<Record<string, CaretMove>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  Home: 'first',
  End: 'last',
}

const MIRRORED: Readonly<Record<CaretMove, CaretMove>> = {
  left: 'right',
  right: 'left',
  first: 'first',
  last: 'last',
  likely: 'likely',
}

/** Holds the keys while a caret stands in a word, under that word: a slider over the places where it can be split. */
export function WordCaret({ word, caret, act }: WordCaretProps): ReactElement {
  const element = useRef<HTMLDivElement>(null)
  const places = caretPlaces(word)
  const [before, after] = [word.slice(0, caret), word.slice(caret)]

  useEffect(() => element.current?.focus({ preventScroll: true }), [])

  const press = (event: KeyboardEvent): void => {
    const move = MOVES[event.key]
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return
    if (move !== undefined) act({ type: 'caret', move: isRightToLeft(word) ? MIRRORED[move] : move })
    else if (event.key === 'Enter') act({ type: 'cutWord' })
    else if (event.key === 'Escape') act({ type: 'caret', move: null })
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div
      ref={element}
      className={styles.caret}
      role="slider"
      tabIndex={0}
      aria-label={`Where to split ${word}`}
      aria-valuemin={1}
      aria-valuemax={places.length}
      aria-valuenow={places.indexOf(caret) + 1}
      aria-valuetext={`${before} | ${after}`}
      onKeyDown={press}
    >
      <Kbd keys="ArrowLeft" />
      <Kbd keys="ArrowRight" />
      move
      <Kbd keys="Enter" />
      split
      <Kbd keys="Escape" />
      leave
    </div>
  )
}
