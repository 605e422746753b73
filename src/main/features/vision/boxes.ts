/** An upright box in pixels. */
export interface PixelBox {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

export interface ScoredBox {
  readonly box: PixelBox
  readonly score: number
}

export function areaOf({ left, top, right, bottom }: PixelBox): number {
  return Math.max(0, right - left) * Math.max(0, bottom - top)
}

/** Shared area over joint area, 0 to 1. */
export function overlapOf(a: PixelBox, b: PixelBox): number {
  const shared = areaOf({
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  })
  return shared === 0 ? 0 : shared / (areaOf(a) + areaOf(b) - shared)
}

/** Keeps the surest of boxes that overlap by more than `most`, surest first (non-maximum suppression). */
export function surestBoxes<T extends ScoredBox>(found: readonly T[], most: number): T[] {
  const kept: T[] = []
  for (const next of found.toSorted((a, b) => b.score - a.score))
    if (kept.every(({ box }) => overlapOf(box, next.box) <= most)) kept.push(next)
  return kept
}

export function clampBox({ left, top, right, bottom }: PixelBox, width: number, height: number): PixelBox {
  const within = (value: number, size: number): number => Math.min(size, Math.max(0, value))
  return {
    left: within(left, width),
    top: within(top, height),
    right: within(right, width),
    bottom: within(bottom, height),
  }
}
