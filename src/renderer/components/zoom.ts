/** Where a picture stands in its frame: scale 1 fits it in, x and y are pixels off the centre. */
export interface View {
  readonly scale: number
  readonly x: number
  readonly y: number
}

export const FIT: View = { scale: 1, x: 0, y: 0 }

const LARGEST = 12

/** Another scale, with the point under the pointer (pixels off the frame's centre) kept where it is. */
export function zoomAt(view: View, scale: number, pointer: { readonly x: number; readonly y: number }): View {
  const next = Math.min(LARGEST, scale)
  if (next <= 1.02) return FIT
  const ratio = next / view.scale
  return {
    scale: next,
    x: pointer.x - (pointer.x - view.x) * ratio,
    y: pointer.y - (pointer.y - view.y) * ratio,
  }
}
