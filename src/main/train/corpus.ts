import { normaliseWord } from '../features/words.ts'
import { Random } from './random.ts'
import { readLines, tokenise } from './rawText.ts'

/** Unlabelled text as word ids, most frequent word first. */
export interface Corpus {
  readonly words: readonly string[]
  /** Occurrences of each word; same order. */
  readonly counts: Float64Array
  /** Running text: word ids, −1 for a rare word, −2 between lines. */
  readonly ids: Int32Array
  readonly lines: number
}

export const RARE = -1
export const LINE_END = -2

export interface CorpusOptions {
  readonly files: readonly string[]
  /** Rarer words are not kept. */
  readonly minCount: number
  /** Share of the lines read with `#` and `@` split off; the rest keep them whole. */
  readonly splitShare: number
  readonly seed: number
  /** For trials on less text; null: all. */
  readonly maxLines: number | null
}

/** Reads, tokenises, normalises and numbers raw text. The seed decides which line is read in which token form. */
export async function readCorpus(
  options: CorpusOptions,
  onProgress: (lines: number) => void,
): Promise<Corpus> {
  const random = new Random(options.seed)
  const numbers = new Map<string, number>()
  const words: string[] = []
  const counts: number[] = []
  let text = new Int32Array(1 << 22)
  let length = 0
  let lines = 0
  const push = (value: number): void => {
    if (length === text.length) {
      const longer = new Int32Array(text.length * 2)
      longer.set(text)
      text = longer
    }
    text[length++] = value
  }
  for (const file of options.files)
    for await (const line of readLines(file)) {
      if (line === '') continue
      if (options.maxLines !== null && lines >= options.maxLines) break
      for (const token of tokenise(line, random.uniform() < options.splitShare ? 'split' : 'whole')) {
        const word = normaliseWord(token)
        let number = numbers.get(word)
        if (number === undefined) {
          number = words.push(word) - 1
          numbers.set(word, number)
          counts.push(0)
        }
        counts[number] = (counts[number] ?? 0) + 1
        push(number)
      }
      push(LINE_END)
      if (++lines % 10_000 === 0) onProgress(lines)
    }
  return { ...mostFrequentFirst(words, counts, text.subarray(0, length), options.minCount), lines }
}

function mostFrequentFirst(
  words: readonly string[],
  counts: readonly number[],
  text: Int32Array,
  minCount: number,
): Omit<Corpus, 'lines'> {
  const kept = words.map((_, number) => number).filter((number) => (counts[number] ?? 0) >= minCount)
  kept.sort((x, y) => (counts[y] ?? 0) - (counts[x] ?? 0) || x - y)
  const renumbered = new Int32Array(words.length).fill(RARE)
  for (const [id, number] of kept.entries()) renumbered[number] = id
  return {
    words: kept.map((number) => words[number] as string),
    counts: Float64Array.from(kept, (number) => counts[number] ?? 0),
    ids: text.map((number) => (number === LINE_END ? LINE_END : (renumbered[number] ?? RARE))),
  }
}

/** The most frequent words of a corpus without regard to case, most frequent first. */
export function frequentLowerCased(corpus: Pick<Corpus, 'words' | 'counts'>, size: number): string[] {
  const totals = new Map<string, number>()
  for (const [id, word] of corpus.words.entries()) {
    const lower = word.toLowerCase()
    totals.set(lower, (totals.get(lower) ?? 0) + (corpus.counts[id] ?? 0))
  }
  return [...totals]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, size)
    .map(([word]) => word)
}
