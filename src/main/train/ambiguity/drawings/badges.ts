import type { Brush } from './brush.ts'
import { area, curve, oval, rect } from './brush.ts'
import { LETTERS } from './wordmarks.ts'

/** Pixels of the square pictures here: what they show reaches their edges, as in the icons of programs. */
export const SQUARE = 240
const MIDDLE = SQUARE / 2

/** The icon of a program or a shop: a plain form that fills the picture, and one sign on it. */
export function badge(brush: Brush): string {
  const hue = brush.between(0, 359)
  const [form, ink] = brush.one<readonly [string, string]>([
    [brush.colour(48, hue), '#ffffff'],
    ['url(#run)', '#ffffff'],
    [brush.colour(30, hue), brush.colour(80)],
    ['#1c1c1e', '#ffffff'],
    [brush.colour(72, hue), brush.colour(28)],
  ])
  const run = gradient(brush.colour(56, hue), brush.colour(42, hue + brush.between(20, 70)))
  const paper = rect(0, 0, SQUARE, SQUARE, '#ffffff')
  return run + paper + outline(brush, form) + sign(brush, ink, brush.between(46, 70))
}

/** A mark without a frame: one form turned around the middle, or a few forms that lie over each other. */
export function symbol(brush: Brush): string {
  const hue = brush.between(0, 359)
  const colours = brush.one<readonly string[]>([
    [brush.colour(48, hue)],
    [brush.colour(50, hue), brush.colour(66, hue)],
    [brush.colour(50, hue), brush.colour(55, hue + 120), brush.colour(58, hue + 240)],
    ['#1c1c1e'],
  ])
  const draw = brush.one([turned, stacked, overlapping, ringed])
  return rect(0, 0, SQUARE, SQUARE, '#ffffff') + draw(brush, colours)
}

/** Colours that run into each other from corner to corner; a fill of `url(#run)`. */
function gradient(from: string, to: string): string {
  const stop = (offset: number, colour: string): string => `<stop offset="${offset}" stop-color="${colour}"/>`
  return `<defs><linearGradient id="run" x1="0" y1="0" x2="1" y2="1">${stop(0, from)}${stop(1, to)}</linearGradient></defs>`
}

function outline(brush: Brush, fill: string): string {
  return brush.one([
    rect(0, 0, SQUARE, SQUARE, fill, brush.between(0, 70)),
    oval(MIDDLE, MIDDLE, MIDDLE, MIDDLE, fill),
    area(corners(brush.one([5, 6, 8]), MIDDLE, brush.between(0, 1) * 30), fill),
    rect(0, 0, SQUARE, SQUARE * 0.82, fill, 46) + area('40,180 110,180 48,238', fill),
    oval(70, 140, 70, 62, fill) + oval(130, 96, 78, 74, fill) + oval(180, 146, 60, 56, fill),
  ])
}

/** A letter, bars, a play sign, a bolt, rings: what one sees at a glance. */
function sign(brush: Brush, ink: string, size: number): string {
  const at = (x: number, y: number): string => `${MIDDLE + x * size},${MIDDLE + y * size}`
  const to = (x: number, y: number): string =>
    `${MIDDLE + (x - 0.5) * size * 1.3} ${MIDDLE + (y + 0.7) * size * 1.2}`
  return brush.one([
    curve(brush.one(LETTERS)(to), ink, size * 0.34),
    curve(brush.one(LETTERS)(to), ink, size * 0.5),
    [-0.8, -0.2, 0.4]
      .map((x, bar) =>
        rect(MIDDLE + x * size, MIDDLE - size * 0.8, size * 0.4, size * (0.7 + bar * 0.4), ink, 5),
      )
      .join(''),
    area([at(-0.6, -0.9), at(1, 0), at(-0.6, 0.9)].join(' '), ink),
    area(
      [at(0.2, -1.1), at(-0.8, 0.2), at(0, 0.2), at(-0.2, 1.1), at(0.8, -0.2), at(0, -0.2)].join(' '),
      ink,
    ),
    area([at(-1, -0.1), at(1, -0.9), at(0.4, 0.9), at(0, 0.2)].join(' '), ink),
    ring(MIDDLE, MIDDLE, size * 0.8, size * 0.3, ink),
    ring(MIDDLE, MIDDLE, size * 0.8, size * 0.16, ink) + oval(MIDDLE, MIDDLE, size * 0.4, size * 0.4, ink),
    [0, 90, 180, 270].map((angle) => spin(angle, petal(size, ink))).join(''),
  ])
}

