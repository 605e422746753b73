import type { Brush } from './brush.ts'
import { area, background, curve, HEIGHT, oval, rect, WIDTH } from './brush.ts'

export function dog(brush: Brush): string {
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

export function phone(brush: Brush): string {
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

export function car(brush: Brush): string {
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

/** A bird on a branch. */
export function bird(brush: Brush): string {
  const [x, y, feathers] = [brush.between(130, 180), brush.between(100, 125), brush.colour(45)]
  return [
    background(brush.colour(82, 195)),
    curve(`M0 ${y + 62} Q160 ${y + 40} 320 ${y + 58}`, brush.colour(30, 25), 12),
    area(`${x - 52},${y + 8} ${x - 104},${y + 38} ${x - 46},${y + 32}`, brush.colour(35)),
    oval(x, y + 10, 58, 38, feathers) + oval(x + 48, y - 24, 25, 24, feathers),
    oval(x - 8, y + 12, 34, 20, brush.colour(32)),
    area(`${x + 70},${y - 28} ${x + 96},${y - 18} ${x + 69},${y - 14}`, '#f0b429'),
    oval(x + 56, y - 30, 4.5, 4.5, '#2b2724'),
    curve(`M${x - 6} ${y + 46} v12 M${x + 16} ${y + 46} v12`, '#8a5a2b', 4),
  ].join('')
}

/** A cake or a pie on a table. */
export function cake(brush: Brush): string {
  const [y, layers] = [brush.between(165, 182), brush.between(1, 3)]
  const tiers = Array.from({ length: layers }, (_, at) => {
    const half = 78 - at * 20
    return (
      rect(160 - half, y - (at + 1) * 32, half * 2, 34, brush.colour(65), 8) +
      rect(160 - half, y - (at + 1) * 32, half * 2, 10, '#fbf3e4', 5)
    )
  })
  return [
    background(brush.colour(78)) + rect(0, y + 6, WIDTH, HEIGHT, brush.colour(42, 28)),
    oval(160, y + 6, 112, 13, '#ffffff'),
    tiers.join(''),
    oval(160, y - layers * 32 - 7, 9, 9, '#d23c3c'),
  ].join('')
}

/** A shoe on a shelf. */
export function shoe(brush: Brush): string {
  const [x, y, leather] = [brush.between(65, 90), brush.between(140, 160), brush.colour(48)]
  return [
    background(brush.colour(80)) + rect(0, y + 26, WIDTH, 16, brush.colour(38, 28)),
    `<path d="M${x} ${y - 62} h44 q8 30 44 38 q62 8 82 30 v8 h-170 z" fill="${leather}"/>`,
    rect(x - 4, y + 10, 182, 16, '#ffffff', 7),
    curve(
      `M${x + 46} ${y - 50} l18 -6 M${x + 56} ${y - 36} l18 -8 M${x + 70} ${y - 26} l16 -10`,
      '#ffffff',
      4,
    ),
  ].join('')
}
