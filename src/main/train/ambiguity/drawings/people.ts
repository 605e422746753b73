import type { Brush } from './brush.ts'
import { area, background, curve, HEIGHT, oval, rect, WIDTH } from './brush.ts'

const SKIN = ['#6b4226', '#8d5a3b', '#b9805a', '#dba97f', '#f0c9a4']
const HAIR = ['#2b2724', '#5a3a22', '#a5672f', '#d9b36a', '#8c8c8c']

export function portrait(brush: Brush): string {
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

/** Somebody from head to foot, outdoors or before a wall. */
export function standing(brush: Brush): string {
  const floor = brush.between(185, 205)
  const scene = brush.one([
    background(brush.colour(80, 205)) + rect(0, floor, WIDTH, HEIGHT, brush.colour(50, 115)),
    background(brush.colour(82)) + rect(0, floor, WIDTH, HEIGHT, brush.colour(45, 28)),
  ])
  return scene + figure(brush, brush.between(110, 210), floor + 18, brush.between(130, 165))
}

/** Two or three people side by side. */
export function group(brush: Brush): string {
  const floor = brush.between(190, 205)
  const count = brush.between(2, 3)
  const people = Array.from({ length: count }, (_, at) =>
    figure(brush, ((at + 1) * WIDTH) / (count + 1), floor + 16, brush.between(115, 145)),
  )
  return background(brush.colour(80)) + rect(0, floor, WIDTH, HEIGHT, brush.colour(55)) + people.join('')
}

/** A person `tall` pixels high whose feet stand at x, y. */
function figure(brush: Brush, x: number, y: number, tall: number): string {
  const [skin, hair, shirt, trousers] = [
    brush.one(SKIN),
    brush.one(HAIR),
    brush.colour(45),
    brush.colour(28, 220),
  ]
  const head = tall * 0.11
  const top = y - tall
  const arm = (side: number): string => {
    const lift = brush.one([0.32, 0.32, -0.16]) * tall
    const shoulder = top + tall * 0.29
    return curve(`M${x + side * tall * 0.1} ${shoulder} l${side * tall * 0.11} ${lift}`, skin, tall * 0.05)
  }
  return [
    rect(x - tall * 0.1, y - tall * 0.46, tall * 0.085, tall * 0.46, trousers, 3),
    rect(x + tall * 0.015, y - tall * 0.46, tall * 0.085, tall * 0.46, trousers, 3),
    arm(-1) + arm(1),
    rect(x - tall * 0.125, top + tall * 0.24, tall * 0.25, tall * 0.32, shirt, tall * 0.06),
    rect(x - tall * 0.03, top + tall * 0.17, tall * 0.06, tall * 0.1, skin),
    oval(x, top + head, head * 0.95, head * 1.1, hair),
    oval(x, top + head * 1.15, head * 0.8, head, skin),
    oval(x - head * 0.3, top + head, 1.6, 2, '#2b2724') + oval(x + head * 0.3, top + head, 1.6, 2, '#2b2724'),
    curve(
      `M${x - head * 0.3} ${top + head * 1.6} q${head * 0.3} ${head * 0.25} ${head * 0.6} 0`,
      '#a33c3c',
      1.6,
    ),
  ].join('')
}
