export type Shape = readonly number[]

/** The number of values a tensor of this shape holds; 1 for a scalar. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((product, size) => product * size, 1)
}

export function sameShape(left: Shape, right: Shape): boolean {
  return left.length === right.length && left.every((size, axis) => size === right[axis])
}

/** The size along an axis; negative axes count from the end. Throws RangeError outside the shape. */
export function sizeAt(shape: Shape, axis: number): number {
  const size = shape.at(axis)
  if (size === undefined || axis >= shape.length) throw new RangeError(`no axis ${axis} in [${shape.join()}]`)
  return size
}

/** An axis as an index from the front. Throws RangeError outside the shape. */
export function positiveAxis(shape: Shape, axis: number): number {
  sizeAt(shape, axis)
  return axis < 0 ? axis + shape.length : axis
}

/** The shape two operands broadcast to by the rules of ONNX and NumPy. Throws RangeError when they do not. */
export function broadcastShape(left: Shape, right: Shape): Shape {
  const rank = Math.max(left.length, right.length)
  return Array.from({ length: rank }, (_, index) => {
    const a = left[index - rank + left.length] ?? 1
    const b = right[index - rank + right.length] ?? 1
    if (a !== b && a !== 1 && b !== 1)
      throw new RangeError(`shapes [${left.join()}] and [${right.join()}] do not broadcast`)
    return a === 1 ? b : a
  })
}

/** The shape with one axis replaced. */
export function withSize(shape: Shape, axis: number, size: number): number[] {
  return shape.toSpliced(positiveAxis(shape, axis), 1, size)
}
