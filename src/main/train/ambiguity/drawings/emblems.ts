import type { Brush } from './brush.ts'
import { area, background, curve, HEIGHT, oval, rect, WIDTH } from './brush.ts'

export function striped(brush: Brush): string {
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

export function shield(brush: Brush): string {
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

/** The sign of a program: one shape on a tile, or alone in the middle of the picture. */
export function tile(brush: Brush): string {
  const [x, y, half] = [WIDTH / 2, HEIGHT / 2, brush.between(60, 100)]
  const [field, ink] = brush.one<readonly [string, string]>([
    [brush.colour(48), '#ffffff'],
    ['#ffffff', brush.colour(45)],
    [brush.colour(25), brush.colour(75)],
  ])
  const size = half * 0.6
  const shape = brush.one([
    emblem(brush, x, y, size),
    oval(x, y, size, size, ink) + oval(x + size * 0.3, y - size * 0.2, size * 0.7, size * 0.7, field),
    area(`${x - size * 0.6},${y - size} ${x + size},${y} ${x - size * 0.6},${y + size}`, ink),
    curve(
      `M${x - size} ${y + size * 0.6} Q${x} ${y - size * 2} ${x + size} ${y + size * 0.6}`,
      ink,
      size * 0.4,
    ),
    rect(x - size, y - size, size * 0.9, size * 0.9, ink) +
      rect(x + size * 0.1, y - size, size * 0.9, size * 0.9, brush.colour(55)) +
      rect(x - size, y + size * 0.1, size * 0.9, size * 0.9, brush.colour(55)) +
      rect(x + size * 0.1, y + size * 0.1, size * 0.9, size * 0.9, ink),
  ])
  const frame = brush.one([
    rect(x - half, y - half, half * 2, half * 2, field, brush.between(0, 40)),
    oval(x, y, half, half, field),
  ])
  return background('#ffffff') + frame + shape
}

/** A mark as companies have it: one colour, plain shapes in a row, much room around it. */
export function mark(brush: Brush): string {
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
