/**
 * Labelled stretches of a continuum in order of their start, one place of each list a unit: first word and end (exclusive)
 * from the beginning of the continuum, and the number of its type. Lists of numbers, for they are laid out anew some dozen
 * times a measurement.
 */
export interface Units {
  readonly count: number
  readonly starts: Int32Array
  readonly ends: Int32Array
  readonly types: Int32Array
}

/** Words of the longest unit; 0 where there is none. */
export function longest({ count, starts, ends }: Units): number {
  let most = 0
  for (let unit = 0; unit < count; unit++)
    most = Math.max(most, (ends[unit] as number) - (starts[unit] as number))
  return most
}

/**
 * The units with the continuum of that length cut before a word and its parts swapped. A unit is never cut: the place
 * moves before it.
 */
export function swapped(units: Units, word: number, length: number): Units {
  const { count, starts, ends, types } = units
  let place = word
  let split = count
  // From the last one on, so that a unit around or across the one before which it moved is not cut either.
  for (let unit = count - 1; unit >= 0; unit--) {
    const start = starts[unit] as number
    if (start < place && place < (ends[unit] as number)) place = start
    if (start >= place) split = unit
  }
  const parts = (list: Int32Array, before: number, after: number): Int32Array => {
    const moved = new Int32Array(count)
    for (let unit = 0; unit < count; unit++) {
      const from = (split + unit) % count
      moved[unit] = (list[from] as number) + (from >= split ? after : before)
    }
    return moved
  }
  return {
    count,
    starts: parts(starts, length - place, -place),
    ends: parts(ends, length - place, -place),
    types: parts(types, 0, 0),
  }
}
