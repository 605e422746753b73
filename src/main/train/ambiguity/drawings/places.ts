import type { Brush } from './brush.ts'
import { area, background, curve, HEIGHT, oval, rect, WIDTH } from './brush.ts'

export function skyline(brush: Brush): string {
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

export function mountains(brush: Brush): string {
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

export function street(brush: Brush): string {
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

/** A coast: sea, a beach or quay, the sun, hills behind the water. */
export function coast(brush: Brush): string {
  const [sea, shore] = [brush.between(105, 130), brush.between(175, 200)]
  const hill = (x: number): string =>
    oval(x, sea, brush.between(60, 110), brush.between(20, 48), brush.colour(42, 130))
  const waves = [0, 1, 2, 3].map((at) =>
    curve(`M${20 + at * 76} ${sea + 22 + (at % 2) * 22} q10 -6 20 0 q10 6 20 0`, '#ffffff99', 3),
  )
  return [
    background(brush.one([brush.colour(80, 205), brush.colour(78, 30)])),
    oval(brush.between(60, 260), sea - brush.between(15, 60), 20, 20, '#f7d774'),
    hill(brush.between(30, 110)) + hill(brush.between(200, 300)),
    rect(0, sea, WIDTH, shore - sea, brush.colour(50, 200)) + waves.join(''),
    rect(0, shore, WIDTH, HEIGHT - shore, brush.colour(72, 40)),
  ].join('')
}

/** A bridge over a river, with or without a town behind it. */
export function bridge(brush: Brush): string {
  const [deck, stone] = [brush.between(115, 135), brush.colour(55, 25)]
  const arches = [0, 1, 2, 3].map((at) => oval(45 + at * 78, deck + 62, 27, 46, brush.colour(52, 205)))
  const towers = [0, 1, 2, 3, 4, 5].map((at) =>
    rect(10 + at * 52, deck - brush.between(20, 70), brush.between(22, 40), 80, brush.colour(60, 20)),
  )
  return [
    background(brush.colour(82, 205)),
    brush.one([towers.join(''), '']),
    rect(0, deck, WIDTH, 58, stone) + rect(0, deck - 8, WIDTH, 9, brush.colour(42, 25)),
    arches.join(''),
    rect(0, deck + 56, WIDTH, HEIGHT, brush.colour(48, 205)),
  ].join('')
}
