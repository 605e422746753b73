/** Maps values between `from` and `to` to positions between `start` and `end`, to a tenth of a pixel. */
export function linearScale(from: number, to: number, start: number, end: number): (value: number) => number {
  const span = to === from ? 1 : to - from
  return (value) => Math.round((start + ((value - from) / span) * (end - start)) * 10) / 10
}

/** Round values that cover `from` to `to` in at most `most` steps of 1, 2, 2.5 or 5 times a power of ten. */
export function niceTicks(from: number, to: number, most = 5): readonly number[] {
  const span = to > from ? to - from : Math.abs(from) || 1
  const power = 10 ** Math.floor(Math.log10(span / most))
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((size) => span / size <= most) ?? span
  const first = Math.floor(from / step + 1e-9)
  const last = Math.max(first + 1, Math.ceil((to > from ? to : from + span) / step - 1e-9))
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  )
}
