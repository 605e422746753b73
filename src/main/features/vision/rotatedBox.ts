export interface Point {
  readonly x: number
  readonly y: number
}

/** A box that may lean: text seldom hangs straight. */
export interface RotatedBox {
  readonly centre: Point
  /** Along the direction (cos angle, sin angle), and across it. */
  readonly width: number
  readonly height: number
  /** Radians, from −45 to 45 degrees: the direction of the box that is closest to level. */
  readonly angle: number
}

/** The smallest box around points, whichever way it leans; one of its sides lies on their convex hull. */
export function smallestBox(points: readonly Point[]): RotatedBox {
  const hull = convexHull(points)
  let best: RotatedBox | null = null
  for (const [index, from] of hull.entries()) {
    const to = hull[(index + 1) % hull.length] as Point
    const box = boxAlong(hull, levelled(Math.atan2(to.y - from.y, to.x - from.x)))
    if (best === null || box.width * box.height < best.width * best.height) best = box
  }
  return best ?? boxAlong(points, 0)
}

/** The same direction of a box, turned by quarters until it is closest to level. */
function levelled(angle: number): number {
  const quarter = Math.PI / 2
  return angle - Math.round(angle / quarter) * quarter
}

function boxAlong(points: readonly Point[], angle: number): RotatedBox {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const along = points.map(({ x, y }) => x * cos + y * sin)
  const across = points.map(({ x, y }) => y * cos - x * sin)
  const [left, right] = [Math.min(...along), Math.max(...along)]
  const [top, bottom] = [Math.min(...across), Math.max(...across)]
  const [middle, level] = [(left + right) / 2, (top + bottom) / 2]
  return {
    centre: { x: middle * cos - level * sin, y: middle * sin + level * cos },
    width: right - left,
    height: bottom - top,
    angle,
  }
}

/** The corners that a string around the points would touch, in order (Andrew's monotone chain). */
export function convexHull(points: readonly Point[]): Point[] {
  const sorted = points.toSorted((a, b) => a.x - b.x || a.y - b.y)
  const half = (ordered: readonly Point[]): Point[] => {
    const chain: Point[] = []
    for (const point of ordered) {
      while (chain.length >= 2 && turn(chain.at(-2) as Point, chain.at(-1) as Point, point) <= 0) chain.pop()
      chain.push(point)
    }
    return chain.slice(0, -1)
  }
  if (sorted.length < 3) return sorted
  return [...half(sorted), ...half(sorted.toReversed())]
}

/** Above zero where the way from a over b to c bends to the left. */
function turn(a: Point, b: Point, c: Point): number {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
}

/** The box larger by `distance` on every side. */
export function grownBox(box: RotatedBox, distance: number): RotatedBox {
  return { ...box, width: box.width + 2 * distance, height: box.height + 2 * distance }
}

/** Upright limits of a box: left, top, right, bottom. */
export function uprightLimits({ centre, width, height, angle }: RotatedBox) {
  const [cos, sin] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))]
  const x = (width * cos + height * sin) / 2
  const y = (width * sin + height * cos) / 2
  return { left: centre.x - x, top: centre.y - y, right: centre.x + x, bottom: centre.y + y }
}