/** One form three to eight times around the middle. */
function turned(brush: Brush, colours: readonly string[]): string {
  const count = brush.between(3, 8)
  const form = brush.one<(fill: string) => string>([
    (fill) => petal(MIDDLE, fill),
    (fill) => rect(MIDDLE - 14, 4, 28, brush.between(60, 100), fill, 14),
    (fill) => oval(MIDDLE, 50, 24, 46, fill),
    (fill) => area(`${MIDDLE},${MIDDLE} ${MIDDLE - 44},30 ${MIDDLE + 44},4`, fill),
  ])
  const fills = Array.from({ length: count }, (_, at) => colours[at % colours.length] as string)
  return fills.map((fill, at) => spin((360 / count) * at, form(fill))).join('')
}

/** Slabs over each other, seen from above at a slant. */
function stacked(brush: Brush, colours: readonly string[]): string {
  const count = brush.between(2, 4)
  const gap = 150 / count
  const slab = (y: number, fill: string): string =>
    area(`${MIDDLE},${y} 236,${y + 46} ${MIDDLE},${y + 92} 4,${y + 46}`, fill) +
    area(`4,${y + 46} ${MIDDLE},${y + 92} 236,${y + 46} ${MIDDLE},${y + 80}`, '#ffffff')
  return Array.from({ length: count }, (_, at) =>
    slab(4 + (count - 1 - at) * gap, colours[at % colours.length] as string),
  ).join('')
}

function overlapping(brush: Brush, colours: readonly string[]): string {
  const half = brush.between(64, 84)
  const form = brush.one([
    (x: number, fill: string) => oval(x, MIDDLE, half, half, fill),
    (x: number, fill: string) => rect(x - half, MIDDLE - half, half * 2, half * 2, fill, 26),
  ])
  const [left, right = left] = colours as readonly [string, ...string[]]
  const see = (text: string): string => `<g opacity="0.8">${text}</g>`
  return see(form(half + 2, left)) + see(form(SQUARE - half - 2, right))
}

function ringed(brush: Brush, colours: readonly string[]): string {
  const [outer, inner = outer] = colours as readonly [string, ...string[]]
  const width = brush.between(18, 44)
  const middle = brush.one([
    (fill: string) => oval(MIDDLE, MIDDLE, 44, 44, fill),
    (fill: string) => area(corners(3, 62, 90), fill),
    (fill: string) => rect(MIDDLE - 96, MIDDLE - 14, 192, 28, fill),
    (fill: string) => [0, 120, 240].map((angle) => spin(angle, oval(MIDDLE, 30, 24, 24, fill))).join(''),
  ])
  return ring(MIDDLE, MIDDLE, MIDDLE - width / 2 - 2, width, outer) + middle(inner)
}

const ring = (x: number, y: number, radius: number, width: number, stroke: string): string =>
  `<circle cx="${x}" cy="${y}" r="${radius}" fill="none" stroke="${stroke}" stroke-width="${width}"/>`
const spin = (angle: number, text: string): string =>
  `<g transform="rotate(${angle} ${MIDDLE} ${MIDDLE})">${text}</g>`
const petal = (size: number, fill: string): string =>
  `<path d="M${MIDDLE} ${MIDDLE} q${-size * 0.6} ${-size * 0.5} 0 ${-size} q${size * 0.6} ${size * 0.5} 0 ${size} Z" fill="${fill}"/>`

/** The corners of a regular polygon around the middle, the first one `turn` degrees from the top. */
function corners(count: number, radius: number, turn: number): string {
  return Array.from({ length: count }, (_, at) => {
    const angle = ((at * 360) / count + turn - 90) * (Math.PI / 180)
    return `${(MIDDLE + radius * Math.cos(angle)).toFixed(1)},${(MIDDLE + radius * Math.sin(angle)).toFixed(1)}`
  }).join(' ')
}
