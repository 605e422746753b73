import { closeSync, openSync, writeSync } from 'node:fs'
import { joinedText } from '../src/main/store/postRow.ts'
import type { ImportedPost } from '../src/shared/domain/post.ts'

const WORDS = (
  'a after again all and at back big can coming day down ever first for from game get go good great have home in is ' +
  'it just last like live long look made many more morning never new next night no not now of off on one out over ' +
  'photo rain ready run see show so some still sun team that the this time to today tonight train up view watch we ' +
  'week what when with year you 😀 🏀 # @ … !'
).split(' ')
const NAMES: readonly (readonly [string, string])[] = [
  ['Ada Berg', 'PER'],
  ['Kofi Mensah', 'PER'],
  ['Oslo', 'LOC'],
  ['Mount Hood', 'LOC'],
  ['Marine Institute', 'ORG'],
  ['Greenline', 'ORG'],
  ['Nordic Sprint', 'MISC'],
  ['Lumen X2', 'MISC'],
]

/** A linear congruential generator: the same posts for the same seed on every machine. Values in [0, 1). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** One generated post in `IMGID:` form, ending with its blank line. 8 to 24 tokens, up to two entities. */
export function generatedRecord(number: number, random: () => number): string {
  const lines = [`IMGID:g_${number}`]
  const length = 8 + Math.floor(random() * 16)
  for (let index = 0; index < length; index++) {
    if (random() < 0.09) {
      const [name, type] = NAMES[Math.floor(random() * NAMES.length)] ?? ['Oslo', 'LOC']
      for (const [place, word] of name.split(' ').entries())
        lines.push(`${word}\t${place === 0 ? 'B' : 'I'}-${type}`)
    } else lines.push(`${WORDS[Math.floor(random() * WORDS.length)] ?? 'a'}\tO`)
  }
  // A number of its own makes every text different, as posts are.
  lines.push(`no${number}\tO`, '', '')
  return lines.join('\n')
}

/** The same post without its tags, as the store takes it. */
export function generatedPost(number: number, random: () => number): ImportedPost {
  const lines = generatedRecord(number, random).trimEnd().split('\n').slice(1)
  const tokens = lines.map((line) => line.split('\t')[0] ?? '')
  return {
    externalId: `g_${number}`,
    tokens,
    tags: null,
    ...joinedText(tokens),
    picture: null,
    caption: null,
    split: number % 10 === 0 ? 'test' : 'train',
    status: 'unreviewed',
    meta: null,
    layout: null,
    line: 1,
  }
}

/** Writes a file of `count` generated posts. */
export function writeGeneratedPosts(path: string, count: number, seed = 1): void {
  const random = seeded(seed)
  const file = openSync(path, 'w')
  try {
    for (let start = 0; start < count; start += 1000) {
      const block = Array.from({ length: Math.min(1000, count - start) }, (_, index) =>
        generatedRecord(start + index, random),
      )
      writeSync(file, block.join(''))
    }
  } finally {
    closeSync(file)
  }
}
