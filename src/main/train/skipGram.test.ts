import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { frequentLowerCased, LINE_END, RARE, readCorpus } from './corpus.ts'
import type { Corpus } from './corpus.ts'
import { Random } from './random.ts'
import { trainSkipGram } from './skipGram.ts'

it('numbers words by frequency and marks rare words and line ends', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'corpus-'))
  try {
    const file = path.join(folder, 'text.txt')
    await writeFile(file, 'b a b\n\nB c b\n')
    const options = { files: [file], minCount: 2, splitShare: 1, maxLines: null, seed: 1 }
    const corpus = await readCorpus(options, () => undefined)
    expect(corpus.words).toEqual(['b'])
    expect([...corpus.counts]).toEqual([3])
    expect([...corpus.ids]).toEqual([0, RARE, 0, LINE_END, RARE, RARE, 0, LINE_END])
    const all = await readCorpus({ ...options, minCount: 1 }, () => undefined)
    expect(frequentLowerCased(all, 2)).toEqual(['b', 'a'])
  } finally {
    await rm(folder, { recursive: true })
  }
})

/** Two languages that never meet: words 0–4 and words 5–9. */
function twoTopics(): Corpus {
  const random = new Random(3)
  const ids: number[] = []
  for (let line = 0; line < 2000; line++) {
    const topic = line % 2
    for (let word = 0; word < 8; word++) ids.push(topic * 5 + random.below(5))
    ids.push(LINE_END)
  }
  return {
    words: Array.from({ length: 10 }, (_, id) => `w${id}`),
    counts: new Float64Array(10).fill(1600),
    ids: Int32Array.from(ids),
    lines: 2000,
  }
}

const OPTIONS = { dimensions: 8, window: 3, negatives: 5, subsample: 1, rate: 0.05, epochs: 3, seed: 1 }

it('puts words that share contexts closer than words that do not', async () => {
  const vectors = await trainSkipGram(twoTopics(), OPTIONS, () => undefined)
  const cosine = (a: number, b: number): number => {
    const [x, y] = [vectors.subarray(a * 8, a * 8 + 8), vectors.subarray(b * 8, b * 8 + 8)]
    const dot = (p: Float32Array, q: Float32Array): number =>
      p.reduce((sum, value, at) => sum + value * (q[at] ?? 0), 0)
    return dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y))
  }
  for (const [word, same, other] of [
    [0, 3, 7],
    [4, 1, 9],
    [6, 8, 2],
  ] as const)
    expect(cosine(word, same)).toBeGreaterThan(cosine(word, other) + 0.5)
})

it('gives the same vectors from the same seed', async () => {
  const once = await trainSkipGram(twoTopics(), OPTIONS, () => undefined)
  expect(await trainSkipGram(twoTopics(), OPTIONS, () => undefined)).toEqual(once)
  expect(await trainSkipGram(twoTopics(), { ...OPTIONS, seed: 2 }, () => undefined)).not.toEqual(once)
})
