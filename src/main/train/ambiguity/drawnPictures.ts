import { SeededRandom } from '../../autodiff/seededRandom.ts'
import type { Shown, SuitePart } from './ambiguitySuite.ts'

/** Pixels of a drawn picture. */
const WIDTH = 320
const HEIGHT = 240

/**
 * A picture of ours as SVG text, 320 × 240: a person, a place, the emblem of an organisation, or a thing. Flat shapes
 * without text, since fonts differ between machines. The same part, type and number give the same picture; no two
 * numbers share all their colours and sizes.
 */
export function drawnPicture(part: SuitePart, shown: Shown, number: number): string {
  const random = new SeededRandom(part === 'train' ? 1 : 2, number, shown.charCodeAt(0))
  const body = drawingOf(shown, number).draw(new Brush(random))
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">${body}</svg>`
}

/** What a person would say of the picture of this type and number. */
export function drawnCaption(shown: Shown, number: number): string {
  return drawingOf(shown, number).caption
}

function drawingOf(shown: Shown, number: number): Drawing {
  const drawings = DRAWINGS[shown]
  return drawings[number % drawings.length] as Drawing
}

type Draw = (brush: Brush) => string

/** Random measures and the few shapes all drawings are made of. */
class Brush {
  readonly #random: SeededRandom

  constructor(random: SeededRandom) {
    this.#random = random
  }

