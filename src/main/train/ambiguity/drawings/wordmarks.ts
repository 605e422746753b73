import type { Brush } from './brush.ts'
import { curve, oval, rect, WIDTH } from './brush.ts'

/** Pixels: a name in letters is wide and low. */
export const WORDMARK_HEIGHT = 90

/** Letters as strokes between a base line at 0, the height of small letters at -1 and of tall ones at -1.6; one wide. */
export const LETTERS: readonly ((to: (x: number, y: number) => string) => string)[] = [
  (to) => `M${to(0.5, -1.6)} L${to(0.5, 0)}`,
  (to) => `M${to(0.1, -1)} L${to(0.5, 0)} L${to(0.9, -1)}`,
  (to) =>
    `M${to(0.1, -1)} L${to(0.1, -0.3)} Q${to(0.5, 0.3)} ${to(0.9, -0.3)} M${to(0.9, -1)} L${to(0.9, 0)}`,
  (to) =>
    `M${to(0.1, -1)} L${to(0.1, 0)} M${to(0.1, -0.7)} Q${to(0.5, -1.3)} ${to(0.9, -0.7)} L${to(0.9, 0)}`,
  (to) => `M${to(0.9, -0.9)} Q${to(0, -1.2)} ${to(0.1, -0.5)} Q${to(0.1, 0.15)} ${to(0.9, -0.1)}`,
  (to) =>
    `M${to(0.1, -0.5)} Q${to(0.1, -1)} ${to(0.5, -1)} Q${to(0.9, -1)} ${to(0.9, -0.5)} Q${to(0.9, 0)} ${to(0.5, 0)} Q${to(0.1, 0)} ${to(0.1, -0.5)} Z`,
  (to) =>
    `M${to(0.1, -0.5)} L${to(0.9, -0.5)} Q${to(0.9, -1)} ${to(0.5, -1)} Q${to(0, -0.9)} ${to(0.1, -0.4)} Q${to(0.2, 0.1)} ${to(0.9, -0.1)}`,
  (to) => `M${to(0.3, -1.5)} L${to(0.3, -0.2)} Q${to(0.4, 0.1)} ${to(0.8, 0)} M${to(0, -1)} L${to(0.8, -1)}`,
  (to) => `M${to(0.1, -1.6)} L${to(0.1, 0)} M${to(0.9, -1)} L${to(0.1, -0.5)} L${to(0.9, 0)}`,
  (to) => `M${to(0.1, 0)} L${to(0.5, -1.6)} L${to(0.9, 0)} M${to(0.3, -0.6)} L${to(0.7, -0.6)}`,
  (to) => `M${to(0.1, 0)} L${to(0.1, -1.6)} Q${to(1.1, -1.5)} ${to(0.8, -0.9)} L${to(0.1, -0.8)}`,
  (to) => `M${to(0.2, 0)} L${to(0.2, -1)} Q${to(0.4, -1.1)} ${to(0.8, -0.9)}`,
]

/** The name of a company in letters of no word, some with a sign before it. */
export function wordmark(brush: Brush): string {
  const dark = brush.between(0, 3) === 0
  const [paper, ink] = dark
    ? [brush.colour(22), brush.one(['#ffffff', brush.colour(80)])]
    : [
        brush.one(['#ffffff', '#ffffff', '#f6f6f4']),
        brush.one(['#1a1a1a', brush.colour(40), brush.colour(40)]),
      ]
  const count = brush.between(3, 9)
  const hasSign = brush.between(0, 1) === 1
  const size = Math.min(34, Math.floor((WIDTH - 60) / ((count + (hasSign ? 2 : 0)) * 1.15)))
  const weight = brush.between(3, Math.max(4, Math.floor(size / 3)))
  const begin = (WIDTH - (count + (hasSign ? 1.6 : 0)) * size * 1.15) / 2
  const base = WORDMARK_HEIGHT / 2 + size * 0.6
  const letters = Array.from({ length: count }, (_, at) => {
    const left = begin + (at + (hasSign ? 1.6 : 0)) * size * 1.15
    const to = (x: number, y: number): string =>
      `${(left + x * size).toFixed(1)} ${(base + y * size).toFixed(1)}`
    return curve(brush.one(LETTERS)(to), ink, weight)
  })
  const sign = hasSign ? signAt(brush, begin + size * 0.5, base - size * 0.55, size * 0.75, ink) : ''
  return rect(0, 0, WIDTH, WORDMARK_HEIGHT, paper) + sign + letters.join('')
}

/** Pixels of a name that fills its picture from edge to edge. */
export const LETTERING_HEIGHT = 110

/** A name and nothing else, upright or slanting, each letter in one colour or in its own; no room around it. */
export function lettering(brush: Brush): string {
  const count = brush.between(3, 8)
  const step = WIDTH / count
  const [width, tall] = [step * 0.86, LETTERING_HEIGHT * 0.5]
  const ink = brush.one(['#1a1a1a', brush.colour(42), brush.colour(42)])
  const isBright = brush.between(0, 4) === 0
  const slant = brush.one([0, 0, 0, -12])
  const weight = brush.between(8, Math.max(9, Math.floor(width / 3)))
  const letters = Array.from({ length: count }, (_, place) => {
    const to = (x: number, y: number): string =>
      `${(step * (place + 0.07) + x * width).toFixed(1)} ${(LETTERING_HEIGHT * 0.9 + y * tall).toFixed(1)}`
    return curve(brush.one(LETTERS)(to), isBright ? brush.colour(48) : ink, weight)
  })
  const paper = rect(0, 0, WIDTH, LETTERING_HEIGHT, '#ffffff')
  return `${paper}<g transform="skewX(${slant})">${letters.join('')}</g>`
}

function signAt(brush: Brush, x: number, y: number, size: number, ink: string): string {
  const fill = brush.one([ink, brush.colour(48)])
  return brush.one([
    oval(x, y, size, size, fill),
    rect(x - size, y - size, size * 2, size * 2, fill, brush.between(0, 12)),
    oval(x, y, size, size, fill) + oval(x, y, size * 0.5, size * 0.5, '#ffffff'),
    curve(`M${x - size} ${y + size} L${x} ${y - size} L${x + size} ${y + size}`, fill, size * 0.4),
  ])
}
