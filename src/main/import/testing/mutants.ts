/** A generator of numbers from 0 to 1 (mulberry32) that gives the same row for the same seed. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const NASTY = [
  '\ufeff',
  '\0',
  '-1',
  '1e400',
  '9007199254740993',
  'IMGID:',
  '\t',
  '\n\n',
  '\r',
  '\u2028',
  '\u00a0',
  '"',
  '\\ud83d',
  '{"tokens":["a"]}',
  '[]',
  'null',
  ',',
  'I-',
  'B-GPE',
  '__proto__',
  '\u202e',
]

/** A file with one to four changes; about half of them keep the frame and change a value. */
export function mutantOf(seed: Uint8Array, other: Uint8Array, random: () => number): Buffer {
  let bytes: Buffer = Buffer.from(seed)
  const pick = (length: number): number => Math.floor(random() * length)
  for (let changes = 1 + pick(4); changes > 0; changes--) bytes = changed(bytes, other, pick)
  return bytes
}

function changed(bytes: Buffer, other: Uint8Array, pick: (length: number) => number): Buffer {
  const at = pick(bytes.length + 1)
  const end = Math.min(bytes.length, at + 1 + pick(20))
  const replaced = (middle: Uint8Array, from = at, to = end): Buffer =>
    Buffer.concat([bytes.subarray(0, from), middle, bytes.subarray(to)])
  switch (pick(8)) {
    case 0: {
      const flipped = Buffer.from(bytes)
      if (at < flipped.length) flipped[at] = (flipped[at] as number) ^ (1 << pick(8))
      return flipped
    }
    case 1:
      return Buffer.from(bytes.subarray(0, at))
    case 2:
      return replaced(Buffer.alloc(0))
    case 3:
      return replaced(Buffer.concat([bytes.subarray(at, end), bytes.subarray(at, end)]))
    case 4: {
      return replaced(other.subarray(pick(other.length + 1)), at, bytes.length)
    }
    case 5:
      return replaced(Buffer.from(NASTY[pick(NASTY.length)] as string, 'utf8'), at, at)
    default:
      return valueChanged(bytes, pick)
  }
}

/** Replaces one word, number or tag by a nasty one and leaves what is around it. */
function valueChanged(bytes: Buffer, pick: (length: number) => number): Buffer {
  const text = bytes.toString('latin1')
  const words = [...text.matchAll(/[A-Za-z0-9_-]+/gu)]
  const word = words[pick(words.length)]
  if (word === undefined) return bytes
  const value = Buffer.from(NASTY[pick(NASTY.length)] as string, 'utf8').toString('latin1')
  return Buffer.from(text.slice(0, word.index) + value + text.slice(word.index + word[0].length), 'latin1')
}