  one<T>(items: readonly T[]): T {
    return items[this.#random.integer(items.length)] as T
  }

  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number {
    return least + this.#random.integer(most - least + 1)
  }

  /** A colour of the given lightness in percent, any hue or one near `hue` degrees. */
  colour(lightness: number, hue = this.between(0, 359)): string {
    return `hsl(${hue + this.between(-12, 12)} ${this.between(35, 75)}% ${lightness + this.between(-7, 7)}%)`
  }
}

const rect = (x: number, y: number, width: number, height: number, fill: string, radius = 0): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${fill}"/>`
const oval = (x: number, y: number, rx: number, ry: number, fill: string): string =>
  `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${fill}"/>`
const area = (points: string, fill: string): string => `<polygon points="${points}" fill="${fill}"/>`
const curve = (d: string, stroke: string, width: number): string =>
  `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round"/>`
const background = (fill: string): string => rect(0, 0, WIDTH, HEIGHT, fill)

const SKIN = ['#6b4226', '#8d5a3b', '#b9805a', '#dba97f', '#f0c9a4']
const HAIR = ['#2b2724', '#5a3a22', '#a5672f', '#d9b36a', '#8c8c8c']

function portrait(brush: Brush): string {
  const [x, y] = [brush.between(135, 185), brush.between(88, 104)]
  const [wide, tall] = [brush.between(36, 46), brush.between(48, 58)]
  const [skin, hair, dark] = [brush.one(SKIN), brush.one(HAIR), '#2b2724']
  const eye = (side: number): string =>
    oval(x + side * wide * 0.4, y - 6, 7, 4, '#fff') + oval(x + side * wide * 0.4, y - 6, 3.5, 4, dark)
  const brow = (side: number): string =>
    curve(`M${x + side * wide * 0.6} ${y - 16} q${-side * wide * 0.2} -5 ${-side * wide * 0.38} 0`, hair, 3)
  return [
    background(brush.colour(75)),
    oval(x, y - 8, wide + 7, tall + 8, hair),
    rect(x - 15, y + tall - 18, 30, 45, skin),
    area(
      `${x - 95},240 ${x - 62},172 ${x - 14},158 ${x + 14},158 ${x + 62},172 ${x + 95},240`,
      brush.colour(35),
    ),
    oval(x, y, wide, tall, skin),
    area(`${x - wide},${y - 18} ${x},${y - tall - 4} ${x + wide},${y - 18} ${x},${y - tall * 0.55}`, hair),
    eye(-1) + eye(1) + brow(-1) + brow(1),
    curve(`M${x} ${y - 2} q-7 14 2 15`, '#00000055', 2.5),
    curve(`M${x - 15} ${y + 26} q15 ${brush.between(6, 13)} 30 0`, '#a33c3c', 4),
  ].join('')
}

function skyline(brush: Brush): string {
  const ground = brush.between(180, 205)
  const towers: string[] = []
  for (let x = brush.between(-10, 5); x < WIDTH;) {
    const [wide, tall] = [brush.between(26, 52), brush.between(45, 150)]
    const fill = brush.colour(42, 215)
    towers.push(rect(x, ground - tall, wide, tall, fill))
    for (let row = ground - tall + 8; row < ground - 12; row += 16)
      for (let column = x + 6; column < x + wide - 7; column += 12)
        towers.push(rect(column, row, 6, 8, '#f5e6a8'))
    x += wide + brush.between(0, 8)
  }
  return [
    background(brush.colour(78, 205)),
    ...towers,
    rect(0, ground, WIDTH, HEIGHT - ground, brush.colour(45, 120)),
  ].join('')
}

function mountains(brush: Brush): string {
  const foot = brush.between(160, 190)
  const peaks = [0, 1, 2].map((at) => {
    const [x, top, half] = [
      40 + at * 110 + brush.between(-20, 20),
      brush.between(35, 85),
      brush.between(75, 110),
    ]
    const snow = area(
      `${x},${top} ${x - half * 0.25},${top + 32} ${x},${top + 24} ${x + half * 0.25},${top + 32}`,
      '#fff',
    )
    return area(`${x},${top} ${x - half},${foot} ${x + half},${foot}`, brush.colour(42, 225)) + snow
  })
  return [
    background(brush.colour(80, 200)),
    oval(brush.between(40, 280), brush.between(30, 50), 18, 18, '#f7d774'),
    ...peaks,
    rect(0, foot, WIDTH, HEIGHT - foot, brush.one([brush.colour(45, 120), brush.colour(50, 200)])),
  ].join('')
}

function street(brush: Brush): string {
  const houses = [0, 1, 2].map((at) => {
    const [x, tall] = [8 + at * 104, brush.between(75, 105)]
    const top = 195 - tall
    const window = (left: number): string =>
      rect(x + left, top + 18, 20, 24, '#d6ecf5') + rect(x + left + 9, top + 18, 2, 24, '#fff')
    return [
      rect(x, top, 96, tall, brush.colour(70)),
      area(
        `${x - 6},${top} ${x + 48},${top - brush.between(28, 48)} ${x + 102},${top}`,
        brush.colour(38, 12),
      ),
      window(12) + window(64),
      rect(x + 38, 195 - 42, 20, 42, brush.colour(28, 25)),
    ].join('')
  })
  return [background(brush.colour(80, 205)), ...houses, rect(0, 195, WIDTH, 45, '#8b8d91')].join('')
}

function striped(brush: Brush): string {
  const count = brush.between(2, 4)
  const upright = brush.between(0, 1) === 1
  const bands = Array.from({ length: count }, (_, at) => {
    const fill = brush.one([brush.colour(45), brush.colour(45), '#ffffff'])
    return upright
      ? rect((at * WIDTH) / count, 0, WIDTH / count, HEIGHT, fill)
      : rect(0, (at * HEIGHT) / count, WIDTH, HEIGHT / count, fill)
  })
  return bands.join('') + emblem(brush, WIDTH / 2, HEIGHT / 2, brush.between(24, 52))
}

function shield(brush: Brush): string {
  const [x, half, main] = [WIDTH / 2, brush.between(62, 84), brush.colour(40)]
  const outline = (size: number): string =>
    `M${x - size} ${32 + half - size} H${x + size} V${110 + size * 0.2} Q${x + size} ${170 + size * 0.3} ${x} ${150 + size} Q${x - size} ${170 + size * 0.3} ${x - size} ${110 + size * 0.2} Z`
  return [
    background(brush.one(['#ffffff', '#f4f1ea', brush.colour(88)])),
    `<path d="${outline(half)}" fill="${main}"/><path d="${outline(half - 9)}" fill="${brush.colour(62)}"/>`,
    rect(x - half + 9, 98, half * 2 - 18, brush.between(14, 26), main),
    emblem(brush, x, 134, brush.between(22, 34)),
  ].join('')
}

/** A mark as companies have it: one colour, plain shapes in a row, much room around it. */
function mark(brush: Brush): string {
  const count = brush.between(1, 5)
  const [size, fill] = [brush.between(14, Math.floor(Math.min(34, 125 / count))), brush.colour(45)]
  const step = size * 2.3
  const shapes = Array.from({ length: count }, (_, at) => {
    const [x, y] = [WIDTH / 2 + (at - (count - 1) / 2) * step, HEIGHT / 2 + brush.between(-3, 3)]
    return brush.one([
      oval(x, y, size, size, fill),
      oval(x, y, size, size, fill) + oval(x, y, size * 0.55, size * 0.55, '#ffffff'),
      rect(x - size, y - size, size * 2, size * 2, fill, brush.between(0, 9)),
      area(`${x - size},${y + size} ${x},${y - size} ${x + size},${y + size}`, fill),
      rect(x - size, y - size, size * 0.7, size * 2, fill) +
        rect(x - size, y + size * 0.35, size * 1.9, size * 0.65, fill),
      curve(
        `M${x - size * 0.7} ${y - size * 0.7} L${x} ${y + size * 0.7} L${x + size * 0.7} ${y - size * 0.7}`,
        fill,
        size * 0.5,
      ),
    ])
  })
  return background('#ffffff') + shapes.join('')
}

/** A star, rings or a cross, as on badges and flags. */
function emblem(brush: Brush, x: number, y: number, size: number): string {
  const fill = brush.one(['#f7d774', brush.colour(30), brush.colour(30)])
  const star = Array.from({ length: 10 }, (_, at) => {
    const [radius, angle] = [at % 2 === 0 ? size : size * 0.42, (at * Math.PI) / 5 - Math.PI / 2]
    return `${(x + radius * Math.cos(angle)).toFixed(1)},${(y + radius * Math.sin(angle)).toFixed(1)}`
  }).join(' ')
  return brush.one([
    area(star, fill),
    oval(x, y, size, size, fill) + oval(x, y, size * 0.66, size * 0.66, brush.colour(45)),
    rect(x - size, y - size / 4, size * 2, size / 2, fill) +
      rect(x - size / 4, y - size, size / 2, size * 2, fill),
  ])
}

function dog(brush: Brush): string {
  const [x, y, fur] = [brush.between(130, 165), brush.between(115, 130), brush.colour(45, 30)]
  const leg = (left: number): string => rect(x + left, y + 28, 14, 52, fur, 6)
  return [
    background(brush.colour(80, 200)) + rect(0, 190, WIDTH, 50, brush.colour(50, 110)),
    curve(`M${x - 62} ${y} q-28 -12 -26 -46`, fur, 11),
    leg(-58) + leg(-36) + leg(26) + leg(46),
    oval(x, y + 14, 68, 34, fur),
    oval(x + 70, y - 28, 30, 26, fur) + oval(x + 95, y - 18, 19, 13, fur),
    oval(x + 52, y - 26, 10, 24, brush.colour(25, 25)),
    oval(x + 110, y - 22, 6, 5, '#2b2724') + oval(x + 76, y - 36, 4, 4, '#2b2724'),
  ].join('')
}

function phone(brush: Brush): string {
  const [x, wide] = [brush.between(105, 135), brush.between(78, 94)]
  const icons = [0, 1, 2, 3, 4, 5].map((at) =>
    rect(x + 12 + (at % 3) * (wide / 3.3), 46 + Math.floor(at / 3) * 30, 18, 18, brush.colour(55), 4),
  )
  return [
    background(brush.colour(68, 30)) + rect(0, 200, WIDTH, 40, brush.colour(40, 28)),
    rect(x, 20, wide, 186, '#22252b', 12),
    rect(x + 6, 30, wide - 12, 160, brush.colour(82, 215), 4),
    ...icons,
    oval(x + wide / 2, 198, 5, 5, '#5c6470'),
  ].join('')
}

function car(brush: Brush): string {
  const [x, y, paint] = [brush.between(50, 75), brush.between(118, 132), brush.colour(45)]
  const wheel = (left: number): string =>
    oval(x + left, y + 52, 24, 24, '#22252b') + oval(x + left, y + 52, 11, 11, '#b9bec6')
  return [
    background(brush.colour(82, 205)) + rect(0, y + 50, WIDTH, HEIGHT, '#8b8d91'),
    area(`${x + 34},${y} ${x + 62},${y - 38} ${x + 136},${y - 38} ${x + 166},${y}`, paint),
    area(`${x + 48},${y - 2} ${x + 68},${y - 31} ${x + 96},${y - 31} ${x + 96},${y - 2}`, '#d6ecf5'),
    area(`${x + 102},${y - 2} ${x + 102},${y - 31} ${x + 132},${y - 31} ${x + 152},${y - 2}`, '#d6ecf5'),
    rect(x, y - 2, 205, 50, paint, 14),
    wheel(45) + wheel(160),
    oval(x + 199, y + 14, 6, 8, '#f7e9a0'),
  ].join('')
}

interface Drawing {
  readonly draw: Draw
  /** What a person would say of it. */
  readonly caption: string
}

const DRAWINGS: Readonly<Record<Shown, readonly Drawing[]>> = {
  PER: [{ draw: portrait, caption: 'a portrait of a smiling person' }],
  LOC: [
    { draw: skyline, caption: 'a skyline of tall buildings' },
    { draw: mountains, caption: 'mountains with snow on their peaks' },
    { draw: street, caption: 'three houses in a street' },
  ],
  ORG: [
    { draw: striped, caption: 'a flag with stripes' },
    { draw: shield, caption: 'a coat of arms' },
    { draw: mark, caption: 'a logo on a white background' },
  ],
  MISC: [
    { draw: dog, caption: 'a dog standing on grass' },
    { draw: phone, caption: 'a phone on a table' },
    { draw: car, caption: 'a car on a road' },
  ],
}
