import { PIECE_LABELS } from './config.ts'
import type { CrfTables } from './crf.ts'
import { FORBIDDEN, mayFollow } from './crf.ts'

/**
 * The labels of the pieces of a text: [CLS], then for each word its tag and X for every piece that continues it, then
 * [SEP]. `pieceCounts` are the pieces of each word, `tags` the numbers of their tags out of `tagCount`; the labels of
 * pieces come behind those.
 */
export function labelPieces(
  pieceCounts: readonly number[],
  tags: readonly number[],
  tagCount: number,
): number[] {
  const [continued, opening, closing] = [tagCount, tagCount + 1, tagCount + 2]
  const words = tags.flatMap((tag, word) => [
    tag,
    ...new Array<number>((pieceCounts[word] ?? 1) - 1).fill(continued),
  ])
  return [opening, ...words, closing]
}

/**
 * A CRF over pieces as one over words: what it says of the readings that keep to the pieces, X at every piece that
 * continues a word and a mark at each mark, and that are legal BIO. Of such a reading every score but these is the same
 * for all: the emissions of first pieces; T[a, b] behind a word of one piece and T[a, X] + T[X, b] behind a longer one;
 * T[[CLS], b] at the start; T[a, [SEP]], or T[a, X] + T[X, [SEP]], at the end.
 */
export function wordTables({ labels, transitions }: CrfTables): CrfTables {
  const tags = labels.slice(0, labels.length - PIECE_LABELS.length)
  const step = (from: string, to: string): number =>
    transitions[labels.indexOf(from) * labels.length + labels.indexOf(to)] as number
  const table = (score: (from: string, to: string) => number): Float32Array =>
    Float32Array.from(
      tags.flatMap((from) => tags.map((to) => (mayFollow(from, to) ? score(from, to) : FORBIDDEN))),
    )
  return {
    labels: tags,
    transitions: table(step),
    start: Float32Array.from(tags, (to) => (mayFollow(null, to) ? step('[CLS]', to) : FORBIDDEN)),
    end: Float32Array.from(tags, (from) => step(from, '[SEP]')),
    behindSplit: {
      transitions: table((from, to) => step(from, 'X') + step('X', to)),
      end: Float32Array.from(tags, (from) => step(from, 'X') + step('X', '[SEP]')),
    },
  }
}
