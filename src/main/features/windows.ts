/** A stretch of a long text that the network reads in one go: words `start` to `end`, end exclusive. */
export interface TextWindow {
  readonly start: number
  readonly end: number
  /** Words whose scores are taken from this window: those for which it shows the most context. */
  readonly from: number
  readonly to: number
}

/**
 * Cuts a text into windows of at most `size` words that overlap by half, so that each word is scored with at least
 * a quarter of a window of context on both sides (ends of the text aside). No word is left out.
 */
export function textWindows(length: number, size: number): TextWindow[] {
  if (length <= size) return [{ start: 0, end: length, from: 0, to: length }]
  const step = Math.floor(size / 2)
  const starts: number[] = []
  for (let start = 0; start + size < length; start += step) starts.push(start)
  starts.push(length - size)
  return starts.map((start, index) => {
    const before = starts[index - 1]
    const after = starts[index + 1]
    return {
      start,
      end: start + size,
      from: before === undefined ? 0 : Math.floor((start + before + size) / 2),
      to: after === undefined ? length : Math.floor((after + start + size) / 2),
    }
  })
}
